using System.Text.Json;
using RnnScope.Commands;
using RnnScope.Engine.Files;
using RnnScope.Engine.Tracing;
using RnnScope.Engine.Training;

namespace RnnScope.Tests.Commands;

public sealed class AutocompleteCommandTests(WordRun run) : IClassFixture<WordRun>
{
    [Fact]
    public async Task Autocomplete_WordsThatFollowFromTheWordBefore_AreFoundAtTheirSpace()
    {
        Shell.Result result = await Shell.Run("autocomplete", run.RunPath, "--json");
        Assert.Equal((ExitCode.Ok, ""), (result.Code, result.Error));
        using JsonDocument json = JsonDocument.Parse(result.Output);
        JsonElement root = json.RootElement, space = root.GetProperty("by_seen")[0];
        Assert.Equal(("test part of pairs.txt", 8, "letters"), (root.GetProperty("text").GetString(), root.GetProperty("words").GetInt32(), root.GetProperty("filter").GetString()));
        Assert.Equal(["run", "prefix only"], space.GetProperty("models").EnumerateArray().Select(model => model.GetProperty("model").GetString()));
        // Every second word is known; of the others one in four is guessed.
        Assert.InRange(Top(space, 0, 1), 0.5, 0.8);
        Assert.InRange(Top(space, 1, 1), 0, 0.25);
        Assert.True(space.GetProperty("models")[0].GetProperty("beyond_prefix").GetProperty("low").GetDouble() > 0.25);
        // After "ti" only the context can tell. It does, except where an observation begins with the second word.
        JsonElement second = root.GetProperty("by_length").EnumerateArray().Single(length => length.GetProperty("from").GetInt32() == 4).GetProperty("rows")[2];
        Assert.True(Top(second, 0, 1) > 0.9, $"expected nearly all, found {Top(second, 0, 1)}");
        Assert.True(Top(second, 1, 1) < 0.8, $"expected few, found {Top(second, 1, 1)}");
        Assert.InRange(root.GetProperty("unknown_share").GetDouble(), 0.001, 0.1);
        RunConfiguration configuration = RunConfiguration.Load(RunFolder.Open(run.RunPath));
        Assert.Equal(configuration.Result!.TestLossNats, root.GetProperty("networks")[0].GetProperty("loss_nats").GetDouble(), 1e-9);
        double published = root.GetProperty("as_published")[0].GetProperty("accuracy").GetDouble();
        Assert.True(published < Top(root.GetProperty("all"), 0, 1), "unknown words and padding count as wrong there");
    }

    [Fact]
    public async Task Autocomplete_TwoRunsAndThePublishedCurves_StandSideBySide()
    {
        string other = run.Train("seed7", "--epochs", "1", "--seed", "7", "--streams", "9"), file = Path.Combine(run.Folder, "published.json");
        string curve = string.Join(',', Enumerable.Repeat("0.25", 22));
        await File.WriteAllTextAsync(file, $$"""{ "GRU": [[{{curve}}],[{{curve}}],[{{curve}}]] }""");
        Shell.Result one = await Shell.Run("autocomplete", run.RunPath, other, "--published", file, "--threads", "1");
        Shell.Result three = await Shell.Run("autocomplete", run.RunPath, other, "--published", file, "--threads", "3");
        Assert.Equal(ExitCode.Ok, one.Code);
        Assert.Equal(one, three);
        Assert.Contains("by characters of the word seen (0: the space before it)", one.Output);
        Assert.Contains("by characters seen, words of 4 to 6 characters", one.Output);
        Assert.Matches(@"seen +counted +unknown +run +seed7 +prefix only +run - prefix only +seed7 - prefix only\n", one.Output);
        Assert.Matches(@"seen +wrong +run +seed7 +GRU \(article\)\n", one.Output);
        Assert.Matches(@"\n +21 +.* 0\.250  0\.250  0\.250\n", one.Output);
    }

    [Fact]
    public async Task Autocomplete_RunsThatDiffer_AreRefused()
    {
        string fewer = run.Train("fewer", "--epochs", "1", "--words", "5"), longer = run.Train("longer", "--epochs", "1", "--steps", "50");
        Shell.Result result = await Shell.Run("autocomplete", run.RunPath, fewer);
        Assert.Equal(ExitCode.BadRun, result.Code);
        Assert.Contains("expected the words of run, found other ones", result.Message());
        result = await Shell.Run("autocomplete", run.RunPath, longer);
        Assert.Contains("divided otherwise", result.Message());
        Assert.Equal(ExitCode.Usage, (await Shell.Run("autocomplete", run.RunPath, run.RunPath)).Code);
    }

    [Fact]
    public async Task Autocomplete_NetworkOfSymbols_IsRefused()
    {
        using TinyRun symbols = new();
        Shell.Result result = await Shell.Run("autocomplete", symbols.Path);
        Assert.Equal(ExitCode.BadRun, result.Code);
        Assert.Contains("expected a network that predicts words, found one that predicts the next symbol", result.Message());
        Assert.Contains("--task autocomplete", result.Error);
    }

    [Theory]
    [InlineData("sample")]
    [InlineData("errors")]
    [InlineData("brackets")]
    public async Task OtherVerb_NetworkOfWords_SaysWhatToAskInstead(string verb)
    {
        Shell.Result result = await Shell.Run(verb, run.RunPath);
        Assert.Equal(ExitCode.BadRun, result.Code);
        Assert.Contains("expected a network that predicts the next symbol, found one that predicts words", result.Message());
        Assert.Contains("ask `rnnscope autocomplete ", result.Error);
    }

