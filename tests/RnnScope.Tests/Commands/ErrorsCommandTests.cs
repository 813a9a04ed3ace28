using System.Text.Json;
using RnnScope.Commands;

namespace RnnScope.Tests.Commands;

/// <summary>Two small networks are trained once for all tests.</summary>
public sealed class TwoRuns : IDisposable
{
    private static readonly string[] Split = ["--streams", "4", "--steps", "20"];

    public TwoRuns()
    {
        Folder = Directory.CreateTempSubdirectory("rnnscope-errors-").FullName;
        TextPath = Path.Combine(Folder, "text.txt");
        File.WriteAllText(TextPath, string.Concat(Enumerable.Range(0, 400).Select(i => i * i % 11 < 4 ? "the quick brown fox. " : $"a lazy \"dog\" {i * 7 % 13}!\n")));
        (Small, Large, Otherwise) = (Train("small", Split, 2), Train("large", Split, 16), Train("otherwise", ["--streams", "2", "--steps", "20"], 2));
    }

    public string Folder { get; }

    public string TextPath { get; }

    public string Small { get; }

    public string Large { get; }

    /// <summary>A run that was tested on other symbols of the text.</summary>
    public string Otherwise { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>Copies a run, with another run.json.</summary>
    public static void Copy(string from, string to, Func<string, string> edit)
    {
        Directory.CreateDirectory(to);
        File.Copy(Path.Combine(from, "model.safetensors"), Path.Combine(to, "model.safetensors"));
        File.WriteAllText(Path.Combine(to, "run.json"), edit(File.ReadAllText(Path.Combine(from, "run.json"))));
    }

    private string Train(string name, string[] split, int units)
    {
        Shell.Result result = Shell.Run([
            "train", TextPath, "--layers", "1", "--units", $"{units}", "--epochs", "8", "--optimizer", "adam", "--learning-rate", "0.02",
            "--runs", Folder, "--name", name, .. split]).Result;
        Assert.Equal(ExitCode.Ok, result.Code);
        return Path.Combine(Folder, name);
    }
}

public sealed class ErrorsCommandTests(TwoRuns runs) : IClassFixture<TwoRuns>
{
    [Fact]
    public async Task Errors_Json_AddsUpAndHasTheTestLoss()
    {
        JsonElement json = await Shell.QuietJson("errors", runs.Small, "--ngram", "1-3", "--baseline", "5", "--json");
        int characters = json.GetProperty("characters").GetInt32();
        JsonElement[] models = [.. json.GetProperty("models").EnumerateArray()];
        Assert.Equal(["small", "n=1", "n=2", "n=3", "n=5"], models.Select(model => model.GetProperty("model").GetString()));
        using JsonDocument run = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(runs.Small, "run.json")));
        JsonElement trained = run.RootElement.GetProperty("result");
        Assert.Equal(trained.GetProperty("testCharacters").GetInt32(), characters);
        Assert.Equal(trained.GetProperty("testLossNats").GetDouble(), models[0].GetProperty("loss_nats").GetDouble(), 1e-9);

        JsonElement result = Assert.Single(json.GetProperty("results").EnumerateArray());
        int errors = models[0].GetProperty("errors").GetInt32();
        JsonElement ledger = result.GetProperty("ledger"), overlap = result.GetProperty("overlap");
        Assert.InRange(errors, 1, characters - 1);
        Assert.Equal(errors, ledger.GetProperty("errors").GetInt32());
        Assert.Equal(errors, ledger.GetProperty("classes").EnumerateArray().Sum(row => row.GetProperty("errors").GetInt32()));
        Assert.Equal(errors, ledger.GetProperty("totals").EnumerateArray().Sum(row => row.GetProperty("errors").GetInt32()));
        Assert.Equal(3, ledger.GetProperty("classes").EnumerateArray().Count(row => row.GetProperty("oracle").GetString() == "ngram"));
        Assert.Equal(3, overlap.GetProperty("regions").GetArrayLength());
        Assert.Equal(characters, overlap.GetProperty("all_right").GetInt32() + overlap.GetProperty("regions").EnumerateArray().Sum(region => region.GetProperty("errors").GetInt32()));
        Assert.Equal(characters, result.GetProperty("symbols").EnumerateArray().Sum(symbol => symbol.GetProperty("count").GetInt32()));
        Assert.Equal(JsonValueKind.Null, json.GetProperty("difference").ValueKind);

