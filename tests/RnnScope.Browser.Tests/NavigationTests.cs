using Microsoft.Playwright;

namespace RnnScope.Browser.Tests;

/// <summary>Keys, clicks and links lead where they say, and back.</summary>
[Collection(SiteCollection.Name)]
public sealed class NavigationTests(Site site)
{
    private const string Start = $"run={Site.Run}&text={Site.Test}&site=layers.1.h&unit=3";

    [Fact]
    public Task ArrowKeys_ChangeTheUnit_AndTheColours() => site.Visit(Start, async reader =>
    {
        string before = await reader.Colours(0, 100);
        await reader.Press("ArrowDown");
        await Assertions.Expect(reader.Part("unit-name")).ToContainTextAsync("unit 4");
        await reader.Coloured();
        Assert.NotEqual(before, await reader.Colours(0, 100));
        await reader.Press("ArrowUp");
        await Assertions.Expect(reader.Part("unit-name")).ToContainTextAsync("unit 3");
        Assert.Equal(before, await reader.Colours(0, 100));
    });

    [Fact]
    public Task Address_AfterAChange_RestoresTheView() => site.Visit(Start, async reader =>
    {
        await reader.Press("ArrowDown");
        await reader.ClickOn(5);
        await reader.Addressed("unit=4.*at=5");
        string colours = await reader.Colours(0, 100);
        await reader.Page.ReloadAsync();
        await reader.Coloured();
        Assert.Equal("4", await reader.Selection("unit"));
        Assert.Equal("5", await reader.Selection("position"));
        Assert.Equal(colours, await reader.Colours(0, 100));
    });

    [Fact]
    public Task Back_AfterChoosingASite_LeadsThere() => site.Visit(Start, async reader =>
    {
        await reader.Page.GetByLabel("Signal").SelectOptionAsync("layers.1.c");
        await reader.Selected("site", "layers.1.c");
        await reader.Page.GoBackAsync();
        await reader.Selected("site", "layers.1.h");
        await Assertions.Expect(reader.Part("unit-name")).ToContainTextAsync("unit 3");
        await reader.Page.GoForwardAsync();
        await reader.Selected("site", "layers.1.c");
    });

    [Fact]
    public Task Equations_ClickOnAName_ShowsThatSignal() => site.Visit(Start, async reader =>
    {
        await reader.Part("equations").GetByRole(AriaRole.Button, new() { Name = "f", Exact = true }).First.ClickAsync();
        await Assertions.Expect(reader.Part("unit-name")).ToContainTextAsync("layers.1.f");
        await Assertions.Expect(reader.Part("unit-name")).ToContainTextAsync("unit 3");
        await reader.Coloured();
    });

    [Fact]
    public Task Strips_ClickOnARow_SelectsThatUnit() => site.Visit(Start, async reader =>
    {
        LocatorBoundingBoxResult box = (await reader.Part("strips").Locator("canvas").BoundingBoxAsync())!;
        await reader.Page.Mouse.ClickAsync(box.X + box.Width / 2, box.Y + box.Height * 12.5f / Site.Units);
        await Assertions.Expect(reader.Part("unit-name")).ToContainTextAsync("unit 12");
    });

    [Fact]
    public Task Strips_PointedAt_ColourTheTextUntilThePointerLeaves() => site.Visit(Start, async reader =>
    {
        string chosen = await reader.Colours(0, 100);
        LocatorBoundingBoxResult box = (await reader.Part("strips").Locator("canvas").BoundingBoxAsync())!;
        await reader.Page.Mouse.MoveAsync(box.X + box.Width / 2, box.Y + box.Height * 9.5f / Site.Units);
        await Assertions.Expect(reader.Part("unit-name")).ToContainTextAsync("unit 9");
        Assert.NotEqual(chosen, await reader.Colours(0, 100));
        await reader.Part("equations").HoverAsync();
        await Assertions.Expect(reader.Part("unit-name")).ToContainTextAsync("unit 3");
        Assert.Equal(chosen, await reader.Colours(0, 100));
    });

    [Theory]
    [InlineData(1100)]
    [InlineData(1280)]
    [InlineData(1440)]
    public Task Layout_WhileUnitsFlyBy_StaysWhereItIs(int width) => site.Visit(Start, async reader =>
    {
        const string Places = "() => ['text', 'strips', 'line', 'details', 'equations'].map((id) => document.querySelector(`[data-testid=${id}]`).getBoundingClientRect().top).join(' ')";
        string before = await reader.Page.EvaluateAsync<string>(Places);
        for (int flip = 0; flip < Site.Units - 4; flip++)
        {
            await reader.Press("ArrowDown");
            Assert.Equal(before, await reader.Page.EvaluateAsync<string>(Places));
        }

        await reader.ClickOn(40);
        await Assertions.Expect(reader.Part("guess")).ToHaveCountAsync(5);
        Assert.Equal(before, await reader.Page.EvaluateAsync<string>(Places));
    }, width);

