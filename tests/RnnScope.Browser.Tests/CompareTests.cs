using System.Globalization;
using Microsoft.Playwright;

namespace RnnScope.Browser.Tests;

/// <summary>Two networks over the same text.</summary>
[Collection(SiteCollection.Name)]
public sealed class CompareTests(Site site)
{
    private const string Start = $"view=compare&run={Site.Run}&site=layers.1.h&unit=3";

    [Fact]
    public Task Text_IsRedWhereTheChosenRunLosesMore_AndBlueWhereTheOther() => site.Visit(Start, async reader =>
    {
        float[] own = await site.Floats("column?site=loss&unit=0&from=0&count=400");
        float[] other = await site.Floats("column?site=loss&unit=0&from=0&count=400", run: Site.Other);
        await reader.Page.WaitForTimeoutAsync(300);
        foreach (int position in Enumerable.Range(1, 300).Where(at => at % 5 == 0 && Math.Abs(own[at] - other[at]) > 0.2))
        {
            Colour colour = await reader.PixelAt(position);
            Assert.True(Math.Sign(colour.Warmth) == Math.Sign(own[position] - other[position]), $"character {position}: {own[position]} less {other[position]} is {colour}");
        }

        string legend = await reader.Part("compare-legend").InnerTextAsync();
        Assert.Contains("≤ −2", legend, StringComparison.Ordinal);
        Assert.Contains($"nats: red cost {Site.Run} more, blue {Site.Other}", legend, StringComparison.Ordinal);
    });

    [Fact]
    public Task ChosenCharacter_ShowsWhatBothExpected() => site.Visit(Start, async reader =>
    {
        await reader.ClickOn(25);
        await Assertions.Expect(reader.Part("beside-guess")).ToHaveCountAsync(10);
        int next = (await site.Symbols())[25];
        int[] likeliest = [.. await Task.WhenAll(new[] { Site.Run, Site.Other }.Select(async run => (int)(await site.Floats("predictions?from=24&count=1&top=5", run: run))[0]))];
        ILocator guesses = reader.Part("beside-guess");
        await Assertions.Expect(guesses.Nth(0)).ToHaveAttributeAsync("data-symbol", likeliest[0].ToString(CultureInfo.InvariantCulture));
        await Assertions.Expect(guesses.Nth(5)).ToHaveAttributeAsync("data-symbol", likeliest[1].ToString(CultureInfo.InvariantCulture));
        float own = (await site.Floats("column?site=loss&unit=0&from=25&count=1"))[0];
        await Assertions.Expect(reader.Part("beside-loss").First).ToHaveTextAsync($"{own.ToString("0.00", CultureInfo.InvariantCulture)} nats");
        Assert.True(next >= 0, "a symbol came");
    });

    [Fact]
    public Task Unit_AndItsMatch_FlipOverTheSameText_AndTheLinkHoldsIt() => site.Visit(Start, async reader =>
    {
        ILocator matches = reader.Part("matches").Locator("li button");
        await Assertions.Expect(matches).ToHaveCountAsync(5);
        await matches.Nth(1).ClickAsync();
        await reader.Selected("shade", "match");
        await reader.Selected("match", "1");
        await reader.Press("x");
        await reader.Selected("shade", "unit");
        await reader.Press("d");
        await reader.Selected("shade", "difference");
        await reader.Page.GoBackAsync();
        await reader.Selected("shade", "unit");
        await reader.Page.ReloadAsync();
        await reader.Compared();
        await reader.Selected("shade", "unit");
        await reader.Press("w");
        await reader.Selected("run", Site.Other);
        await reader.Compared();
        await Assertions.Expect(reader.Part("other")).ToHaveValueAsync(Site.Run);
    });

    [Fact]
    public Task Snapshot_OfTheOtherRun_CanBeCompared() => site.Visit(Start, async reader =>
    {
        string best = await reader.Part("other-nats").InnerTextAsync();
        await reader.Part("other-step").SelectOptionAsync("0");
        await reader.Selected("others", $"{Site.Other}%400");
        await reader.Compared();
        string untrained = await reader.Part("other-nats").InnerTextAsync();
        Assert.True(double.Parse(untrained, CultureInfo.InvariantCulture) > double.Parse(best, CultureInfo.InvariantCulture), $"untrained {untrained}, trained {best}");
        await reader.Part("ahead-0").GetByRole(AriaRole.Button).First.ClickAsync();
        Assert.NotEqual("null", await reader.Selection("position"));
    });

    [Fact]
    public Task RunOfOtherSymbols_SaysWhyItCannotBeCompared() => site.Visit($"view=training&run={Site.Words}&typed=one%20two%20one", async reader =>
    {
        await reader.Press("7");
        await Assertions.Expect(reader.Part("cannot")).ToHaveTextAsync($"{Site.Other} cannot be compared: it predicts symbols, this run words");
        await Assertions.Expect(reader.Part("compare")).ToContainTextAsync("No other network has read this text");
        await Assertions.Expect(reader.Part("compare-legend")).ToHaveCountAsync(0);
    }, server: site.WordAddress);

    [Fact]
    public Task Narrow_NothingIsCutOff() => site.Visit(Start, async reader =>
    {
        int overhang = await reader.Page.EvaluateAsync<int>("() => document.scrollingElement.scrollWidth - innerWidth");
        Assert.True(overhang <= 0, $"the page is {overhang} pixels too wide");
    }, width: 390, height: 844);
}
