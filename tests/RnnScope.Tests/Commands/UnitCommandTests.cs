using System.Text.Json;
using System.Xml.Linq;
using RnnScope.Commands;
using RnnScope.Runs;

namespace RnnScope.Tests.Commands;

public sealed class UnitCommandTests : IDisposable
{
    private readonly TinyRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Unit_Json_HasCountersContextsAndNote()
    {
        Assert.Equal(ExitCode.Ok, (await Shell.Run("unit", _run.Path, "layers.1.c:3", "--name", "quotes", "--note", "on in <quotes>")).Code);
        Shell.Result result = await Shell.Run("unit", _run.Path, "layers.1.c:3", "--top", "2", "--json");
        Assert.Equal((ExitCode.Ok, ""), (result.Code, result.Error));
        using JsonDocument json = JsonDocument.Parse(result.Output);
        JsonElement root = json.RootElement;
        Assert.Equal(("layers.1.c", 3, "quotes", "on in <quotes>", 300), (root.GetProperty("site").GetString(), root.GetProperty("unit").GetInt32(),
            root.GetProperty("name").GetString(), root.GetProperty("note").GetString(), root.GetProperty("characters").GetInt32()));
        JsonElement counters = root.GetProperty("counters");
        Assert.Equal(299, counters.GetProperty("symbols").EnumerateArray().Sum(symbol => symbol.GetProperty("count").GetInt32()));
        Assert.Equal(counters.GetProperty("change_explained").GetDouble(), counters.GetProperty("symbols").EnumerateArray().Sum(symbol => symbol.GetProperty("share").GetDouble()), 9);
        JsonElement[] highest = [.. root.GetProperty("contexts").GetProperty("highest").EnumerateArray()];
        Assert.Equal(2, highest.Length);
        string all = _run.Vocabulary.Decode(_run.Ids);
        Assert.All(highest, place => Assert.Equal(all.Substring(place.GetProperty("from").GetInt32(), place.GetProperty("count").GetInt32()), place.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task Unit_Text_ShowsTheSymbolsAndPlaces()
    {
        Shell.Result result = await Shell.Run("unit", _run.Path, "layers.0.h:1", _run.FileNamed("fox.txt", "the quick\nbrown fox"), "--limit", "12");
        Assert.Equal((ExitCode.Ok, ""), (result.Code, result.Error));
        Assert.StartsWith("layers.0.h:1 of tiny, over 12 characters of fox.txt\n", result.Output);
        Assert.Contains("of its squared change and", result.Output);
        Assert.Contains("symbol       times  mean change", result.Output);
        Assert.Contains("⟦", result.Output);
        Assert.DoesNotContain("note:", result.Output);
        Assert.Matches(@"(?m)^highest$[^⟦]*⟦.⟧", result.Output);
    }

    [Fact]
    public async Task Unit_Note_IsKeptChangedAndRemoved()
    {
        Shell.Result result = await Shell.Run("unit", _run.Path, "layers.0.h:1", "--name", "line");
        Assert.Equal("layers.0.h:1: \"line\"\n", result.Output);
        result = await Shell.Run("unit", _run.Path, "layers.0.h:1", "--note", "counts\r\nup", "--json");
        Assert.Equal(new UnitNote("layers.0.h", 1, "line", "counts\nup"), Assert.Single(UnitNotes.Read(_run.Folder)));
        Assert.Contains("\"note\":\"counts\\nup\"", result.Output);
        Assert.Contains("note: \"line\", counts␊up\n", (await Shell.Run("unit", _run.Path, "layers.0.h:1")).Output);
        Assert.Equal("layers.0.h:1: no note\n", (await Shell.Run("unit", _run.Path, "layers.0.h:1", "--note", "", "--name", "")).Output);
        Assert.Empty(UnitNotes.Read(_run.Folder));
    }

    [Fact]
    public async Task Unit_Figure_IsDrawnAsItsNameAsks()
    {
        string svg = _run.Beside("counters.svg"), csv = _run.Beside("counters.csv");
        Assert.Equal(ExitCode.Ok, (await Shell.Run("unit", _run.Path, "layers.1.f:2", "--figure", svg)).Code);
        Assert.Contains("What symbols do to layers.1.f:2", XDocument.Load(svg).Root!.Value);
        Assert.Equal(ExitCode.Ok, (await Shell.Run("unit", _run.Path, "layers.1.f:2", "--figure", csv)).Code);
        Assert.StartsWith("unit,symbol,id,count,mean_change,", await File.ReadAllTextAsync(csv));
    }

    [Theory]
    [InlineData("there is no site 'layers.2.c'", "layers.2.c:1")]
    [InlineData("there is no unit 5 in 'layers.1.c'", "layers.1.c:5")]
    [InlineData("expected a unit such as layers.0.h:12, found 'layers.1.c'", "layers.1.c")]
    [InlineData("expected a unit such as", "layers.1.c:-1")]
    [InlineData("expected a file that ends in .svg, .csv or .json, found 'a.png'", "layers.1.c:1", "--figure", "a.png")]
    [InlineData("--top: expected 1 to 100", "layers.1.c:1", "--top", "0")]
    [InlineData("expected a name on one line", "layers.1.c:1", "--name", "a\u001bb")]
    public async Task Unit_Mistake_IsExplained(string expected, params string[] args)
    {
        Shell.Result result = await Shell.Run(["unit", _run.Path, .. args]);
        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains(expected, result.Message());
    }

    [Fact]
    public async Task Unit_NotesAreDamaged_SaysSo()
    {
        File.WriteAllText(_run.Folder.NotesFile, "{}");
        Shell.Result result = await Shell.Run("unit", _run.Path, "layers.1.c:1", "--name", "a");
        Assert.Equal(ExitCode.BadRun, result.Code);
        Assert.Contains("notes.json: expected", result.Message());
        Assert.Equal("{}", File.ReadAllText(_run.Folder.NotesFile));
    }
}
