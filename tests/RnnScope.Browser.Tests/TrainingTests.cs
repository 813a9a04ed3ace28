using System.Globalization;
using Microsoft.Playwright;

namespace RnnScope.Browser.Tests;

/// <summary>How a network learned, and how a cell was born.</summary>
[Collection(SiteCollection.Name)]
public sealed class TrainingTests(Site site)
{
    private const string Start = $"view=training&run={Site.Run}&site=layers.1.h&unit=3";
    private const int Passage = 1500;

    [Fact]
    public Task Curves_OfAllRuns_AreDrawnWithTheirNumbers() => site.Visit(Start, async reader =>
    {
        await Assertions.Expect(reader.Part("training-state")).ToHaveTextAsync("Finished after 6.0 epochs.");
        foreach (string chart in new[] { "losses", "speeds", "norms" })
        {
            await Assertions.Expect(reader.Part(chart).Locator("path.run-0")).Not.ToHaveCountAsync(0);
            await Assertions.Expect(reader.Part(chart).Locator("path.run-1")).Not.ToHaveCountAsync(0);
        }

        // Six epochs, six validation losses.
        await Assertions.Expect(reader.Part("losses").Locator("circle.run-0")).ToHaveCountAsync(6);
        await Assertions.Expect(reader.Part("report")).ToContainTextAsync("nats");
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = Site.Other, Exact = true }).ClickAsync();
        await Assertions.Expect(reader.Part("losses").Locator("path.run-1")).ToHaveCountAsync(0);
    });

    [Fact]
    public Task Snapshots_SlidThrough_ColourTheTextByTheirWeights() => site.Visit(Start, async reader =>
    {
        await reader.Press("Home");
        await reader.Selected("step", "0");
        await reader.Grown();
        await Assertions.Expect(reader.Part("step")).ToContainTextAsync("untrained");
        await Agrees(reader, 0);
        await reader.Press("End");
        await reader.Grown();
        int last = int.Parse(await reader.Selection("step"), CultureInfo.InvariantCulture);
        Assert.True(last > 10, $"the last snapshot is of step {last}");
        await Agrees(reader, last);
        await reader.Page.ReloadAsync();
        await reader.Grown();
        await Agrees(reader, last);
        await reader.Press("ArrowLeft");
        Assert.True(int.Parse(await reader.Selection("step"), CultureInfo.InvariantCulture) < last, "one snapshot back");
    });

    [Fact]
    public Task Score_OfAUnit_IsACurveOverTheSnapshots() => site.Visit(Start, async reader =>
    {
        await reader.Part("score").GetByRole(AriaRole.Combobox).SelectOptionAsync("indentation");
        int snapshots = await reader.Page.EvaluateAsync<int>("() => Number(document.querySelector('[data-testid=snapshot]').max) + 1");
        await Assertions.Expect(reader.Part("score").Locator("circle.run-1")).ToHaveCountAsync(snapshots);
        await reader.Part("best-unit").ClickAsync();
        await Assertions.Expect(reader.Part("birth").GetByRole(AriaRole.Heading, new() { Level = 2 })).ToContainTextAsync(await reader.Part("best-unit").InnerTextAsync());
        Assert.Equal("indentation", await reader.Selection("property"));
    });

    [Fact]
    public Task Panel_ReachedByKey_LeadsBack() => site.Visit($"run={Site.Run}&site=layers.1.h&unit=3", async reader =>
    {
        await reader.Press("5");
        await reader.Grown();
        await reader.Page.GoBackAsync();
        await reader.Coloured();
        await reader.Selected("panel", "units");
    });

    [Fact]
    public Task Narrow_NothingIsCutOff() => site.Visit(Start, async reader =>
    {
        int overhang = await reader.Page.EvaluateAsync<int>("() => document.scrollingElement.scrollWidth - innerWidth");
        Assert.True(overhang <= 0, $"the page is {overhang} pixels too wide");
    }, width: 390, height: 844);

    [Fact]
    public Task NoSnapshots_SaysHowToKeepSome() => site.Visit($"view=training&run={Site.Words}", async reader =>
    {
        await Assertions.Expect(reader.Part("training")).ToContainTextAsync("rnnscope train TEXT --snapshots 8");
    }, server: site.WordAddress);

    /// <summary>Each character on screen is red where the snapshot's unit is above zero, and blue below.</summary>
    private async Task Agrees(Reader reader, int step)
    {
        float[] values = await site.Floats($"column?site=layers.1.h&unit=3&from=0&count={Passage}", run: $"{Site.Run}@{step}");
        string[] colours = (await reader.Page.EvaluateAsync<string>(
            "() => [...document.querySelectorAll('[data-testid=passage] [data-position]')].map((cell) => getComputedStyle(cell).backgroundColor).join(';')")).Split(';');
        Assert.Equal(Passage, colours.Length);
        foreach (int at in Enumerable.Range(0, Passage).Where(at => Math.Abs(values[at]) > 0.02))
            Assert.True(Math.Sign(Colour.Parse(colours[at]).Warmth) == Math.Sign(values[at]), $"character {at} of step {step} is {values[at]}, and {colours[at]}");
        Assert.Contains(values, value => Math.Abs(value) > 0.02);
    }
}
