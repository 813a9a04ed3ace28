using System.Text.Json;
using RnnScope.Commands;

namespace RnnScope.Tests.Commands;

public sealed class GatesCommandTests
{
    [Fact]
    public async Task Gates_Json_HasEveryDot()
    {
        using TinyRun run = new();
        JsonElement root = await Shell.QuietJson("gates", run.Path, "--json");
        Assert.Equal(TinyRun.Characters, root.GetProperty("characters").GetInt32());
        Assert.Equal("test part", root.GetProperty("text").GetString());
        Assert.Equal(0.1, root.GetProperty("left_below").GetDouble());
        Assert.Equal(["f"], root.GetProperty("gates").EnumerateArray()
            .Where(gate => gate.GetProperty("keeps").GetString() == "open").Select(gate => gate.GetProperty("gate").GetString()).Distinct());
        JsonElement[] dots = [.. root.GetProperty("dots").EnumerateArray()];
        Assert.Equal(2 * 3 * 5, dots.Select(dot => (dot.GetProperty("layer").GetInt32(), dot.GetProperty("gate").GetString(), dot.GetProperty("unit").GetInt32())).Distinct().Count());
        Assert.All(dots, dot => Assert.InRange(dot.GetProperty("left").GetDouble() + dot.GetProperty("right").GetDouble(), 0, 1));
        Assert.Equal(0, root.GetProperty("duplicates").GetArrayLength());
    }

    [Fact]
    public async Task Gates_FileAndLimits_AreUsed()
    {
        using TinyRun run = new();
        Shell.Result result = await Shell.Run(
            "gates", run.Path, run.FileNamed("fox.txt", "the quick brown fox"), "--limit", "12", "--duplicates", "0.01");
        Assert.Equal(ExitCode.Ok, result.Code);
        Assert.Contains("lstm, 2 x 5 units, over 12 characters of fox.txt", result.Output);
        Assert.Contains("    1     o, output gate ", result.Output);
        Assert.Contains("integrators: a gate keeps the state at 95 % of the characters or more: none", result.Output);
        Assert.Contains("more; --json lists them", result.Output);
    }

    [Fact]
    public async Task Gates_MergedShards_AreTheWholeText()
    {
        using TinyRun run = new();
        string text = run.FileNamed("text.txt", string.Concat(Enumerable.Range(0, 400).Select(i => i % 3 == 0 ? "the lazy dog, " : "quick brown foxes ")));
        string[] reading = [text, "--streams", "7", "--warm-up", "40"];
        Shell.Result whole = await Shell.Run(["gates", run.Path, .. reading, "--json"]);
        Assert.Equal(ExitCode.Ok, whole.Code);
        string[] parts = [.. Enumerable.Range(1, 3).Select(k => run.Beside($"part-{k}.safetensors"))];
        for (int k = 1; k <= 3; k++)
            Assert.Contains($"shard {k}/3", (await Shell.Run(["gates", run.Path, .. reading, "--shard", $"{k}/3", "--out", parts[k - 1]])).Output);
        Shell.Result merged = await Shell.Run(["gates", run.Path, "--merge", parts[2], parts[0], parts[1], "--json"]);
        Assert.Equal(whole.Output, merged.Output);

        Assert.Contains("expected all 3 shards, found 2: 2/3 missing", (await Shell.Run("gates", run.Path, "--merge", parts[0], parts[2])).Message());
        Assert.Contains("found 1/3 twice", (await Shell.Run("gates", run.Path, "--merge", parts[0], parts[0])).Message());
        await Shell.Run("gates", run.Path, text, "--streams", "5", "--shard", "2/3", "--out", parts[1]);
        Assert.Contains("in 5 segments", (await Shell.Run(["gates", run.Path, "--merge", .. parts])).Message());
        using TinyRun other = new("gru");
        Assert.Contains("counts of another one", (await Shell.Run(["gates", other.Path, "--merge", .. parts])).Message());
        File.WriteAllText(parts[1], "nonsense");
        Assert.Equal(ExitCode.BadRun, (await Shell.Run(["gates", run.Path, "--merge", .. parts])).Code);
    }

    [Theory]
    [InlineData("--shard 4/3 --out x")]
    [InlineData("--shard 1/3")]
    [InlineData("--out x")]
    [InlineData("--shard 1/3 --out x")] // 300 symbols are read in one segment
    [InlineData("--merge x --shard 1/3 --out y")]
    public async Task Gates_ShardsThatCannotBe_AreRefused(string options)
    {
        using TinyRun run = new();
        Assert.Equal(ExitCode.Usage, (await Shell.Run(["gates", run.Path, .. options.Split(' ')])).Code);
        Assert.False(File.Exists("x"));
    }

    [Fact]
    public async Task Gates_UnitWithout_SaysSo()
    {
        using TinyRun run = new("rnn");
        Shell.Result result = await Shell.Run("gates", run.Path);
        Assert.Equal(ExitCode.Ok, result.Code);
        Assert.Equal("note: rnn calls none of its signals a gate: there is no saturation to count\n", result.Error);
        Assert.DoesNotContain("saturated", result.Output);
        Assert.Contains("dead units", result.Output);
    }

    [Fact]
    public async Task Gates_SigmoidThatHasNoName_IsPointedOut()
    {
        using TinyRun files = new();
        string unit = files.FileNamed("my.unit", "unit my\nstate h\nq = sigmoid(affine(x, h))\nw = tanh(affine(x)) as odd gate\nh' = q * h + w");
        using TinyRun run = new(unit);
        Shell.Result result = await Shell.Run("gates", run.Path);
        Assert.Equal("note: w is called odd gate, but can leave 0 to 1: its shares below 0.1 and above 0.9 are no saturation, and no list counts them\n", result.Error);
        using TinyRun none = new(files.FileNamed("none.unit", "unit none\nstate h\nq = sigmoid(affine(x, h))\nh' = q * h + affine(x)"));
        result = await Shell.Run("gates", none.Path);
        Assert.Contains("q would be, with `as ... gate` behind the equation", result.Error);
    }

    [Theory]
    [InlineData("--nearly=0.3", "nearly: expected above 0.5")]
    [InlineData("--duplicates=0", "correlation of duplicates: expected above 0")]
    [InlineData("--limit=0", "--limit: expected 1 to")]
    public async Task Gates_LimitOutOfRange_IsUsage(string option, string expected)
    {
        using TinyRun run = new();
        Shell.Result result = await Shell.Run("gates", run.Path, option);
        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains(expected, result.Message());
    }
}
