using Microsoft.Playwright;

namespace RnnScope.Browser.Tests;

/// <summary>
/// Through every panel of a trained run, live and in a file with the network off: every view restores from its link, back and forward work, and
/// nothing is said on the console or asked of anybody else (<see cref="Site"/> listens on every visit).
/// </summary>
[Collection(SiteCollection.Name)]
public sealed class WalkTests(Site site)
{
    private const string Start = $"run={Site.Run}&text={Site.Test}&site=layers.1.h&unit=3&at=40";

    private static readonly (string Name, string Panel)[] Live =
    [
        ("Gates", "gates"), ("Errors", "errors"), ("Memory", "memory"), ("Training", "training"), ("Sample", "sample"), ("Compare", "compare"), ("Units", "units"),
    ];

    [Fact]
    public Task EveryPanel_Live_ComesAndComesBack() => site.Visit(Start, reader => Walk(reader, Live));

    [Fact]
    public async Task EveryPanel_OfAnExportedPage_ComesAndComesBack() => await site.VisitFile(
        await ExportTests.Export(site, Site.Run), "site=layers.1.h&unit=3&at=40", reader => Walk(reader, [("Gates", "gates"), ("Errors", "errors"), ("Memory", "memory"), ("Units", "units")]));

    [Theory]
    [InlineData("view=gates&site=layers.1.f&unit=5&at=60")]
    [InlineData("view=errors&errors=ngram&errors-by=loss&at=60")]
    [InlineData("view=memory&at=30&norm=squared&heat=common")]
    [InlineData("view=training&site=layers.0.c&unit=2&steps=even&step=0")]
    [InlineData("view=compare&site=layers.1.h&unit=3&shade=match&match=2&at=50")]
    [InlineData("view=sample&prompt=if+(&seed=9&temperature=70&site=layers.1.h&unit=4&held=0.5")]
    [InlineData("tab=hypothesis&hypothesis=inside+a+string&site=layers.0.c&unit=11&palette=orange-blue")]
    [InlineData("tab=span&spans=20%3A6&order=deviation&scale=site&predictions=on")]
    public Task Link_Opened_ShowsTheSameViewAgain(string link) => site.Visit($"run={Site.Run}&text={Site.Test}&{link}", async reader =>
    {
        foreach ((string key, string value) in link.Split('&').Select(pair => pair.Split('=')).Select(pair => (pair[0], Uri.UnescapeDataString(pair[1].Replace('+', ' ')))))
            Assert.Equal(value, await reader.Page.EvaluateAsync<string>("(key) => new URLSearchParams(location.hash.slice(1)).get(key)", key));
        string seen = await Seen(reader);
        await reader.Page.ReloadAsync();
        await reader.Ready($"#{link}");
        Assert.Equal(seen, await Seen(reader));
    });

    private static async Task Walk(Reader reader, (string Name, string Panel)[] panels)
    {
        ILocator names = reader.Page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Button);
        Assert.Equal(panels.Select(panel => panel.Name).Order(), (await names.AllInnerTextsAsync()).Order());
        foreach ((string name, string panel) in panels)
        {
            await names.Filter(new() { HasTextString = name }).ClickAsync();
            await reader.Selected("panel", panel);
            await reader.Ready($"#view={panel}");
            // One selection for all: what was chosen stays chosen.
            Assert.Equal("3", await reader.Selection("unit"));
            Assert.Equal("layers.1.h", await reader.Selection("site"));
            Assert.Equal("40", await reader.Selection("position"));
        }

        foreach ((string _, string panel) in panels.Reverse().Skip(1))
        {
            await reader.Page.GoBackAsync();
            await reader.Selected("panel", panel);
        }

        foreach ((string _, string panel) in panels.Skip(1))
        {
            await reader.Page.GoForwardAsync();
            await reader.Selected("panel", panel);
        }

        await reader.Ready("");
    }

    private static Task<string> Seen(Reader reader) =>
        reader.Page.EvaluateAsync<string>("() => JSON.stringify({ ...rnnscope.selection, top: 0, colours: [...Array(40).keys()].map((at) => rnnscope.colourAt(at)).every(Boolean) })");
}
