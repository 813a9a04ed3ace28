using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Microsoft.Playwright;

namespace RnnScope.Browser.Tests;

/// <summary>Every figure can be kept as a drawing, as pixels and as numbers.</summary>
[Collection(SiteCollection.Name)]
public sealed class SaveTests(Site site)
{
    private const string Start = "site=layers.1.h&unit=3";

    [Theory]
    [InlineData("text", "character,code,symbol,value")]
    [InlineData("line", "character,value")]
    [InlineData("overview", "character,value")]
    public Task Figure_OfAUnit_IsADrawingPixelsAndTheServedNumbers(string what, string columns) => site.Visit(Start, async reader =>
    {
        await reader.Page.WaitForFunctionAsync("() => { const strip = document.querySelector('[data-testid=overview] canvas'); return strip.width > 300; }");
        XElement drawing = XDocument.Parse(Encoding.UTF8.GetString(await Save(reader, what, "SVG"))).Root!;
        XNamespace svg = "http://www.w3.org/2000/svg";
        Assert.Equal(svg + "svg", drawing.Name);
        Assert.StartsWith("layers.1.h unit 3 · small · ", drawing.Element(svg + "title")!.Value, StringComparison.Ordinal);
        Assert.DoesNotContain(drawing.Descendants(), element => element.Name.LocalName is not ("title" or "rect" or "path" or "line" or "text" or "g"));
        Assert.Contains(drawing.Descendants(svg + "text"), text => text.Value == "−1");

        byte[] pixels = await Save(reader, what, "PNG");
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], pixels[..4]);
        Assert.Equal(2 * (int)double.Parse(drawing.Attribute("width")!.Value, CultureInfo.InvariantCulture), (pixels[18] << 8) + pixels[19]);

        string[] lines = Encoding.UTF8.GetString(await Save(reader, what, "CSV")).TrimEnd('\n').Split('\n');
        Assert.Equal(columns, lines[0]);
        float[] served = await site.Floats("column?site=layers.1.h&unit=3");
        if (what == "overview") Assert.Equal(served.Length, lines.Length - 1);
        Assert.True(lines.Length > 100);
        for (int at = 0; at < lines.Length - 1; at++)
        {
            Assert.StartsWith($"{at},", lines[at + 1], StringComparison.Ordinal);
            string value = lines[at + 1].Split(',')[^1];
            if (value.Length > 0 || what != "overview") Assert.Equal(served[at], double.Parse(value, CultureInfo.InvariantCulture), 1e-7);
        }
    });

    [Fact]
    public Task Figure_OfAllUnits_HasARowForEach() => site.Visit(Start, async reader =>
    {
        await reader.Page.WaitForFunctionAsync("() => !Number.isNaN(rnnscope.valueAt(100))");
        string[] lines = Encoding.UTF8.GetString(await Save(reader, "strips", "CSV")).TrimEnd('\n').Split('\n');
        Assert.Equal(1 + Site.Units, lines[0].Split(',').Length);
        float[] served = await site.Floats("rows?site=layers.1.h&from=5&count=1");
        Assert.Equal(served, lines[6].Split(',')[1..].Select(number => float.Parse(number, CultureInfo.InvariantCulture)));
    });

    [Theory]
    [InlineData("losses", "view=training", "curve,step,value", "training, small")]
    [InlineData("speeds", "view=training", "curve,step,value", "small")]
    [InlineData("norms", "view=training", "curve,step,value", "small")]
    [InlineData("score", "view=training&site=layers.1.h&unit=3", "curve,step,value", "")]
    [InlineData("memory", "view=memory&at=40", "character,code,symbol,L2 norm", "40,")]
    [InlineData("compared", "view=compare", "character,code,symbol,\"loss difference, other\"", "40,")]
    [InlineData("gate", "view=gates", "unit,\"open, %\",\"shut, %\"", "layers.1.i unit 3,")]
    [InlineData("errors", "view=errors", "character,code,symbol,Errors", ",short context")]
    [InlineData("errors", "view=errors&errors-by=loss", "character,code,symbol,the loss", "40,")]
    public Task Figure_OfAnotherPanel_StandsAloneWithItsNumbers(string what, string view, string columns, string first) => site.Visit($"run={Site.Run}&text={Site.Test}&{view}", async reader =>
    {
        if (what == "memory") await reader.Page.WaitForFunctionAsync("() => document.querySelector('[data-testid=strip]:not(.waiting)')");
        else if (what == "gate") await Assertions.Expect(reader.Part("gates").Locator("circle")).Not.ToHaveCountAsync(0);
        else if (what == "errors") await Assertions.Expect(reader.Part("error-class")).Not.ToHaveCountAsync(0);
        else if (what == "score") await Assertions.Expect(reader.Part("score").Locator("circle")).Not.ToHaveCountAsync(0);
        XElement drawing = XDocument.Parse(Encoding.UTF8.GetString(await Save(reader, what, "SVG", Site.Run))).Root!;
        Assert.DoesNotContain(drawing.Descendants(), element => element.Attribute("class") is not null || element.Attribute("style") is not null);
        Assert.Contains(drawing.Descendants(), element => element.Name.LocalName == "path");
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], (await Save(reader, what, "PNG", Site.Run))[..4]);
        string[] lines = Encoding.UTF8.GetString(await Save(reader, what, "CSV", Site.Run)).TrimEnd('\n').Split('\n');
        Assert.Equal(columns, lines[0]);
        Assert.Contains(lines[1..], line => line.Contains(first, StringComparison.Ordinal) && line.Any(char.IsDigit));
    });

    [Fact]
    public Task Menu_IsReachedAndLeftByKeyboard() => site.Visit(Start, async reader =>
    {
        ILocator menu = reader.Part("save-line");
        await menu.Locator("summary").FocusAsync();
        await reader.Press("Enter");
        await Assertions.Expect(menu.GetByRole(AriaRole.Button, new() { Name = "SVG" })).ToBeVisibleAsync();
        await reader.Press("Escape");
        await Assertions.Expect(menu.GetByRole(AriaRole.Button, new() { Name = "SVG" })).ToBeHiddenAsync();
        Assert.Equal("SUMMARY", await reader.Page.EvaluateAsync<string>("() => document.activeElement.tagName"));
    });

    private static async Task<byte[]> Save(Reader reader, string what, string format, string name = "small-layers.1.h")
    {
        ILocator menu = reader.Part($"save-{what}").First;
        await menu.Locator("summary").ClickAsync();
        IDownload download = await reader.Page.RunAndWaitForDownloadAsync(() => menu.GetByRole(AriaRole.Button, new() { Name = format }).ClickAsync());
        Assert.EndsWith($".{format.ToLowerInvariant()}", download.SuggestedFilename, StringComparison.Ordinal);
        Assert.StartsWith(name, download.SuggestedFilename, StringComparison.Ordinal);
        await using Stream stream = await download.CreateReadStreamAsync();
        using MemoryStream bytes = new();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
