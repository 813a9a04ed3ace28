using System.Text.Json;
using RnnScope.Commands;
using RnnScope.Engine.Files;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Engine.Training;
using RnnScope.Runs;

namespace RnnScope.Tests.Commands;

public sealed class CellsCommandTests : IDisposable
{
    private readonly TinyRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Cells_Json_HasTheEvidenceAndTheFileToo()
    {
        KnowHowItWasMade();
        Shell.Result result = await Shell.Run("cells", _run.Path, Text(), "--top", "2", "--group", "3", "--json");
        Assert.Equal((ExitCode.Ok, ""), (result.Code, result.Error));
        using JsonDocument json = JsonDocument.Parse(result.Output);
        JsonElement root = json.RootElement;
        Assert.Equal(("tiny", "pangrams.txt", "prose", 5000, 60), (
            root.GetProperty("run").GetString(), root.GetProperty("text").GetString(), root.GetProperty("kind").GetString(),
            root.GetProperty("characters").GetInt32(), root.GetProperty("units").GetInt32()));
        Assert.True(root.GetProperty("twin").GetBoolean());
        JsonElement words = Property(root, "inside a word");
        Assert.Equal(("binary", "area under the curve"), (words.GetProperty("kind").GetString(), words.GetProperty("measure").GetString()));
        Assert.Equal(2, words.GetProperty("best").GetArrayLength());
        JsonElement best = words.GetProperty("best")[0];
        Assert.InRange(best.GetProperty("score").GetProperty("estimate").GetDouble(), words.GetProperty("chance").GetDouble(), 1);
        Assert.InRange(best.GetProperty("q").GetDouble(), 0, 0.05);
        Assert.InRange(best.GetProperty("p").GetDouble(), 0, 0.05);
        // The network is its own twin: it has not been trained.
        Assert.Equal(0, best.GetProperty("lead").GetProperty("estimate").GetDouble());
        Assert.Equal("tracks", best.GetProperty("verdict").GetString());
        Assert.True(best.GetProperty("threshold").TryGetProperty("always_f1", out _));
        Assert.Equal(3, words.GetProperty("group").GetProperty("units").GetArrayLength());
        Assert.True(Property(root, "position in the word").GetProperty("best")[0].GetProperty("counter").TryGetProperty("within_runs", out _));
        Assert.Contains(root.GetProperty("left_out").EnumerateArray(), property => property.GetProperty("property").GetString() == "digit");

        Assert.Equal(["cells.json"], Directory.GetFiles(_run.Folder.AnalysisFolder).Select(Path.GetFileName));
        using JsonDocument file = JsonDocument.Parse(File.ReadAllText(CellsFile.In(_run.Folder)));
        Assert.Equal(best.GetProperty("q").GetDouble(), Property(file.RootElement.GetProperty("search"), "inside a word").GetProperty("best")[0].GetProperty("q").GetDouble());
        Assert.StartsWith("rnnscope cells ", file.RootElement.GetProperty("command").GetString());
        Assert.Equal(ModelFile.Hash(_run.Folder.ModelFile), file.RootElement.GetProperty("inputs").GetProperty("modelSha256").GetString());
        IReadOnlyList<Finding> findings = CellsFile.ReadFindings(_run.Folder);
        Finding finding = findings.Single(finding => finding.Property == "inside a word");
        Assert.Equal(best.GetProperty("unit").GetInt32(), finding.Unit);
        Assert.False(finding.Evidence!.Learned);
        Assert.Equal(finding.Score, finding.Evidence.Twin);
        Assert.Empty(Directory.GetFiles(_run.Folder.TraceFolder));
    }

    [Fact]
    public async Task Cells_Report_IsForPeople()
    {
        KnowHowItWasMade();
        Shell.Result result = await Shell.Run("cells", _run.Path, Text(), "--sites", "layers.0.h,layers.1.h", "--limit", "4000");
        Assert.Equal(ExitCode.Ok, result.Code);
        Assert.Contains("lstm, 2 x 5: 10 units of its signals over the 4,000 characters of pangrams.txt, prose", result.Output);
        Assert.Contains("not learned: a unit goes with it beyond chance", result.Output);
        Assert.Matches(@"  inside a word, which holds at [0-9.]+ % of the characters\n    layers\.[01]\.h:[0-4] is (high|low) there: AUC 0\.\d\d \(0\.\d\d to 0\.\d\d\)\n    untrained 0\.\d\d \(layers", result.Output);
        Assert.Matches(@"\n  property +unit +where it is  score +untrained  chance      q  5 together\n", result.Output);
        Assert.Matches(@"\n  inside a word +layers\.[01]\.h:[0-4]  (high|low) +AUC 0\.\d\d \(0\.\d\d to 0\.\d\d\) +0\.\d\d +0\.\d\d +(<?0\.\d\d\d)  [01]\.\d\d\n", result.Output);
        Assert.Contains("as a straight counter: ", result.Output);
        Assert.Contains("  digit: it is 0 all over the text", result.Output);
        Assert.Contains("a unit that goes with a property need not be what the network uses for it", result.Output);
    }

