using System.Globalization;
using System.Text;
using Microsoft.Playwright;
using RnnScope.Engine.Text;

namespace RnnScope.Browser.Tests;

/// <summary>What the page says about characters is what the server serves, and a text is only ever text.</summary>
[Collection(SiteCollection.Name)]
public sealed class ReadingTests(Site site)
{
    private const string Start = $"run={Site.Run}&text={Site.Test}&site=layers.1.h&unit=3";

    [Theory]
    [InlineData(3)]
    [InlineData(60)]
    public Task Details_OfACharacter_AreTheServedNumbers(int at) => site.Visit(Start, async reader =>
    {
        float[] distribution = await site.Floats($"distribution?at={at}");
        ushort[] symbols = await site.Symbols();
        int[] likeliest = [.. Enumerable.Range(0, distribution.Length).OrderByDescending(id => distribution[id]).ThenBy(id => id).Take(5)];

        await reader.ClickOn(at);
        ILocator guesses = reader.Part("guess");
        await Assertions.Expect(guesses).ToHaveCountAsync(5);
        for (int rank = 0; rank < 5; rank++)
        {
            Assert.Equal(likeliest[rank], await Number(guesses.Nth(rank), "data-symbol"));
            Assert.Equal(distribution[likeliest[rank]], await Number(guesses.Nth(rank), "data-probability"), 1e-6);
        }

        string loss = (-Math.Log(distribution[symbols[at + 1]])).ToString("F2", CultureInfo.InvariantCulture);
        Assert.Equal($"{loss} nats", await reader.Part("loss").InnerTextAsync());
        Rune came = ReadingMatter.Strange.EnumerateRunes().ElementAt(at + 1);
        Assert.Equal(came.Value == ' ' ? "␣" : came.ToString(), await reader.Part("came").InnerTextAsync());
        float value = (await site.Floats($"column?site=layers.1.h&unit=3&from={at}&count=1"))[0];
        string shown = (await reader.Part("value").InnerTextAsync()).Replace('−', '-');
        Assert.Equal(value, float.Parse(shown, CultureInfo.InvariantCulture), 5.01e-4);
    });

    [Fact]
    public Task Guesses_AskedFor_AreUnderTheCharacters() => site.Visit(Start, async reader =>
    {
        int before = await reader.Page.Locator("[data-testid=text] .line").CountAsync();
        await reader.Press("p");
        await reader.Addressed("predictions=on");
        await Assertions.Expect(reader.Part("predictions")).ToHaveAttributeAsync("aria-pressed", "true");
        await reader.Page.WaitForFunctionAsync($"() => document.querySelectorAll('[data-testid=text] .line').length < {before} / 2");
        Assert.Equal(await reader.ColourAt(4), await reader.PixelAt(4));
    });

    [Fact]
    public Task Text_WithMarkupAndControlCharacters_IsShownAsText() => site.Visit(Start, async reader =>
    {
        string shown = await reader.Shown();
        Assert.Contains("<script>window.wasRun = true; alert(1)</script>↵", shown, StringComparison.Ordinal);
        Assert.Contains("<img src=x onerror=\"window.wasRun = true\"> &amp; <b>not bold</b>↵", shown, StringComparison.Ordinal);
        Assert.Contains("⇥tab⇥and⇥tab, then a carriage return^M↵", shown, StringComparison.Ordinal);
        Assert.Contains("nul ^@ bell ^G escape ^[[31m delete ^?↵", shown, StringComparison.Ordinal);
        Assert.Contains("naïve café – привет 数字 e◌\u0301 ▯ 😀↵", shown, StringComparison.Ordinal);
        Assert.Contains("� is a stranger↵", shown, StringComparison.Ordinal);
        await NothingWasMade(reader);
        Assert.Equal(1, await reader.Page.EvaluateAsync<int>("() => document.scripts.length"));

        // They have a size that can be seen, and a colour like all others.
        ILocator marks = reader.Page.Locator("[data-testid=text] .alone");
        foreach (ILocator mark in await marks.AllAsync())
        {
            LocatorBoundingBoxResult box = (await mark.BoundingBoxAsync())!;
            Assert.True(box is { Width: >= 6, Height: >= 10 }, $"{await mark.InnerTextAsync()} is {box.Width} x {box.Height}");
        }

        int nul = ReadingMatter.Length(ReadingMatter.Strange[..ReadingMatter.Strange.IndexOf('\0', StringComparison.Ordinal)]);
        Assert.Equal(await reader.ColourAt(nul), await reader.PixelAt(nul));
    });

    [Fact]
    public Task TypedText_IsReadAndColoured_AndSaysThatItIsTyped() => site.Visit(Start, async reader =>
    {
        const string Typed = "if (a < 3) { <b>bold</b>\n<script>window.wasRun = true</script> Ω";
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Type your own" }).ClickAsync();
        await reader.Part("typed").FillAsync(Typed);
        await Assertions.Expect(reader.Part("text")).ToContainTextAsync("if (a < 3) { <b>bold</b>↵");
        await reader.Coloured();
        await Assertions.Expect(reader.Part("text")).ToContainTextAsync("<script>window.wasRun = true</script> �");
        await Assertions.Expect(reader.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("your own text");
        await Assertions.Expect(reader.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("1 character the network has never seen");
        await NothingWasMade(reader);

        // The colours are those of the text that the server keeps under an id of its own.
        string id = (await site.Manifest()).GetProperty("texts").EnumerateArray().Last().GetProperty("id").GetString()!;
        float[] values = await site.Floats("column?site=layers.1.h&unit=3", id);
        Assert.Equal(SymbolReader.Codes(Typed, SymbolKind.Characters).Length, values.Length);
        for (int position = 0; position < values.Length; position++)
        {
            Colour colour = await reader.ColourAt(position);
            if (Math.Abs(values[position]) > 0.1) Assert.Equal(Math.Sign(values[position]), Math.Sign(colour.Warmth));
        }

        Assert.Equal(await reader.ColourAt(3), await reader.PixelAt(3));
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Back to" }).ClickAsync();
        await Assertions.Expect(reader.Part("text")).ToContainTextAsync("alert(1)");
    });

    /// <summary>No element was made of a text, and no script in it has run.</summary>
    private static async Task NothingWasMade(Reader reader)
    {
        Assert.Equal("undefined", await reader.Page.EvaluateAsync<string>("() => typeof window.wasRun"));
        Assert.Equal(0, await reader.Page.Locator("[data-testid=text] :is(script, img, b)").CountAsync());
    }

    private static async Task<double> Number(ILocator element, string attribute) =>
        double.Parse((await element.GetAttributeAsync(attribute))!, CultureInfo.InvariantCulture);
}
