using System.Globalization;
using Microsoft.Playwright;

namespace RnnScope.Browser.Tests;

/// <summary>A network of words completes what is typed, beside a network of symbols.</summary>
[Collection(SiteCollection.Name)]
public sealed class WordMemoryTests(Site site)
{
    [Theory]
    [InlineData(1280, 800)]
    [InlineData(400, 800)]
    public Task TypedSentence_IsCompletedLive(int width, int height) => site.Visit($"view=memory&run={Site.Words}&typed=Red", async reader =>
    {
        ILocator words = reader.Part("model").First, symbols = reader.Part("model").Nth(1);
        await Assertions.Expect(words).ToContainTextAsync("predicts 8 words");
        // As the network reads it, with a space before the first word.
        await Assertions.Expect(words.GetByTestId("strip")).ToHaveTextAsync("red");
        Assert.Equal(" red", await words.GetByTestId("strip").TextContentAsync());
        await Assertions.Expect(symbols.GetByTestId("strip")).ToHaveTextAsync("Red");
        await reader.Part("typed").PressSequentiallyAsync(", ti");
        await Assertions.Expect(symbols.GetByTestId("strip")).ToHaveTextAsync("Red, ti");
        await reader.Remembered();

        float[] row = (await site.Rows(site.WordAddress, "Red, ti", Site.Words))[^1];
        string[] guesses = [.. await words.GetByTestId("memory-guess").AllInnerTextsAsync()];
        Assert.StartsWith("tile", guesses[0].Trim(), StringComparison.Ordinal);
        float[] shares = [row[6], row[8], row[10]];
        string[] shown = [.. await words.GetByTestId("memory-guess").EvaluateAllAsync<string[]>("all => all.map(one => one.dataset.probability)")];
        Assert.Equal(shares, shown.Select(share => float.Parse(share, CultureInfo.InvariantCulture)));
        string together = await words.GetByTestId("together").InnerTextAsync();
        Assert.Equal(100 * shares.Sum(), double.Parse(together.Split(' ')[0], CultureInfo.InvariantCulture), 0.06);

        // "ti" is no word yet: the likeliest stands in, and the page says so. Of the finished word the target is the word.
        await Assertions.Expect(words.GetByTestId("target")).ToHaveTextAsync("for “tile”: word unknown");
        await reader.Part("typed").PressSequentiallyAsync("nt");
        await Assertions.Expect(words.GetByTestId("target")).ToContainTextAsync("for “tint”, given");
        await Assertions.Expect(symbols.GetByTestId("target")).ToContainTextAsync("expected most");
        int overhang = await reader.Page.EvaluateAsync<int>("() => document.scrollingElement.scrollWidth - innerWidth");
        Assert.True(overhang <= 0, $"the page is {overhang} pixels too wide");
    }, width, height, site.WordAddress);

    [Fact]
    public Task TypedSpace_IsNoWord_AndSaysSo() => site.Visit($"view=memory&run={Site.Words}&typed=Red", async reader =>
    {
        await reader.Part("typed").FillAsync(" ");
        await Assertions.Expect(reader.Part("memory")).ToContainTextAsync("White space alone is no word");
        await Assertions.Expect(reader.Page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        await reader.Part("typed").PressSequentiallyAsync("red");
        await Assertions.Expect(reader.Part("model").First.GetByTestId("strip")).ToHaveTextAsync("red");
    }, server: site.WordAddress);
}