    [Fact]
    public async Task Cells_OwnProperties_AreSearchedForFirst()
    {
        string labels = _run.FileNamed("seen.txt", string.Join('\n', Enumerable.Range(0, 5000).Select(i => i % 40 < 10 ? 1 : 0)));
        Shell.Result result = await Shell.Run("cells", _run.Path, Text(), "--property", "/fox/", "--labels", labels, "--no-twin", "--json");
        Assert.Equal((ExitCode.Ok, ""), (result.Code, result.Error));
        using JsonDocument json = JsonDocument.Parse(result.Output);
        Assert.False(json.RootElement.GetProperty("twin").GetBoolean());
        Assert.Equal(JsonValueKind.Null, Property(json.RootElement, "/fox/").GetProperty("best")[0].GetProperty("lead").ValueKind);
        Assert.Equal("chance", Property(json.RootElement, "seen.txt").GetProperty("best")[0].GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task Cells_RunOfUnknownTraining_HasNoTwin()
    {
        Shell.Result result = await Shell.Run("cells", _run.Path, Text());
        Assert.Equal(ExitCode.Ok, result.Code);
        Assert.StartsWith("note: no untrained twin to compare with: ", result.Error);
        Assert.Contains("beyond chance (no untrained network was asked)", result.Output);
    }

    [Fact]
    public async Task Cells_WhatCannotBe_SaysWhy()
    {
        Assert.Contains("expected a text of at least 2048 symbols, found 300", (await Shell.Run("cells", _run.Path)).Message());
        Assert.Contains("there is no site 'layers.0.x'", (await Shell.Run("cells", _run.Path, Text(), "--sites", "layers.0.x")).Message());
        Assert.Contains("expected sites of layers", (await Shell.Run("cells", _run.Path, Text(), "--sites", "loss")).Message());
        Assert.Contains("shifts: expected a power of two", (await Shell.Run("cells", _run.Path, Text(), "--shifts", "100")).Message());
        Shell.Result mistake = await Shell.Run("cells", _run.Path, Text(), "--property", "inside(");
        Assert.Equal(ExitCode.Usage, mistake.Code);
        Assert.Contains("column 8", mistake.Message());
        Assert.False(File.Exists(CellsFile.In(_run.Folder)));
        Assert.Empty(Directory.GetFiles(_run.Folder.TraceFolder));
    }

    [Fact]
    public void UntrainedTwin_HasTheWeightsThatTrainingStartsFrom()
    {
        KnowHowItWasMade();
        using Run run = Run.Open(_run.Path);
        using Network twin = UntrainedTwin.Of(run);
        Assert.Equal(run.Model.Network.Parameters.All.ToArray(), twin.Parameters.All.ToArray());
    }

    /// <summary>The run's weights are random; this says with which seed, as if it had been trained for no time at all.</summary>
    private void KnowHowItWasMade() => new RunConfiguration
    {
        CorpusPath = "texts/pangrams.txt", CorpusSha256 = "", Symbols = SymbolKind.Characters, Split = SplitLayout.Contiguous, Streams = 1, Steps = 10,
        TrainShare = 0.8m, ValidationShare = 0.1m, Unit = "lstm", UnitSource = "", Layers = 2, Units = 5,
        Training = new TrainingConfiguration { Seed = 7, InitialRange = 0.5 },
    }.Save(_run.Folder);

    private string Text()
    {
        string[] words = "the quick brown fox jumps over the lazy dog, twice.".Split(' ');
        Random random = new(4);
        string text = string.Join(' ', Enumerable.Range(0, 2000).Select(_ => words[random.Next(words.Length)]));
        return _run.FileNamed("pangrams.txt", text[..5000]);
    }

    private static JsonElement Property(JsonElement search, string name) =>
        search.GetProperty("properties").EnumerateArray().Single(property => property.GetProperty("property").GetString() == name);
}
