using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace RnnScope.Browser.Tests;

/// <summary>Questions that a reader asks of the units: a hypothesis, a marked span, a unit that is held while the network writes.</summary>
[Collection(SiteCollection.Name)]
public sealed class InquiryTests(Site site)
{
    private const string Start = $"run={Site.Run}&text={Site.Test}&site=layers.1.h&unit=3";
    private const string Asked = "[{}]";

    // As many units as the page lists.
    private const int Listed = 40;

    [Fact]
    public Task Hypothesis_Typed_RanksAllUnitsAsTheServerDoes() => site.Visit(Start, async reader =>
    {
        await reader.Press("h");
        ILocator box = reader.Page.GetByLabel("Name a property, or write a regular expression or an expression");
        await Assertions.Expect(box).ToBeFocusedAsync();
        await box.PressSequentiallyAsync($"/{Asked}/");
        ILocator rows = reader.Part("ranking").Locator("li button");
        await Assertions.Expect(rows).ToHaveCountAsync(Listed);
        await Assertions.Expect(reader.Part("hypothesis")).ToContainTextAsync("what chance gives");

        JsonElement ranking = await site.Answer($"ranking?property={Uri.EscapeDataString($"/{Asked}/")}&top={Listed}");
        JsonElement[] ranked = [.. ranking.GetProperty("ranked").EnumerateArray()];
        string[] names = [.. ranked.Select(unit => $"{unit.GetProperty("site").GetString()} {unit.GetProperty("unit").GetInt32()}")];
        Assert.Equal(names, await rows.EvaluateAllAsync<string[]>("rows => rows.map(row => row.querySelector('.mono').textContent)"));
        Assert.Equal(Signed(ranked[0].GetProperty("score").GetDouble()), await rows.First.Locator(".score-number").TextContentAsync());
        string holds = (100 * ranking.GetProperty("property").GetProperty("share").GetDouble()).ToString("0.0", CultureInfo.InvariantCulture);
        await Assertions.Expect(reader.Page.Locator("#hypothesis-says")).ToHaveTextAsync($"holds at {holds} % of the characters");

        // The arrow keys show one unit after the other over the text.
        string before = await reader.Colours(0, 100);
        await reader.Press("ArrowDown");
        await reader.Press("ArrowDown");
        int chosen = Array.IndexOf(names, "layers.1.h 3"), next = chosen < 0 ? 1 : chosen + 2;
        await reader.Selected("site", ranked[next].GetProperty("site").GetString()!);
        await reader.Selected("unit", ranked[next].GetProperty("unit").GetInt32().ToString(CultureInfo.InvariantCulture));
        await reader.Coloured();
        Assert.NotEqual(before, await reader.Colours(0, 100));
        Assert.Equal($"/{Asked}/", await reader.Selection("hypothesis"));
    });

    [Fact]
    public Task Hypothesis_WithAMistake_SaysWhere_AndABetterOneIsRanked() => site.Visit($"{Start}&tab=hypothesis", async reader =>
    {
        ILocator box = reader.Page.GetByLabel("Name a property, or write a regular expression or an expression");
        await box.FillAsync("inside(\"(\", ");
        await Assertions.Expect(reader.Page.Locator("#hypothesis-says")).ToContainTextAsync("column 12: expected a text in quotes, found the end");
        await Assertions.Expect(reader.Part("ranking")).ToHaveCountAsync(0);
        await box.FillAsync("inside(\"(\", \")\")");
        await Assertions.Expect(reader.Part("ranking").Locator("li")).ToHaveCountAsync(Listed);
        await Assertions.Expect(reader.Page.Locator("#hypothesis-says")).ToContainTextAsync("% of the characters");
        await box.FillAsync("inside a string");
        await Assertions.Expect(reader.Part("hypothesis")).ToContainTextAsync("what chance gives");
        await Assertions.Expect(reader.Page.Locator("[data-testid=ranking]:not(.old) li")).ToHaveCountAsync(Listed);
    });

