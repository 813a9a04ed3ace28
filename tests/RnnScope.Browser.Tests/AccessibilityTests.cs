using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace RnnScope.Browser.Tests;

/// <summary>Nothing on any view keeps somebody out: axe-core finds no serious or critical violation, and no view is wider than the window.</summary>
[Collection(SiteCollection.Name)]
public sealed class AccessibilityTests(Site site)
{
    private const string Start = $"run={Site.Run}&text={Site.Test}&site=layers.1.h&unit=3&at=40";

    public static TheoryData<string> Views =>
    [
        "", "predictions=on", "tab=unit", "tab=hypothesis", "tab=hypothesis&hypothesis=inside+a+string", "tab=span", "tab=span&spans=20:6",
        "site=layers.1.i", "palette=orange-blue", "palette=paper-2015",
        "typed=if+(a)+%7B+%7D", "view=memory", "view=memory&heat=common&heat-colours=article-2019", "view=training", "view=compare", "view=compare&shade=match",
        "view=sample", "view=gates", "site=layers.0.f&view=gates", "view=errors", "view=errors&errors=ngram", "view=errors&errors-by=loss",
    ];

    [Theory]
    [MemberData(nameof(Views))]
    public Task View_WideThenNarrowAndDark_KeepsNobodyOut(string view) => site.Visit(With(view), async reader =>
    {
        await Check(reader);
        await reader.Page.SetViewportSizeAsync(390, 844);
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Change to the dark theme" }).ClickAsync();
        await reader.Page.WaitForFunctionAsync("() => document.documentElement.dataset.theme === 'dark'");
        Assert.Equal(0, await reader.Page.EvaluateAsync<int>("() => Math.max(0, document.scrollingElement.scrollWidth - innerWidth)"));
        await Check(reader);
    });

    [Theory]
    [InlineData("")]
    [InlineData("view=memory")]
    [InlineData("view=training")]
    [InlineData("view=compare")]
    [InlineData("view=sample")]
    [InlineData("view=gates")]
    [InlineData("view=errors")]
    public Task Help_OfAPanel_KeepsNobodyOut(string view) => site.Visit(With(view), async reader =>
    {
        await reader.Press("?");
        await Assertions.Expect(reader.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await Check(reader);
        await reader.Press("Escape");
        await Assertions.Expect(reader.Page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
    });

    [Fact]
    public Task Search_Open_KeepsNobodyOut() => site.Visit(With(""), async reader =>
    {
        await reader.Press("/");
        await reader.Part("search").GetByRole(AriaRole.Textbox).FillAsync("nowhere in this text");
        await Check(reader);
    });

    [Fact]
    public Task Tour_Offered_KeepsNobodyOut() => site.Visit("", async reader =>
    {
        await Assertions.Expect(reader.Part("tour")).ToBeVisibleAsync();
        await Check(reader);
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Show me" }).ClickAsync();
        await Check(reader);
    });

    [Theory]
    [InlineData("")]
    [InlineData("view=gates")]
    [InlineData("view=errors")]
    [InlineData("view=memory")]
    public async Task ExportedPage_KeepsNobodyOut(string view) =>
        await site.VisitFile(await ExportTests.Export(site, Site.Run), $"site=layers.1.h&unit=3&{view}", Check);

    [Fact]
    public async Task NoRun_KeepsNobodyOut()
    {
        using RnnScope.Server.RunLibrary none = new([]);
        await using RnnScope.Server.ViewServer server = await RnnScope.Server.ViewServer.Start(none, RnnScope.Server.EmbeddedViewer.OfThisProgram());
        await using IBrowserContext context = await site.Browser.NewContextAsync();
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(server.Address.AbsoluteUri);
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync("No run is open");
        await Check(new Reader(page));
    }

    private static string With(string view) => view.Contains("site=", StringComparison.Ordinal)
        ? $"{Start.Replace("site=layers.1.h", view, StringComparison.Ordinal)}"
        : $"{Start}&{view}";

    private static async Task Check(Reader reader)
    {
        AxeResult result = await reader.Page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations], Iframes = false });
        string[] found =
        [
            .. from violation in result.Violations
               where violation.Impact is "serious" or "critical"
               from node in violation.Nodes.Take(4)
               select $"{violation.Id}: {violation.Help}: {node.Target} {node.Html} {string.Join("; ", node.Any.Concat(node.All).Concat(node.None).Select(check => check.Message))}",
        ];
        Assert.True(found.Length == 0, string.Join('\n', found));
    }
}
