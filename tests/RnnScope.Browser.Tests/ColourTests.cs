namespace RnnScope.Browser.Tests;

/// <summary>The colours behind the characters are those of the served values.</summary>
[Collection(SiteCollection.Name)]
public sealed class ColourTests(Site site)
{
    private const int Count = 400;

    [Theory]
    [InlineData("layers.1.h")]
    [InlineData("layers.0.c")]
    public Task Text_SignedSite_IsRedAboveZeroAndBlueBelow(string name) => site.Visit($"run={Site.Run}&site={name}&unit=3", async reader =>
    {
        float[] values = await site.Floats($"column?site={name}&unit=3&from=0&count={Count}");
        List<(float Value, Colour Colour)> seen = [];
        for (int position = 0; position < Count; position += 7)
        {
            Colour colour = await reader.ColourAt(position);
            Assert.Equal(colour, await reader.PixelAt(position));
            seen.Add((values[position], colour));
        }

        // Whoever is redder has the larger value, up to what a colour channel rounds away.
        int warmest = -255;
        foreach ((float value, Colour colour) in seen.OrderBy(pair => pair.Value))
        {
            Assert.True(colour.Warmth >= warmest - 2, $"{value} is bluer than a smaller value: {colour}");
            warmest = Math.Max(warmest, colour.Warmth);
            if (Math.Abs(value) > 0.1) Assert.Equal(Math.Sign(value), Math.Sign(colour.Warmth));
        }

        Assert.Contains(seen, pair => pair.Value > 0.1);
        Assert.Contains(seen, pair => pair.Value < -0.1);
    });

    [Fact]
    public Task Text_Gate_IsDarkerTheMoreItIsOpen() => site.Visit($"run={Site.Run}&site=layers.1.f&unit=2", async reader =>
    {
        float[] values = await site.Floats($"column?site=layers.1.f&unit=2&from=0&count={Count}");
        int darkest = 255;
        foreach (int position in Enumerable.Range(0, Count / 7).Select(k => 7 * k).OrderBy(position => values[position]))
        {
            Colour colour = await reader.ColourAt(position);
            Assert.Equal(colour, await reader.PixelAt(position));
            Assert.True(colour.Red <= darkest + 1, $"{values[position]} is lighter than a smaller value: {colour}");
            darkest = Math.Min(darkest, colour.Red);
        }

        await Numbers(reader, "0", "1");
    });

    [Fact]
    public async Task Legend_EverySite_ShowsNumbers()
    {
        await site.Visit($"run={Site.Run}&site=layers.1.h&unit=0", reader => Numbers(reader, "−1", "1"));
        float[] statistics = await site.Floats("statistics?site=layers.1.c");
        Assert.Equal(4 * Site.Units, statistics.Length);
        await site.Visit($"run={Site.Run}&site=layers.1.c&unit=0", async reader =>
        {
            string numbers = await reader.Part("legend").InnerTextAsync();
            Assert.Matches(@"−\d+(\.\d+)?\s+0\s+\D*\d", numbers);
        });
    }

    private static async Task Numbers(Reader reader, string low, string high)
    {
        string[] ends = (await reader.Part("legend").InnerTextAsync()).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains(low, ends);
        Assert.Contains(high, ends);
    }
}
