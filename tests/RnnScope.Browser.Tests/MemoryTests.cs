using System.Globalization;
using Microsoft.Playwright;

namespace RnnScope.Browser.Tests;

/// <summary>What predictions look back at: one position in all models, and the numbers are the served ones.</summary>
[Collection(SiteCollection.Name)]
public sealed class MemoryTests(Site site)
{
    private const string Start = $"view=memory&run={Site.Run}&text={Site.Test}&at=60";
    private const int At = 60, Stretch = 200;

    // The colours behind the characters of a strip, up to the position that is looked at.
    private const string ColoursOf = """
        (strip) => [...document.querySelectorAll('[data-testid=strip]')[strip].querySelectorAll('[data-character]')]
          .map((cell) => getComputedStyle(cell).backgroundColor)
        """;

    private static string Text => string.Concat(
        (ReadingMatter.Strange + ReadingMatter.Code(Stretch, 2)).EnumerateRunes().Take(Stretch).Select(rune => rune.ToString()));

    [Fact]
    public Task Position_ByKeyAndPointer_IsTheSameInAllModels() => site.Visit(Start, async reader =>
    {
        Assert.Equal(["60", "60"], await Positions(reader));
        string[] before = await Guesses(reader);
        await reader.Press("ArrowRight");
        await reader.Press("ArrowRight");
        await reader.Selected("position", "62");
        Assert.Equal(["62", "62"], await Positions(reader));
        Assert.NotEqual(before, await Guesses(reader));
        await Cell(reader, 1, 30).HoverAsync();
        Assert.Equal(["30", "30"], await Positions(reader));
        await reader.Page.GetByRole(AriaRole.Heading, new() { Name = "What does a prediction look back at?" }).HoverAsync();
        Assert.Equal(["62", "62"], await Positions(reader));
        await Cell(reader, 0, 12).ClickAsync();
        await reader.Selected("position", "12");
        Assert.Equal(["12", "12"], await Positions(reader));
        await reader.Press("End");
        Assert.Equal(["199", "199"], await Positions(reader));
        await reader.Press("Home");
        Assert.Equal(["0", "0"], await Positions(reader));
    });

    [Theory]
    [InlineData("", "row", 1)]
    [InlineData("&norm=squared", "row", 2)]
    [InlineData("&heat=common", "common", 1)]
    [InlineData("&norm=squared&heat=common&of=likeliest", "common", 2)]
    public Task Colours_AndTheLegend_AreThoseOfTheServedNorms(string options, string scale, int power) => site.Visit(Start + options, async reader =>
    {
        string target = options.Contains("likeliest", StringComparison.Ordinal) ? "likeliest" : "next";
        float[][][] norms = [await site.Norms(Text, Site.Run, target), await site.Norms(Text, Site.Other, target)];
        for (int strip = 0; strip < norms.Length; strip++)
        {
            double[] row = [.. norms[strip][At].Select(norm => Math.Pow(norm, power))];
            double most = scale == "row" ? row.Max() : norms.SelectMany(model => model).SelectMany(all => all).Max(norm => Math.Pow(norm, power));
            ILocator legend = reader.Part("heat-most").Nth(strip);
            Assert.Equal(most, await Number(legend, "data-most"), 1e-5 * most);
            Assert.Matches(@"^[0-9]", await legend.InnerTextAsync());
            Assert.Contains(power == 2 ? "squared norm" : "L2 norm", await reader.Part("heat-legend").Nth(strip).InnerTextAsync(), StringComparison.Ordinal);

            string[] colours = await reader.Page.EvaluateAsync<string[]>(ColoursOf, strip);
            Assert.Equal(Stretch, colours.Length);
            // The light theme grows darker with the norm; what comes later has no colour.
            double lightest = 0;
            foreach (int q in Enumerable.Range(0, At + 1).OrderByDescending(q => row[q]))
            {
                double light = Light(Colour.Parse(colours[q]));
                Assert.True(light >= lightest - 3, $"strip {strip}: {row[q]} is darker than a larger value: {colours[q]}");
                lightest = Math.Max(lightest, light);
            }

            Assert.All(colours[(At + 1)..], colour => Assert.Equal("rgba(0, 0, 0, 0)", colour));
            double largest = Light(Colour.Parse(colours[Array.IndexOf(row, row.Max())]));
            Assert.True(scale == "row" ? largest < 110 : largest <= 255, $"the largest has lightness {largest}");
        }
    });

