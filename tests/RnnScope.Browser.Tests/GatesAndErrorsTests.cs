using System.Globalization;
using Microsoft.Playwright;
using RnnScope.Analysis.Gates;
using RnnScope.Runs;

namespace RnnScope.Browser.Tests;

/// <summary>Two analyses around the text: every dot and every row leads to characters.</summary>
[Collection(SiteCollection.Name)]
public sealed class GatesAndErrorsTests(Site site)
{
    private const string Start = $"run={Site.Run}&text={Site.Test}&site=layers.1.h&unit=3";

    private const string Position = "() => rnnscope.selection.position === null ? -1 : rnnscope.selection.position";

    [Fact]
    public async Task Dots_AreThoseOfTheAnalysis_LiveAndExported()
    {
        using Run run = RnnScope.Runs.Run.Open(site.FolderOf(Site.Run));
        RunText text = RunText.Test(run);
        GateSaturation forget = GateAnalysis.Measure(text.Title, run.Model.Network, run.Model.Vocabulary, text.Ids)
            .Gates.Single(gate => gate is { Layer: 1, Gate.Name: "f" });
        float[] served = await site.Floats("saturation?site=layers.1.f");
        for (int unit = 0; unit < Site.Units; unit++)
        {
            Assert.Equal(forget.Left[unit], served[2 * unit], 1e-6);
            Assert.Equal(forget.Right[unit], served[(2 * unit) + 1], 1e-6);
        }

        // The unit that is most often open: its dot is the rightmost.
        int most = Enumerable.Range(0, Site.Units).MaxBy(unit => forget.Right[unit]);
        Assert.True(forget.Right[most] > 0, "a gate is sometimes open");
        await site.Visit($"{Start}&view=gates", reader => Click(reader, most));
        await site.VisitFile(await ExportTests.Export(site, Site.Run), "view=gates&site=layers.1.h&unit=3", reader => Click(reader, most));

        async Task Click(Reader reader, int unit)
        {
            ILocator plot = reader.Part("gate-f").GetByRole(AriaRole.Img);
            await Assertions.Expect(plot.Locator("circle.dot")).ToHaveCountAsync(2 * Site.Units);
            // Dots may lie upon each other: go by the keys to this one, and see it ringed and named.
            await reader.Press("g");
            for (string at = await reader.Selection("site"); at != "layers.1.f"; at = await reader.Selection("site")) await reader.Press("g");
            await reader.Page.Locator("body").EvaluateAsync(
                "(_, unit) => { const link = new URLSearchParams(location.hash.slice(1)); link.set('unit', unit); location.hash = link.toString(); }",
                unit.ToString(CultureInfo.InvariantCulture));
            await Assertions.Expect(reader.Part("gates")).ToContainTextAsync($"layers.1.f unit {unit}: shut");
            await Assertions.Expect(plot.Locator("circle.ring")).ToHaveCountAsync(1);
            // A click on a dot shows that gate over the text.
            ILocator other = reader.Part("gate-i").Locator("circle.dot").First;
            LocatorBoundingBoxResult box = (await other.BoundingBoxAsync())!;
            await reader.Page.Mouse.ClickAsync(box.X + (box.Width / 2), box.Y + (box.Height / 2));
            await reader.Page.WaitForFunctionAsync("() => rnnscope.selection.site.endsWith('.i')");
            await reader.Coloured();
        }
    }

    [Fact]
    public Task Ledger_AddsUp_AndItsClassesLeadFromErrorToError() => site.Visit($"{Start}&view=errors", async reader =>
    {
        ILocator classes = reader.Part("error-class");
        await Assertions.Expect(classes).ToHaveCountAsync(7);
        float[] losses = await site.Floats("column?site=loss&unit=0");
        bool[] isError = [.. losses.Select(loss => loss > Math.Log(2))];
        int[] counts = [.. (await classes.Locator(".number:not(.share)").AllInnerTextsAsync()).Select(count => int.Parse(count, NumberStyles.AllowThousands, CultureInfo.InvariantCulture))];
        Assert.Equal(isError.Count(error => error), counts.Sum());

        // Step through all errors: each is one, and none is left out.
        int from = -1;
        for (int step = 0; step < 5; step++)
        {
            await reader.Press("n");
            int next = Enumerable.Range(from + 1, losses.Length - from - 1).First(at => isError[at]);
            await reader.Page.WaitForFunctionAsync($"() => rnnscope.selection.position === {next}");
            from = next;
        }

        // Of one class only, and back.
        int largest = Array.IndexOf(counts, counts.Max());
        await classes.Nth(largest).ClickAsync();
        await reader.Addressed("errors=");
        await reader.Press("n");
        int first = await reader.Page.EvaluateAsync<int>(Position);
        await reader.Press("n");
        await reader.Press("Shift+N");
        await reader.Page.WaitForFunctionAsync($"() => rnnscope.selection.position === {first}");
        Assert.True(isError[first], $"character {first} costs {losses[first]}");
        await Assertions.Expect(reader.Part("spoken")).ToContainTextAsync("rrors on screen");

        await reader.Press("e");
        await reader.Selected("errorColours", "loss");
        await Assertions.Expect(reader.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("coloured by what it cost");
    });

    [Fact]
    public async Task Errors_InAnExportedPage_AreSorted_ButNotThoseOfATypedText()
    {
        string page = await ExportTests.Export(site, Site.Run);
        await site.VisitFile(page, "view=errors", async reader =>
        {
            ILocator counts = reader.Part("error-class").Locator(".number:not(.share)");
            await Assertions.Expect(counts).ToHaveCountAsync(7);
            int sum = (await counts.AllInnerTextsAsync()).Sum(count => int.Parse(count, NumberStyles.AllowThousands, CultureInfo.InvariantCulture));
            await Assertions.Expect(reader.Part("ledger")).ToContainTextAsync(string.Create(CultureInfo.InvariantCulture, $"{sum:N0} of "));
            await Assertions.Expect(reader.Part("spoken")).ToContainTextAsync("rrors on screen");
            await reader.Press("n");
            await reader.Page.WaitForFunctionAsync("() => rnnscope.selection.position !== null");
            await reader.Press("e");
            await reader.Page.WaitForFunctionAsync("() => document.querySelector('[data-testid=spoken]')?.textContent.includes('high at')");
        });
        await site.VisitFile(page, "view=errors&typed=A%20text%20of%20my%20own", async reader =>
            await Assertions.Expect(reader.Part("ledger")).ToContainTextAsync("The errors of this text are not sorted"));
    }

    [Fact]
    public async Task Errors_OfAPageThatCouldNotSortThem_AreLosses() =>
        await site.VisitFile(await ExportTests.Export(site, Site.Words), "view=errors", async reader =>
        {
            await Assertions.Expect(reader.Part("ledger")).ToContainTextAsync("takes the program");
            await Assertions.Expect(reader.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("coloured by what it cost");
            await Assertions.Expect(reader.Page.GetByRole(AriaRole.Button, new() { Name = "by class" })).ToHaveCountAsync(0);
        });
}