    [Fact]
    public Task Findings_AreLinks_ThatSelectTheUnit() => site.Visit($"run={Site.Run}", async reader =>
    {
        // Nothing was asked for: the first finding is what is worth seeing.
        await Assertions.Expect(reader.Part("unit-name")).ToHaveTextAsync("layers.1.h · unit 3");
        await reader.Part("findings").GetByRole(AriaRole.Button).Filter(new() { HasText = "indentation" }).ClickAsync();
        await Assertions.Expect(reader.Part("unit-name")).ToHaveTextAsync("layers.0.c · unit 11");
        await reader.Coloured();
    });

    [Fact]
    public Task Search_RegularExpression_FindsWhatTheServerFinds() => site.Visit($"run={Site.Run}&text={Site.Long}&site=layers.1.h&unit=3", async reader =>
    {
        await reader.Press("/");
        ILocator search = reader.Part("search"), typed = search.GetByRole(AriaRole.Textbox);
        await typed.FillAsync("/[0-9]{2}/");
        byte[] places = await site.Client.GetByteArrayAsync(new Uri($"/api/runs/{Site.Run}/texts/{Site.Long}/search?q=[0-9]{{2}}&regex=on", UriKind.Relative));
        Assert.True(places.Length >= 16, "there are two");
        await Assertions.Expect(search).ToContainTextAsync((places.Length / 8).ToString("N0", System.Globalization.CultureInfo.InvariantCulture));
        await reader.Press("Enter");
        await reader.Selected("position", $"{BitConverter.ToInt32(places)}");

        // By its number, wherever it is.
        await typed.FillAsync(":98,765");
        await Assertions.Expect(search).ToContainTextAsync("to character 98,765");
        await reader.Press("Enter");
        await reader.Selected("position", "98765");
        await reader.Page.WaitForFunctionAsync("() => rnnscope.colourAt(98765) !== ''");
        await Assertions.Expect(reader.Page.Locator("[data-testid=text] .chosen")).ToBeAttachedAsync();
        await Assertions.Expect(reader.Part("overview-loss")).ToBeVisibleAsync();
    });

    [Fact]
    public Task Search_Slash_StepsThroughWhatItFinds() => site.Visit(Start, async reader =>
    {
        await reader.Press("/");
        ILocator search = reader.Part("search");
        await search.GetByRole(AriaRole.Textbox).FillAsync("<SCRIPT>");
        await Assertions.Expect(search).ToContainTextAsync("not found");
        await search.GetByRole(AriaRole.Textbox).FillAsync("<script>");
        await reader.Press("Enter");
        await Assertions.Expect(search).ToContainTextAsync("1 of ");
        Assert.Equal("0", await reader.Selection("position"));
        await reader.Press("Enter");
        await Assertions.Expect(search).ToContainTextAsync("2 of ");
        int position = int.Parse(await reader.Selection("position"), System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(position > 0, "the second is behind the first");
        await Assertions.Expect(reader.Page.Locator("[data-testid=text] .found").First).ToBeAttachedAsync();
        await reader.Press("Shift+Enter");
        await reader.Selected("position", "0");
        await reader.Press("Escape");
        await Assertions.Expect(search).ToHaveCountAsync(0);
    });

    [Fact]
    public Task Overview_Clicked_BringsThatPartOfTheText() => site.Visit($"run={Site.Run}&text={Site.Long}&site=layers.1.h&unit=0", async reader =>
    {
        LocatorBoundingBoxResult box = (await reader.Part("overview").BoundingBoxAsync())!;
        await reader.Page.Mouse.ClickAsync(box.X + box.Width / 2, box.Y + box.Height / 2);
        await reader.Page.WaitForFunctionAsync($"() => Math.abs(rnnscope.selection.top - {Site.LongCharacters / 2}) < 1500");
        await reader.Coloured();
    });

    [Fact]
    public Task LongText_FlippingAndScrolling_KeepsThePageSmall() => site.Visit($"run={Site.Run}&text={Site.Long}&site=layers.1.h&unit=0", async reader =>
    {
        int before = await reader.Elements();
        for (int flip = 0; flip < 20; flip++) await reader.Press(flip < Site.Units - 1 ? "ArrowDown" : "ArrowUp");
        await reader.Coloured();
        await reader.Press("End");
        await reader.Page.WaitForFunctionAsync($"() => rnnscope.colourAt({Site.LongCharacters - 1}) !== ''");
        int after = await reader.Elements();
        Assert.True(before < 1500 && after < 1500, $"{before} elements at first, {after} at the end of the text");
        await Assertions.Expect(reader.Page.Locator("[data-testid=text] .line").Last).ToBeInViewportAsync();
    });

    [Fact]
    public Task NarrowWindow_ShowsTheText_WithoutScrollingSideways() => site.Visit(Start, async reader =>
    {
        int overhang = await reader.Page.EvaluateAsync<int>("() => document.scrollingElement.scrollWidth - innerWidth");
        Assert.True(overhang <= 0, $"the page is {overhang} pixels too wide");
        LocatorBoundingBoxResult text = (await reader.Part("text").BoundingBoxAsync())!;
        Assert.True(text is { X: >= 0, Width: > 300, Y: < 400 } && text.X + text.Width <= 390 && 844 - text.Y > 400, $"the text lies at {text.X}, {text.Y}");
        Assert.Equal(await reader.ColourAt(30), await reader.PixelAt(30));
    }, width: 390, height: 844);
}