    [Fact]
    public Task Share_OutsideTheWord_IsThatOfTheServedNorms() => site.Visit(Start + "&norm=squared", async reader =>
    {
        float[] row = (await site.Norms(Text))[At];
        string text = Text[..(At + 1)]; // no character of two halves is that early
        int start = text.Length - 1;
        while (start > 0 && (char.IsLetterOrDigit(text[start]) || text[start] is '_' or '\'')) start--;
        double share = row[..start].Sum(norm => (double)norm * norm) / row.Sum(norm => (double)norm * norm);
        string shown = (await reader.Part("share").First.InnerTextAsync()).Replace(" %", "", StringComparison.Ordinal);
        Assert.Equal(100 * share, double.Parse(shown, CultureInfo.InvariantCulture), 0.051);
    });

    [Fact]
    public Task Address_HoldsTheView_AndBackLeadsThere() => site.Visit(Start, async reader =>
    {
        await reader.Press("n");
        await reader.Press("s");
        await reader.Press("t");
        await reader.Press("ArrowLeft");
        await reader.Addressed("at=59&of=likeliest&norm=squared&heat=common$");
        await reader.Remembered();
        string before = string.Join(' ', await reader.Page.EvaluateAsync<string[]>(ColoursOf, 0));
        await reader.Page.ReloadAsync();
        await reader.Remembered();
        Assert.Equal(before, string.Join(' ', await reader.Page.EvaluateAsync<string[]>(ColoursOf, 0)));
        await reader.Page.GoBackAsync();
        await reader.Selected("target", "next");
        await reader.Page.GoBackAsync();
        await reader.Selected("heat", "row");
        await Assertions.Expect(reader.Page.GetByRole(AriaRole.Button, new() { Name = "each position" })).ToHaveAttributeAsync("aria-pressed", "true");
    });

    [Fact]
    public Task Panels_Switched_KeepWhatWasLookedAt() => site.Visit($"run={Site.Run}&text={Site.Long}&site=layers.1.h&unit=3&at=5000&top=4900", async reader =>
    {
        await reader.Press("m");
        await reader.Remembered();
        await reader.Selected("position", "5000");
        Assert.Equal(["150", "150"], await Positions(reader));
        await reader.Press("PageDown");
        await reader.Remembered();
        await reader.Selected("position", "5200");
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Units" }).ClickAsync();
        await reader.Coloured();
        await Assertions.Expect(reader.Part("unit-name")).ToContainTextAsync("unit 3");
        Assert.Equal("5200", await reader.Selection("position"));
    });

    [Fact]
    public Task TypedSentence_IsFollowedBackLive_AndIsOnlyText() => site.Visit(Start, async reader =>
    {
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Type your own" }).ClickAsync();
        await Assertions.Expect(reader.Part("memory")).ToContainTextAsync("Type a sentence above");
        const string Typed = "<script>window.wasRun = true</script> if (a";
        await reader.Part("typed").PressSequentiallyAsync(Typed);
        await Assertions.Expect(reader.Part("strip")).ToHaveTextAsync([Typed, Typed]);
        await reader.Remembered();
        Assert.Equal([$"{Typed.Length - 1}", $"{Typed.Length - 1}"], await Positions(reader));
        await reader.Part("typed").PressSequentiallyAsync(" > <b>");
        await Assertions.Expect(reader.Part("strip").First).ToHaveTextAsync($"{Typed} > <b>");
        await reader.Remembered();
        float[] row = (await site.Norms($"{Typed} > <b>"))[^1];
        Assert.Equal(row.Max(), await Number(reader.Part("heat-most").First, "data-most"), 1e-5 * row.Max());
        await Assertions.Expect(reader.Part("target").First).ToContainTextAsync("expected most");
        await NothingWasMade(reader);
    });