        string text = File.ReadAllText(runs.TextPath);
        JsonElement[] examples = [.. ledger.GetProperty("classes").EnumerateArray().SelectMany(row => row.GetProperty("examples").EnumerateArray())];
        Assert.NotEmpty(examples);
        foreach (JsonElement example in examples)
        {
            Assert.Equal(text[example.GetProperty("position").GetInt32()].ToString(), example.GetProperty("symbol").GetString());
            Assert.InRange(example.GetProperty("probability").GetDouble(), 0, 0.5);
        }
    }

    [Fact]
    public async Task Errors_TwoRunsAndAThird_CompareClassByClass()
    {
        JsonElement json = await Shell.QuietJson("errors", runs.Small, runs.Large, "--feed-forward", runs.Small + "/", "--ngram", "2", "--order", "start,ngram", "--json");
        JsonElement[] results = [.. json.GetProperty("results").EnumerateArray()];
        Assert.All(results, result => Assert.Equal(7, result.GetProperty("overlap").GetProperty("regions").GetArrayLength()));
        JsonElement difference = json.GetProperty("difference");
        int[] errors = [.. results.Select(result => result.GetProperty("ledger").GetProperty("errors").GetInt32())];
        Assert.Equal(errors[0] - errors[1], difference.GetProperty("errors").GetInt32());
        Assert.Equal(errors[0] - errors[1], difference.GetProperty("classes").EnumerateArray().Sum(row => row.GetProperty("difference").GetProperty("estimate").GetDouble()));
        Assert.Equal(["start", "ngram", "remaining"], difference.GetProperty("totals").EnumerateArray().Select(row => row.GetProperty("oracle").GetString()));
    }

    [Fact]
    public async Task Errors_Text_IsTheSameForAnyThreads()
    {
        Shell.Result one = await Shell.Run("errors", runs.Small, runs.Large, "--ngram", "1-3", "--threads", "1");
        Shell.Result two = await Shell.Run("errors", runs.Small, runs.Large, "--ngram", "1-3", "--threads", "2");
        Assert.Equal(ExitCode.Ok, one.Code);
        Assert.Equal(one, two);
        Assert.Equal("", one.Error);
        Assert.Contains("test part of text.txt", one.Output);
        Assert.Contains("only small", one.Output);
        Assert.Contains("any n-gram model", one.Output);
        Assert.Contains("errors of small less those of large", one.Output);
        Assert.DoesNotContain("nothing that was asked", one.Output);
    }

    [Fact]
    public async Task Errors_AnotherText_IsPredictedFromItsSecondSymbol()
    {
        string path = Path.Combine(runs.Folder, "other.txt");
        File.WriteAllText(path, "the lazy § dog");
        JsonElement json = await Shell.QuietJson("errors", runs.Small, "--text", path, "--ngram", "2", "--json");
        Assert.Equal("other.txt", json.GetProperty("text").GetString());
        Assert.Equal(13, json.GetProperty("characters").GetInt32());
    }

    [Fact]
    public async Task Errors_CorpusElsewhere_IsGiven()
    {
        string moved = Path.Combine(runs.Folder, "moved.txt"), run = Path.Combine(runs.Folder, "copied");
        File.Copy(runs.TextPath, moved, overwrite: true);
        TwoRuns.Copy(runs.Small, run, json => json.Replace("text.txt", "gone.txt"));
        Shell.Result result = await Shell.Run("errors", run, "--ngram", "2");
        Assert.Equal(ExitCode.BadRun, result.Code);
        Assert.Contains("expected the text that copied was trained on, found nothing", result.Message());
        Assert.Contains("--corpus FILE", result.Message());
        Assert.Equal(ExitCode.Ok, (await Shell.Run("errors", run, "--ngram", "2", "--corpus", moved)).Code);
        File.AppendAllText(moved, "!");
        Shell.Result changed = await Shell.Run("errors", run, "--ngram", "2", "--corpus", moved);
        Assert.Equal(ExitCode.BadRun, changed.Code);
        Assert.Contains("SHA-256", changed.Message());
    }

    [Fact]
    public async Task Errors_RunsOfOtherSymbols_AreRefused()
    {
        Shell.Result result = await Shell.Run("errors", runs.Small, runs.Otherwise);
        Assert.Equal(ExitCode.BadRun, result.Code);
        Assert.Contains("divided otherwise", result.Message());
        Shell.Result same = await Shell.Run("errors", runs.Small, runs.Small);
        Assert.Equal(ExitCode.Usage, same.Code);
        Assert.Contains("expected different runs", same.Message());
    }

    [Theory]
    [InlineData("--order", "ngram,luck", "expected oracles among ngram, memory, rare, start, punctuation, boost, found 'luck'")]
    [InlineData("--order", "boost,boost", "expected each oracle once")]
    [InlineData("--ngram", "x", "--ngram: expected numbers of context symbols")]
    [InlineData("--baseline", "256", "--baseline: expected 0 to 255, found 256")]
    public async Task Errors_WrongOption_IsUsage(string option, string value, string message)
    {
        Shell.Result result = await Shell.Run("errors", runs.Small, option, value);
        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains(message, result.Message());
    }

    [Fact]
    public async Task Errors_TextOfOneSymbol_IsBadInput()
    {
        string path = Path.Combine(runs.Folder, "one.txt");
        File.WriteAllText(path, "a");
        Shell.Result result = await Shell.Run("errors", runs.Small, "--text", path);
        Assert.Equal(ExitCode.BadInput, result.Code);
        Assert.Contains("one.txt: the file has one symbol", result.Message());
    }

    [Fact]
    public async Task Errors_FolderThatIsNoRun_IsBadRun() => Assert.Equal(ExitCode.BadRun, (await Shell.Run("errors", runs.Folder + "-none")).Code);
}