    [Theory]
    [InlineData("""[]""", "expected a JSON object")]
    [InlineData("""{}""", "expected 1 to 20 models, found 0")]
    [InlineData("""{"GRU":[[1],[1]]}""", "expected 3 curves of GRU")]
    [InlineData("""{"GRU":[[1],[1],[]]}""", "expected curves of GRU with 1 to 1000 values")]
    [InlineData("""{"GRU":[[1],[1],[1.5]]}""", "expected shares of GRU from 0 to 1, found 1.5")]
    public async Task Autocomplete_DamagedPublishedFile_SaysWhat(string json, string expected)
    {
        string file = Path.Combine(run.Folder, $"damaged-{json.Length}.json");
        await File.WriteAllTextAsync(file, json);
        Shell.Result result = await Shell.Run("autocomplete", run.RunPath, "--published", file);
        Assert.Equal(ExitCode.BadRun, result.Code);
        Assert.Contains(expected, result.Message());
    }

    [Fact]
    public async Task Trace_NetworkOfWords_LeavesTheScoresOut()
    {
        Shell.Result result = await Shell.Run("trace", run.RunPath, "--limit", "50", "--json");
        Assert.Equal(ExitCode.Ok, result.Code);
        Assert.Equal("note: the scores of 8 words are left out; --sites all records them too\n", result.Error);
        using JsonDocument json = JsonDocument.Parse(result.Output);
        string[] sites = [.. json.RootElement.GetProperty("sites").EnumerateArray().Select(site => site.GetString()!)];
        Assert.Contains("loss", sites);
        Assert.DoesNotContain("logits", sites);
        Assert.InRange(json.RootElement.GetProperty("loss_nats").GetDouble(), 0.001, 1.5);

        // A text of the reader's own goes through the same filter.
        string text = Path.Combine(run.Folder, "own.txt"), trace = Path.Combine(run.Folder, "own.safetensors");
        await File.WriteAllTextAsync(text, "RED tile;\n navy");
        result = await Shell.Run("trace", run.RunPath, text, "--sites", "all", "--out", trace);
        Assert.Equal((ExitCode.Ok, ""), (result.Code, result.Error));
        using TraceFile recorded = TraceFile.Open(trace);
        Assert.Equal(" red tile navy", recorded.Vocabulary.Decode(recorded.Symbols));
        Assert.Equal(8, recorded.Width("logits"));
        await File.WriteAllTextAsync(text, "123");
        Assert.Contains("the file has no words", (await Shell.Run("trace", run.RunPath, text)).Message());
    }

    [Fact]
    public async Task Gates_NetworkOfWords_AreCounted()
    {
        Shell.Result result = await Shell.Run("gates", run.RunPath);
        Assert.Equal((ExitCode.Ok, ""), (result.Code, result.Error));
        Assert.Contains("gru, 1 x 16 units", result.Output);
    }

    [Theory]
    [InlineData("--words 9", "--words needs --task autocomplete")]
    [InlineData("--filter text8", "--filter needs --task autocomplete")]
    [InlineData("--task autocomplete --split streams", "--split does not go with --task autocomplete")]
    [InlineData("--task autocomplete --symbols bytes", "words are made of characters, found Bytes")]
    [InlineData("--task autocomplete --words 1", "--words: expected 2 to 65535, found 1")]
    [InlineData("--task autocomplete --train-share 0.95", "shares of 0.95 for training and 0.05 for validation")]
    public async Task Train_OptionsThatDoNotGoTogether_AreRefused(string options, string expected)
    {
        Shell.Result result = await Shell.Run(["train", run.TextPath, "--runs", run.Folder, .. options.Split(' ')]);
        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains(expected, result.Message());
    }

    [Fact]
    public async Task Train_Words_HasTheDefaultsOfTheArticle()
    {
        Shell.Result result = await Shell.Run(
            "train", run.TextPath, "--task", "autocomplete", "--filter", "text8", "--units", "4", "--epochs", "1", "--runs", run.Folder, "--json");
        Assert.Equal(ExitCode.Ok, result.Code);
        using JsonDocument json = JsonDocument.Parse(result.Output);
        Assert.Equal("autocomplete", json.RootElement.GetProperty("task").GetString());
        string folder = json.RootElement.GetProperty("run").GetString()!;
        Assert.Equal("pairs-words-lstm-2x4", Path.GetFileName(folder));
        RunConfiguration configuration = RunConfiguration.Load(RunFolder.Open(folder));
        Assert.Equal((PredictionTask.Autocomplete, 16_384, 64, 200), (configuration.Task, configuration.Words, configuration.Streams, configuration.Steps));
        Assert.Equal((0.9m, 0.05m, "adam", 0.0), (configuration.TrainShare, configuration.ValidationShare, configuration.Training.Optimizer, configuration.Training.Clip));
        result = await Shell.Run("train", "--resume", folder);
        Assert.Equal(ExitCode.Ok, result.Code);
        Assert.Contains(" nats per prediction ", result.Output);
        Assert.Contains($"next: rnnscope autocomplete {folder}", result.Output);
    }

    private static double Top(JsonElement row, int model, int guesses) =>
        row.GetProperty("models")[model].GetProperty("top")[guesses - 1].GetProperty("estimate").GetDouble();
}