    [Fact]
    public Task Published_StandsBesideTheRuns_AndIsOnlyText() => site.Visit($"view=memory&published={Site.Published}&at=36&norm=squared", async reader =>
    {
        await Assertions.Expect(reader.Part("strip")).ToHaveTextAsync([ReadingMatter.PublishedText, ReadingMatter.PublishedText, ReadingMatter.PublishedText]);
        ILocator published = reader.Part("model").Nth(2);
        await Assertions.Expect(published).ToContainTextAsync("published.json");
        await Assertions.Expect(published.GetByTestId("memory-guess")).ToHaveTextAsync(["<img src=x onerror=\"window.wasRun = 1\"> 50.0 %", "cat 25.0 %", "can 12.5 %"]);
        await Assertions.Expect(published.GetByTestId("target")).ToHaveTextAsync("for “cat”, given 25.0 %");
        Assert.Equal(9, await Number(published.GetByTestId("heat-most"), "data-most"), 1e-5);
        // The word is " ca": it begins with what is looked at farthest.
        Assert.Equal(" c", ReadingMatter.PublishedText[35..37]);
        await Assertions.Expect(published.GetByTestId("share")).ToHaveTextAsync("64.3 %"); // 9 of 1 + 4 + 9
        await NothingWasMade(reader);
    });

    [Theory]
    [InlineData(1280, 800)]
    [InlineData(400, 800)]
    public Task Layout_WhileThePointerMoves_StaysWhereItIs(int width, int height) => site.Visit(Start, async reader =>
    {
        const string Places = "() => [...document.querySelectorAll('[data-testid=strip]')].map((strip) => Object.values(strip.getBoundingClientRect().toJSON()).join(' ')).join('; ')";
        string before = await reader.Page.EvaluateAsync<string>(Places);
        for (int step = 0; step < 25; step++)
        {
            await reader.Press("ArrowRight");
            Assert.Equal(before, await reader.Page.EvaluateAsync<string>(Places));
        }

        int overhang = await reader.Page.EvaluateAsync<int>("() => document.scrollingElement.scrollWidth - innerWidth");
        Assert.True(overhang <= 0, $"the page is {overhang} pixels too wide");
    }, width, height);

    private static ILocator Cell(Reader reader, int strip, int character) =>
        reader.Part("strip").Nth(strip).Locator($"[data-character='{character}']");

    private static Task<string[]> Positions(Reader reader) => reader.Page.EvaluateAsync<string[]>(
        "() => [...document.querySelectorAll('[data-testid=strip] .at')].map((cell) => cell.dataset.character)");

    private static async Task<string[]> Guesses(Reader reader) => [.. await reader.Part("memory-guess").AllInnerTextsAsync()];

    private static double Light(Colour colour) => 0.2126 * colour.Red + 0.7152 * colour.Green + 0.0722 * colour.Blue;

    private static async Task<double> Number(ILocator element, string attribute) =>
        double.Parse((await element.GetAttributeAsync(attribute))!, CultureInfo.InvariantCulture);

    /// <summary>No element was made of a text, and no script in it has run.</summary>
    private static async Task NothingWasMade(Reader reader)
    {
        Assert.Equal("undefined", await reader.Page.EvaluateAsync<string>("() => typeof window.wasRun"));
        Assert.Equal(0, await reader.Page.Locator(":is([data-testid=strip], [data-testid=memory-guess], [data-testid=target]) :is(script, img, b)").CountAsync());
    }
}