    [Fact]
    public Task Span_Brushed_ShowsItsUnits_AndWhereElseTheyAreSo() => site.Visit(Start, async reader =>
    {
        const int From = 9, To = 17;
        await reader.Brush(From, To);
        await reader.Selected("spans", $"{From}:{To - From}");
        await reader.Selected("tab", "span");
        ILocator units = reader.Part("span-units").Locator("li");
        await Assertions.Expect(units.First).ToBeVisibleAsync();
        JsonElement found = await site.Answer($"span-units?spans={From}:{To - From}&top={Listed}");
        JsonElement[] exact = [.. found.GetProperty("units").EnumerateArray()];
        Assert.Equal(exact.Length, await units.CountAsync());
        (string Site, int Unit, string Side)[] sides = [.. exact.Select(unit => (unit.GetProperty("site").GetString()!, unit.GetProperty("unit").GetInt32(), unit.GetProperty("side").GetString()!))];
        await Assertions.Expect(units.First).ToContainTextAsync($"{(sides[0].Side == "high" ? "↑" : "↓")} {sides[0].Site} {sides[0].Unit}");
        await Assertions.Expect(units.First).ToContainTextAsync(exact[0].GetProperty("score").GetDouble().ToString("0.00", CultureInfo.InvariantCulture));
        double byChance = exact[0].GetProperty("byChance").GetDouble();
        string chance = byChance == 0 ? $"<{(1.0 / found.GetProperty("placements").GetInt32()).ToString("0.00", CultureInfo.InvariantCulture)}"
            : byChance.ToString(byChance < 10 ? "0.00" : "0", CultureInfo.InvariantCulture);
        await Assertions.Expect(units.First.Locator(".right").Last).ToHaveTextAsync(chance);
        await units.First.GetByRole(AriaRole.Button).ClickAsync();
        await reader.Selected("site", sides[0].Site);
        await reader.Selected("unit", sides[0].Unit.ToString(CultureInfo.InvariantCulture));

        await units.First.GetByRole(AriaRole.Checkbox).CheckAsync();
        JsonElement places = await site.Answer($"places?units={sides[0].Site}:{sides[0].Unit}:{sides[0].Side}&top={Listed}");
        await Assertions.Expect(reader.Part("places")).ToContainTextAsync($"{places.GetProperty("total").GetInt32().ToString("N0", CultureInfo.InvariantCulture)} place");
        int last = places.GetProperty("places").GetArrayLength() - 1;
        await reader.Part("places").GetByRole(AriaRole.Button).Nth(last).ClickAsync();
        await reader.Selected("position", places.GetProperty("places")[last].GetProperty("from").GetInt32().ToString(CultureInfo.InvariantCulture));
    });

    [Fact]
    public Task Span_GrownByKeys_IsMarkedToo() => site.Visit($"{Start}&at=20", async reader =>
    {
        await reader.Part("text").FocusAsync();
        for (int i = 0; i < 3; i++) await reader.Press("Shift+ArrowRight");
        await reader.Selected("spans", "20:4");
        await reader.Press("Shift+ArrowLeft");
        await reader.Selected("spans", "20:3");
        await Assertions.Expect(reader.Part("span-units").Locator("li").First).ToBeVisibleAsync();
        await reader.Page.ReloadAsync();
        await reader.Coloured();
        await Assertions.Expect(reader.Part("span-units").Locator("li").First).ToBeVisibleAsync();
    });

    [Fact]
    public Task Unit_HeldWhileItWrites_ChangesWhatIsWritten() => site.Visit($"view=sample&run={Site.Run}&site=layers.1.c&unit=3&prompt=if", async reader =>
    {
        ILocator paper = reader.Part("held").Locator(".paper"), slider = reader.Part("held").Locator("input[type=range]");
        string free = await reader.Part("free").Locator(".paper").InnerTextAsync();
        Dictionary<string, string> written = [];
        string before = await reader.Selection("held");
        foreach (string end in new[] { "Home", "End" })
        {
            await slider.FocusAsync();
            await reader.Press(end);
            await reader.Page.WaitForFunctionAsync("([before]) => String(rnnscope.selection.held) !== before", new[] { before });
            await reader.Written();
            written[end] = await paper.InnerTextAsync();
            string held = before = await reader.Selection("held");
            await Assertions.Expect(reader.Part("held").Locator("output")).ToHaveTextAsync(Signed(double.Parse(held, CultureInfo.InvariantCulture)));
            string served = await Letters(new { prompt = "if", count = 600, seed = 1, temperature = 1, holds = $"layers.1.c:3={held}", property = "" });
            Assert.Equal($"if{served}", Letters(written[end]));
        }

        Assert.NotEqual(written["Home"], written["End"]);
        Assert.NotEqual(free, written["Home"]);
        Assert.True(double.Parse(before, CultureInfo.InvariantCulture) > 1, "the high end of a cell that moves");
        Assert.Equal(free, await reader.Part("free").Locator(".paper").InnerTextAsync());
        Assert.Equal($"if{await Letters(new { prompt = "if", count = 600, seed = 1, temperature = 1, holds = "", property = "" })}", Letters(free));
    });

    /// <summary>The letters of what was written; all else has a picture of its own on the page.</summary>
    private async Task<string> Letters(object writing)
    {
        int[] codes = [.. (await site.Manifest()).GetProperty("vocabulary").EnumerateArray().Select(code => code.GetInt32())];
        float[] written = await site.Written(writing);
        return Letters(string.Concat(Enumerable.Range(0, written.Length / 2).Select(i => codes[(int)written[2 * i]]).Where(code => code is > 0 and < 0x80).Select(Shown)));

        // Control characters have the letter that terminals give them.
        static char Shown(int code) => (char)(code is > 0 and < 32 and not '\t' and not '\n' ? '@' + code : code);
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsAsciiLetter));

    private static string Signed(double value) =>
        (value < 0 ? "−" : "+") + Math.Abs(value).ToString("0.00", CultureInfo.InvariantCulture);
}
