using System.Globalization;
using Microsoft.Playwright;
using RnnScope.Commands;
using RnnScope.Engine.Tracing;
using RnnScope.Engine.Units;
using RnnScope.Runs;
using RnnScope.Server;

namespace RnnScope.Browser.Tests;

/// <summary>Exported files, opened from disk with the network off: the numbers on screen are those of the engine.</summary>
[Collection(SiteCollection.Name)]
public sealed class ExportTests(Site site)
{
    private const double Tolerance = 1e-4;

    // A unit that no paper has: every function of the language, a learned vector, states that change places.
    private const string Invented = """
        unit leaky-pair
        state h, slow, fast
        vector u: 0 to 1
        k = sigmoid(affine(x, h, bias: 1)) as keep
        d = exp(-relu(affine(h))) as damping
        slow' = k * slow + (1 - k) * max(affine(x, k * fast), u * slow - 0.5) / (1 + d) as slow memory
        fast' = min(slow + 0.5, tanh(affine(x, h: identity))) as fast memory
        h' = d * tanh(slow') + (1 - d) * fast' as output
        """;

    [Fact]
    public async Task Page_OfATrainedRun_HasTheEnginesNumbers()
    {
        string page = await Export(Site.Run);
        await site.VisitFile(page, "at=40", async reader =>
        {
            await CompareValues(reader, site.FolderOf(Site.Run), ["layers.0.i", "layers.0.c", "layers.1.g", "layers.1.h"]);

            // What was expected at the chosen character.
            await reader.Page.WaitForFunctionAsync("() => document.querySelectorAll('[data-testid=guess]').length === 5");
            using Run run = Run.Open(site.FolderOf(Site.Run));
            RunText text = RunText.Test(run);
            using Trace trace = Tracer.Read(run.Model.Network, run.Model.Vocabulary, text.Ids, new TraceOptions());
            float[] distribution = Predictions.Distribution(trace, 40);
            foreach (ILocator guess in await reader.Part("guess").AllAsync())
                Assert.Equal(distribution[(int)await Number(guess, "data-symbol")], await Number(guess, "data-probability"), Tolerance);
        });
    }

