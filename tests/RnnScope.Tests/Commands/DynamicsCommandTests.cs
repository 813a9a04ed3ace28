using System.Text.Json;
using RnnScope.Commands;

namespace RnnScope.Tests.Commands;

/// <summary>A small network that kept snapshots, and others to compare it with, are trained once for all tests.</summary>
public sealed class SnapshotRuns : IDisposable
{
    public SnapshotRuns()
    {
        Folder = Directory.CreateTempSubdirectory("rnnscope-dynamics-").FullName;
        File.WriteAllText(Path.Combine(Folder, "text.txt"), string.Concat(Enumerable.Range(0, 400).Select(i => i * i % 11 < 4 ? "the quick brown fox. " : $"a lazy \"dog\" {i * 7 % 13}!\n")));
        (Kept, Simple, Otherwise) = (Train("kept", "4", "--snapshots", "4"), Train("simple", "4", "--unit", "n-nn:1"), Train("otherwise", "2"));
    }

    public string Folder { get; }

    public string Kept { get; }

    /// <summary>A run without snapshots.</summary>
    public string Simple { get; }

    /// <summary>A run that was tested on other symbols of the text.</summary>
    public string Otherwise { get; }

    /// <summary>A copy of the run with snapshots, to be changed.</summary>
    public string Copy(string name)
    {
        string copy = Path.Combine(Folder, name);
        foreach (string file in Directory.EnumerateFiles(Kept, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(copy, Path.GetRelativePath(Kept, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private string Train(string name, string streams, params string[] more)
    {
        Shell.Result result = Shell.Run([
            "train", Path.Combine(Folder, "text.txt"), "--layers", "1", "--units", "8", "--epochs", "4", "--optimizer", "adam", "--learning-rate", "0.02",
            "--streams", streams, "--steps", "20", "--runs", Folder, "--name", name, .. more]).Result;
        Assert.Equal(ExitCode.Ok, result.Code);
        return Path.Combine(Folder, name);
    }
}

public sealed class DynamicsCommandTests(SnapshotRuns runs) : IClassFixture<SnapshotRuns>
{
    [Fact]
    public async Task Dynamics_Json_FollowsTheTrainingToItsTestLoss()
    {
        JsonElement json = await Shell.QuietJson("dynamics", runs.Kept, "--against", runs.Simple, runs.Kept, "--orders", "1-2", "--json");
        JsonElement[] points = [.. json.GetProperty("points").EnumerateArray()], baselines = [.. json.GetProperty("baselines").EnumerateArray()];
        Assert.Equal(["simple", "kept", "n=1", "n=2"], baselines.Select(baseline => baseline.GetProperty("model").GetString()));
        long[] steps = [.. points.Select(point => point.GetProperty("step").GetInt64())];
        Assert.Equal([0, 1, 2, 3, 6, 10, 18, 32, 56, 100, 178], steps[..11]);
        Assert.Equal(steps.Order(), steps);
        Assert.Equal(Directory.GetFiles(Path.Combine(runs.Kept, "snapshots")).Length + 1, points.Length);

        using JsonDocument run = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(runs.Kept, "run.json")));
        JsonElement trained = run.RootElement.GetProperty("result"), best = Assert.Single(points, point => point.GetProperty("best").GetBoolean());
        Assert.Equal(trained.GetProperty("bestEpoch").GetDouble(), best.GetProperty("epochs").GetDouble());
        Assert.Equal(trained.GetProperty("testLossNats").GetDouble(), best.GetProperty("loss_nats").GetDouble(), 1e-9);
        Assert.Equal(trained.GetProperty("testCharacters").GetInt32(), json.GetProperty("characters").GetInt32());
        Assert.Equal(steps[10] * best.GetProperty("epochs").GetDouble() / best.GetProperty("step").GetInt64(), points[10].GetProperty("epochs").GetDouble(), 1e-12);

        // The weights that were kept as the best are one of the baselines.
        Assert.Equal("kept", best.GetProperty("nearest").GetString());
        Assert.Equal(best.GetProperty("step").GetInt64(), baselines[1].GetProperty("closest_step").GetInt64());
        JsonElement[] distances = [.. best.GetProperty("distances").EnumerateArray()];
        Assert.Equal(0, distances[1].GetProperty("divergence").GetProperty("high").GetDouble());
        Assert.Equal(
            baselines[0].GetProperty("loss_nats").GetDouble() - best.GetProperty("loss_nats").GetDouble(),
            distances[0].GetProperty("loss_difference").GetProperty("estimate").GetDouble(), 1e-9);
    }

    [Fact]
    public async Task Dynamics_Text_IsTheSameForAnyThreads()
    {
        string[] line = ["dynamics", runs.Kept, "--against", runs.Simple, "--orders", "1-3", "--limit", "402", "--threads"];
        Shell.Result one = await Shell.Run([.. line, "1"]), two = await Shell.Run([.. line, "3"]);
        Assert.Equal(ExitCode.Ok, one.Code);
        Assert.Equal(one, two);
        Assert.Equal("", one.Error);
        Assert.Contains("kept, test part of text.txt: 400 symbols predicted; divergences are means over 400 of them", one.Output);
        Assert.Contains("closest at step", one.Output);
        Assert.Contains("*: the weights that training kept as the best", one.Output);
        Assert.Single(one.Output.Split('\n'), line => line.StartsWith("         0   0.000", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Dynamics_RunWithoutSnapshots_SaysHowToKeepThem()
    {
        Shell.Result result = await Shell.Run("dynamics", runs.Simple);
        Assert.Equal(ExitCode.BadRun, result.Code);
        Assert.Contains("expected weights that training kept on the way, found none", result.Message());
        Assert.Contains("train TEXT --snapshots 8", result.Message());
    }

    [Fact]
    public async Task Dynamics_NoTrainingLog_LeavesTheBestWeightsOut()
    {
        string copy = runs.Copy("without-log");
        File.Delete(Path.Combine(copy, "training.jsonl"));
        Shell.Result result = await Shell.Run("dynamics", copy, "--orders", "1");
        Assert.Equal(ExitCode.Ok, result.Code);
        Assert.Contains("note: ", result.Error);
        Assert.Contains("training.jsonl has no validation loss", result.Error);
        Assert.DoesNotContain("*", result.Output);
    }

    [Fact]
    public async Task Dynamics_DamagedSnapshot_IsBadRun()
    {
        string copy = runs.Copy("damaged"), file = Path.Combine(copy, "snapshots", "step-0000000010.safetensors");
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^7]);
        Shell.Result result = await Shell.Run("dynamics", copy, "--orders", "1");
        Assert.Equal(ExitCode.BadRun, result.Code);
        Assert.Contains("step-0000000010.safetensors: expected", result.Message());
    }

    [Fact]
    public async Task Dynamics_SnapshotOfAnotherVocabulary_IsBadRun()
    {
        string copy = runs.Copy("mixed");
        using TinyRun other = new();
        File.Copy(other.Folder.ModelFile, Path.Combine(copy, "snapshots", "step-0000000010.safetensors"), overwrite: true);
        Shell.Result result = await Shell.Run("dynamics", copy, "--orders", "1");
        Assert.Equal(ExitCode.BadRun, result.Code);
        Assert.Contains("expected a snapshot of mixed, with its vocabulary, found another vocabulary", result.Message());
    }

    [Fact]
    public async Task Dynamics_AgainstOtherSymbolsOrOneTwice_IsRefused()
    {
        Shell.Result result = await Shell.Run("dynamics", runs.Kept, "--against", runs.Otherwise);
        Assert.Equal(ExitCode.BadRun, result.Code);
        Assert.Contains("divided otherwise", result.Message());
        result = await Shell.Run("dynamics", runs.Kept, "--against", runs.Simple, "--against", runs.Simple);
        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains("expected different runs", result.Message());
    }

    [Theory]
    [InlineData("--orders", "x", "--orders: expected numbers of context symbols")]
    [InlineData("--orders", "0-32", "expected at most 32 models to compare with, found 33")]
    [InlineData("--limit", "3", "limit: expected 4 symbols or more")]
    public async Task Dynamics_WrongOption_IsUsage(string option, string value, string message)
    {
        Shell.Result result = await Shell.Run("dynamics", runs.Kept, option, value);
        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains(message, result.Message());
    }
}
