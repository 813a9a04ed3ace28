using System.Text.Json;
using System.Xml.Linq;
using RnnScope.Commands;

namespace RnnScope.Tests.Commands;

public sealed class TournamentCommandTests : IDisposable
{
    private readonly TinyRun _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Tournament_TwoUnitsTwoSeeds_RanksThemAtMatchedSizeAndTrainsOnce()
    {
        string[] arguments = Arguments("--unit", "rnn", "--unit", "gru", "--parameters", "2500", "--positions", "50");
        JsonElement[] units = await Units(arguments);
        Assert.Equal(["gru", "rnn"], units.Select(unit => unit.GetProperty("unit").GetString()).Order());
        foreach (JsonElement unit in units)
        {
            double[] losses = [.. unit.GetProperty("seeds").EnumerateArray().Select(seed => seed.GetProperty("test_loss_nats").GetDouble())];
            Assert.Equal(2, losses.Length);
            Assert.NotEqual(losses[0], losses[1]);
            Assert.Equal(losses.Average(), unit.GetProperty("test_loss_nats").GetDouble(), 9);
            // Two values: their standard deviation is their distance by the root of two, Student's t has one degree of freedom.
            double deviation = Math.Abs(losses[0] - losses[1]) / Math.Sqrt(2);
            Assert.Equal(deviation, unit.GetProperty("deviation").GetDouble(), 9);
            Assert.Equal(12.706 * deviation / Math.Sqrt(2), unit.GetProperty("uncertainty").GetDouble(), 9);
            Assert.InRange(unit.GetProperty("parameters").GetInt32(), 2300, 2700);
            JsonElement median = unit.GetProperty("median"), memory = median.GetProperty("memory");
            Assert.NotEmpty(memory.GetProperty("memory_horizon").GetProperty("contexts").EnumerateArray());
            Assert.NotEmpty(memory.GetProperty("memory_horizon").GetProperty("ngrams").EnumerateArray());
            Assert.Equal(1, memory.GetProperty("connectivity").GetProperty("distances").EnumerateArray().Sum(row => row.GetProperty("share").GetDouble()), 6);
            Assert.Equal(unit.GetProperty("unit").GetString() == "gru" ? 2 : 0, median.GetProperty("gates").GetProperty("gates").GetArrayLength());
        }
        Assert.True(units[0].GetProperty("test_loss_nats").GetDouble() <= units[1].GetProperty("test_loss_nats").GetDouble());

        DateTime[] Written() => [.. Directory.EnumerateFiles(_files.Beside("cup"), "run.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.GetLastWriteTimeUtc)];
        DateTime[] before = Written();
        Assert.Equal(4, before.Length);
        JsonElement[] again = await Units(arguments);
        Assert.Equal(units.Select(unit => unit.ToString()), again.Select(unit => unit.ToString()));
        Assert.Equal(before, Written());
    }

    [Fact]
    public async Task Tournament_AUnitThatDiverges_IsAResult()
    {
        JsonElement unit = Assert.Single(await Units(Arguments("--unit", "rnn", "--parameters", "2500", "--positions", "0", "--optimizer", "sgd", "--learning-rate", "1e38", "--clip", "0")));
        Assert.Equal(JsonValueKind.Null, unit.GetProperty("test_loss_nats").ValueKind);
        Assert.All(unit.GetProperty("seeds").EnumerateArray(), seed => Assert.Contains("finite", seed.GetProperty("failure").GetString()));
    }

    [Theory]
    [InlineData("other options", "--learning-rate", "0.5")]
    [InlineData("units", "--parameters", "4000")]
    [InlineData("found rnn twice", "--unit", "rnn")]
    public async Task Tournament_ThatDoesNotFit_TrainsNothing(string message, params string[] more)
    {
        string[] first = ["--unit", "rnn", "--positions", "0"];
        await Units(Arguments([.. first, "--parameters", "2500"]));
        Shell.Result result = await Shell.Run(Arguments([.. first, .. more.Contains("--parameters") ? [] : new[] { "--parameters", "2500" }, .. more]));
        Assert.Equal(more[0] == "--unit" ? ExitCode.Usage : ExitCode.BadRun, result.Code);
        Assert.Contains(message, result.Message());
        Assert.Equal(2, Directory.GetDirectories(_files.Beside("cup"), "rnn-seed*").Length);
    }

    [Fact]
    public async Task Tournament_TooFewPositions_IsSaidBeforeTraining()
    {
        Shell.Result result = await Shell.Run(Arguments("--unit", "rnn", "--parameters", "2500", "--positions", "5"));
        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains("positions: expected 20 to", result.Message());
        Assert.False(Directory.Exists(_files.Beside("cup")));
    }

    [Fact]
    public async Task Tournament_WithoutJson_PrintsOneRowForEachUnit()
    {
        string[] arguments = [.. Arguments("--unit", "rnn", "--unit", "gru", "--parameters", "2500", "--positions", "0").Where(argument => argument != "--json")];
        Shell.Result result = await Shell.Run(arguments);
        Assert.Equal(ExitCode.Ok, result.Code);
        Assert.Contains(result.Output.Split('\n'), line => line.StartsWith("rnn ", StringComparison.Ordinal) && line.Contains("+-", StringComparison.Ordinal));
        Assert.Contains(result.Output.Split('\n'), line => line.StartsWith("gru ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tournament_Report_ShowsAllUnitsOnOnePage()
    {
        string[] arguments = Arguments("--unit", "rnn", "--unit", "gru", "--parameters", "2500", "--positions", "50", "--sentence", "9 and <3>", "--sentence", "a", "--out", _files.Beside("page"));
        JsonElement json = await Shell.Json(arguments);
        string folder = _files.Beside("page"), page = File.ReadAllText(Path.Combine(folder, "index.html"));
        Assert.Equal(Path.Combine(folder, "index.html"), json.GetProperty("report").GetString());
        using JsonDocument file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "results.json")));
        Assert.Equal(json.ToString(), file.RootElement.ToString());

        XElement root = XDocument.Parse(page).Root!;
        Assert.Equal(["losses", "curves", "memory", "sentences", "gates"], root.Descendants("section").Select(section => section.Attribute("id")!.Value));
        Assert.Empty(root.Descendants("script"));
        Assert.DoesNotContain("://", page);
        Assert.DoesNotContain(Path.GetTempPath(), page);
        Assert.Contains("Left out: a; it has fewer than two symbols.", page);
        Assert.Contains("Left out: saturation; rnn calls none of its signals a gate.", page);
        Assert.Contains("9 and &lt;3&gt;", page);
        string[] figures = [.. Directory.GetFiles(Path.Combine(folder, "figures"), "*.svg").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];
        Assert.Equal(["gates-gru-r", "gates-gru-z", "losses", "losses-speed", "memory-distances", "memory-horizon", "memory-lengths-gru", "memory-lengths-rnn", "sentences-1"], figures);

        // The numbers beside the figures are those of the results.
        string[][] losses = Rows(folder, "losses");
        Assert.Equal(4, losses.Length);
        foreach (JsonElement unit in json.GetProperty("units").EnumerateArray())
            Assert.Equal(unit.GetProperty("test_loss_nats").GetDouble(), losses.First(row => row[0] == unit.GetProperty("unit").GetString()) is { } row ? double.Parse(row[8], null) : 0, 12);
        // "9 and <3>" has nine symbols and eight predictions: after the space, which has read six symbols, and after the last but one.
        string[][] strips = Rows(folder, "sentences-1");
        Assert.Equal(2 * (6 + 8), strips.Length);
        Assert.All(strips, row => Assert.Equal(int.Parse(row[2], null) - int.Parse(row[4], null), int.Parse(row[6], null)));
        await Shell.Json(arguments);
    }

    [Fact]
    public async Task Tournament_OfWords_ShowsTheAccuracyGraph()
    {
        string text = _files.FileNamed("words.txt", string.Concat(Enumerable.Range(0, 400).Select(i => i % 7 < 3 ? "the small cat " : "saw a dog and ")));
        string[] arguments =
        [
            "tournament", text, "--task", "autocomplete", "--words", "6", "--unit", "rnn", "--unit", "gru", "--parameters", "3000", "--layers", "1", "--streams", "4", "--steps", "20",
            "--epochs", "1", "--seeds", "1", "--runs", _files.Beside("words"), "--json",
        ];
        JsonElement json = await Shell.Json(arguments);
        JsonElement[] seen = [.. json.GetProperty("autocomplete").GetProperty("by_seen").EnumerateArray()];
        Assert.Equal(["gru", "prefix only", "rnn"], seen[0].GetProperty("models").EnumerateArray().Select(model => model.GetProperty("model").GetString()).Order());
        Assert.All(json.GetProperty("units").EnumerateArray(), unit => Assert.Equal(JsonValueKind.Null, unit.GetProperty("median").GetProperty("memory").ValueKind));
        XElement root = XDocument.Parse(File.ReadAllText(json.GetProperty("report").GetString()!)).Root!;
        Assert.Equal(["losses", "curves", "accuracy", "sentences", "gates"], root.Descendants("section").Select(section => section.Attribute("id")!.Value));
        // A second call finds the accuracy in the run.
        Assert.Equal(json.ToString(), (await Shell.Json(arguments)).ToString());
        Assert.True(File.Exists(Path.Combine(json.GetProperty("units")[0].GetProperty("median_run").GetString()!, "analyses", "study-autocomplete.json")));
    }

    [Fact]
    public async Task Tournament_ForeignFolderForTheReport_IsRefusedBeforeTraining()
    {
        Directory.CreateDirectory(_files.Beside("mine"));
        _files.FileNamed("mine/letter.txt", "mine");
        Shell.Result result = await Shell.Run(Arguments("--unit", "rnn", "--parameters", "2500", "--out", _files.Beside("mine")));
        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains("--out: expected a new or empty folder", result.Message());
        Assert.False(Directory.Exists(_files.Beside("cup")));
    }

    private static string[][] Rows(string folder, string figure) =>
        [.. File.ReadAllLines(Path.Combine(folder, "figures", figure + ".csv")).Skip(1).Select(line => line.Split(','))];

    private static async Task<JsonElement[]> Units(string[] arguments)
    {
        JsonElement json = await Shell.Json(arguments);
        return [.. json.GetProperty("units").EnumerateArray()];
    }

    private string[] Arguments(params string[] options)
    {
        string text = _files.FileNamed("text.txt", string.Concat(Enumerable.Range(0, 90).Select(i => $"{i * i % 97} and {i % 7}, ")));
        return ["tournament", text, "--runs", _files.Beside("cup"), "--streams", "2", "--steps", "10", "--epochs", "1", "--layers", "1", "--seeds", "2", "--json", .. options];
    }
}