    [Fact]
    public async Task Page_OfAnInventedUnit_RunsItsEquationsOverWhatIsTyped()
    {
        string file = Path.Combine(site.FolderOf("."), "leaky-pair.unit");
        await File.WriteAllTextAsync(file, Invented);
        string folder = site.Train("leaky", file, 1);
        await site.VisitFile(await Export("leaky"), "site=layers.1.h", async reader =>
        {
            await CompareValues(reader, folder, ["layers.0.k", "layers.0.slow", "layers.1.fast", "layers.1.h"]);

            const string Typed = "if (a) { <b>bold</b>\nreturn \"x\"; } Ω";
            await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Type your own" }).ClickAsync();
            await reader.Part("typed").FillAsync(Typed);
            await Assertions.Expect(reader.Part("text")).ToContainTextAsync("if (a) { <b>bold</b>↵");
            await Assertions.Expect(reader.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("1 character the network has never seen");
            using Run run = Run.Open(folder);
            ushort[] ids = TypedSymbols.Of(run.Model, Typed).Ids;
            using Trace trace = Tracer.Read(run.Model.Network, run.Model.Vocabulary, ids, new TraceOptions());
            await CompareColumn(reader, trace, "layers.1.h", 5, ids.Length);
        });
    }

    /// <summary>All that come with the program, and the feed-forward one.</summary>
    public static TheoryData<string> Units => [.. BuiltInUnits.Names, "n-nn:3"];

    [Theory]
    [MemberData(nameof(Units))]
    public async Task Page_OfABuiltInUnit_HasTheEnginesNumbers(string unit)
    {
        string name = $"unit-{unit.Replace(':', '-')}", folder = site.Train(name, unit, 1);
        using (Run run = Run.Open(folder))
        {
            string[] sites = [.. SiteName.AllOf(run.Model.Network.Shape).Where(one => one.Layer >= 0).Select(one => one.Name)];
            using Trace trace = Tracer.Read(run.Model.Network, run.Model.Vocabulary, RunText.Test(run).Ids, new TraceOptions());
            await site.VisitFile(await Export(name), "", async reader =>
            {
                // A unit of a rectified network may be silent, and some sites hold large numbers.
                foreach (string one in new[] { sites[0], sites[sites.Length / 2], sites[^1] })
                    foreach (int of in new[] { 0, 5, Site.Units - 1 }) await CompareColumn(reader, trace, one, of, 120, mustVary: false);
            });
        }
    }

    [Fact]
    public async Task Page_Memory_LooksBackAsTheEngineDoes()
    {
        string page = await Export(Site.Run);
        await site.VisitFile(page, "view=memory&at=60", async reader =>
        {
            float[][] norms = await site.Norms(string.Concat(
                (ReadingMatter.Strange + ReadingMatter.Code(200, 2)).EnumerateRunes().Take(200).Select(rune => rune.ToString())));
            double most = norms[60].Max();
            Assert.Equal(most, await Number(reader.Part("heat-most").First, "data-most"), Tolerance * most);
            await reader.Press("ArrowRight");
            most = norms[61].Max();
            Assert.Equal(most, await Number(reader.Part("heat-most").First, "data-most"), Tolerance * most);
        });
    }

    [Fact]
    public async Task Page_WithMarkupInTextAndTitle_ShowsThemAsText()
    {
        const string Title = "</script><script>window.wasRun = true</script><img src=x onerror='window.wasRun = true'>";
        string page = await Export(Site.Run, "--title", Title);
        await site.VisitFile(page, "", async reader =>
        {
            Assert.Contains("<script>window.wasRun = true; alert(1)</script>↵", await reader.Shown(), StringComparison.Ordinal);
            await Assertions.Expect(reader.Page.GetByRole(AriaRole.Banner)).ToContainTextAsync(Title);
            Assert.Contains(Title, await reader.Page.TitleAsync(), StringComparison.Ordinal);
            Assert.Equal("undefined", await reader.Page.EvaluateAsync<string>("() => typeof window.wasRun"));
            Assert.Equal(0, await reader.Page.Locator("img").CountAsync());
        });
    }

    [Fact]
    public async Task Page_ThatWasCutShort_SaysSo()
    {
        string page = await Export(Site.Run), cut = page + ".cut.html";
        string whole = await File.ReadAllTextAsync(page);
        await File.WriteAllTextAsync(cut, whole[..^2000]);
        await using IBrowserContext context = await site.Browser.NewContextAsync(new() { Offline = true });
        IPage opened = await context.NewPageAsync();
        await opened.GotoAsync(new Uri(cut).AbsoluteUri);
        await Assertions.Expect(opened.Locator("body")).ToContainTextAsync("This page was cut short");
    }

    [Fact]
    public async Task Page_Flipped_WalksThroughUnitsLayersAndLinks()
    {
        string page = await Export(Site.Run);
        await site.VisitFile(page, "site=layers.1.h&unit=3", async reader =>
        {
            string before = await reader.Colours(0, 40);
            await reader.Press("ArrowDown");
            await reader.Selected("unit", "4");
            Assert.NotEqual(before, await reader.Colours(0, 40));
            await reader.Press("[");
            await reader.Selected("site", "layers.0.h");
            await reader.Coloured();
            await reader.Page.GoBackAsync();
            await reader.Page.GoBackAsync();
            await reader.Selected("unit", "3");
            await reader.Coloured();
            Assert.Equal(before, await reader.Colours(0, 40));
            Assert.Equal(await reader.ColourAt(4), await reader.PixelAt(4));
        });
    }

    private Task<string> Export(string run, params string[] options) => Export(site, run, options);

    /// <summary>Writes the page of a run.</summary>
    internal static async Task<string> Export(Site site, string run, params string[] options)
    {
        string page = Path.Combine(site.FolderOf("."), $"{run}.html");
        using StringWriter output = new(), error = new();
        int code = await CommandLine.RunAsync(["export", site.FolderOf(run), "--out", page, "--force", .. options], output, error, CancellationToken.None);
        Assert.Equal((0, ""), (code, error.ToString()));
        return page;
    }

    /// <summary>A few units of sites, over the characters on screen, beside what the engine computes in 32 bits.</summary>
    private static async Task CompareValues(Reader reader, string folder, string[] sites)
    {
        using Run run = Run.Open(folder);
        RunText text = RunText.Test(run);
        using Trace trace = Tracer.Read(run.Model.Network, run.Model.Vocabulary, text.Ids, new TraceOptions());
        foreach (string name in sites)
            foreach (int unit in new[] { 0, 5, Site.Units - 1 })
                await CompareColumn(reader, trace, name, unit, 120);
    }

    private static async Task CompareColumn(Reader reader, Trace trace, string name, int unit, int count, bool mustVary = true)
    {
        await reader.Page.EvaluateAsync(
            "([site, unit]) => { const link = new URLSearchParams(location.hash.slice(1)); link.set('site', site); link.set('unit', unit); location.hash = link.toString(); }",
            new[] { name, unit.ToString(CultureInfo.InvariantCulture) });
        await reader.Selected("site", name);
        await reader.Selected("unit", unit.ToString(CultureInfo.InvariantCulture));
        await reader.Page.WaitForFunctionAsync("(last) => !Number.isNaN(rnnscope.valueAt(last))", count - 1);
        double[] shown = await reader.Page.EvaluateAsync<double[]>("(count) => Array.from({ length: count }, (_, at) => rnnscope.valueAt(at))", count);
        float[] engine = new float[count];
        trace.ReadColumn(name, unit, 0, engine);
        for (int at = 0; at < count; at++) Assert.True(Math.Abs(shown[at] - engine[at]) <= Tolerance * Math.Max(1, Math.Abs(engine[at])), $"{name} unit {unit} at {at}: {shown[at]}, the engine has {engine[at]}");
        if (mustVary) Assert.NotEqual(engine.Min(), engine.Max());
    }

    private static async Task<double> Number(ILocator element, string attribute) =>
        double.Parse((await element.GetAttributeAsync(attribute))!, CultureInfo.InvariantCulture);
}
