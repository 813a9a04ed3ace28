using System.Text.Json;
using RnnScope.Commands;
using RnnScope.Engine.Files;
using RnnScope.Engine.Tracing;

namespace RnnScope.Tests.Commands;

public sealed class TraceCommandTests : IDisposable
{
    private readonly TinyRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Trace_RunAlone_ReadsItsTestText()
    {
        Shell.Result result = await Shell.Run("trace", _run.Path);
        Assert.Equal(ExitCode.Ok, result.Code);
        using TraceFile trace = TraceFile.Open(_run.Folder.TraceFile("test"));
        Assert.Equal(_run.Ids, trace.Symbols);
        Assert.Equal("test part", trace.Title);
        Assert.Equal(ModelFile.Hash(_run.Folder.ModelFile), trace.ModelHash);
        Assert.Equal(2 * 6 + 2, trace.Sites.Count);
        Assert.Contains("300 symbols of test part, 14 sites, ", result.Output);
    }

    [Fact]
    public async Task Trace_FileAndOptions_AreUsed()
    {
        string text = _run.FileNamed("my text.txt", "the quick Ä fox");
        string output = _run.Beside("out.safetensors");
        Shell.Result result = await Shell.Run(
            "trace", _run.Path, text, "--sites", "layers.1.h, loss", "--precision", "float32", "--limit", "12", "--out", output, "--json");
        Assert.Equal(ExitCode.Ok, result.Code);
        Assert.Equal("", result.Error);
        using JsonDocument json = JsonDocument.Parse(result.Output);
        Assert.Equal(12, json.RootElement.GetProperty("characters").GetInt32());
        Assert.Equal(1, json.RootElement.GetProperty("unknown").GetInt32());
        Assert.Equal(output, json.RootElement.GetProperty("trace").GetString());
        Assert.True(json.RootElement.GetProperty("loss_nats").GetDouble() > 0);
        using TensorFile file = TensorFile.Open(output);
        Assert.Equal(["layers.1.h", "loss", "symbols"], file.Names.Order());
        Assert.Equal(TensorType.F32, file.Type("layers.1.h"));
    }

    [Fact]
    public async Task Trace_UnknownSite_SuggestsOne()
    {
        Shell.Result result = await Shell.Run("trace", _run.Path, "--sites", "layers.1.hh");
        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Equal("rnnscope: there is no site 'layers.1.hh'\nhint: did you mean 'layers.1.h'?\n", result.Message());
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData(null, "there is no such file")]
    public async Task Trace_BadText_IsBadInput(string? content, string expected)
    {
        string path = content is null ? _run.Beside("none.txt") : _run.FileNamed("bad.txt", content);
        Shell.Result result = await Shell.Run("trace", _run.Path, path);
        Assert.Equal(ExitCode.BadInput, result.Code);
        Assert.Contains(expected, result.Message());
    }

    [Fact]
    public async Task Trace_NotUtf8_IsBadInput()
    {
        string path = _run.Beside("binary");
        File.WriteAllBytes(path, [65, 0xff, 66]);
        Shell.Result result = await Shell.Run("trace", _run.Path, path);
        Assert.Equal(ExitCode.BadInput, result.Code);
        Assert.Contains("not UTF-8 at byte 1 (0xff)", result.Message());
    }

    [Fact]
    public async Task Trace_NoTestText_SaysWhatToDo()
    {
        File.Delete(_run.Folder.TextFile("test"));
        Shell.Result result = await Shell.Run("trace", _run.Path);
        Assert.Equal(ExitCode.BadRun, result.Code);
        Assert.Contains("expected the test text of the run, found nothing", result.Message());
    }

    [Fact]
    public async Task Trace_TooManyStreams_IsUsage()
    {
        Shell.Result result = await Shell.Run("trace", _run.Path, "--streams", "4", "--warm-up", "100");
        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains("expected 1 to 3 streams for 300 symbols", result.Message());
    }

    [Fact]
    public void Progress_ElsewhereThanATerminal_IsALineNowAndThen()
    {
        using StringWriter error = new();
        ManualTime time = new();
        Action<long> report = ConsoleProgress.Lines(error, "reading", 10_000, "symbols", time);
        report(10);
        time.Seconds = 5;
        report(2500);
        time.Seconds = 8;
        report(2600);
        time.Seconds = 100;
        report(5000);
        Assert.Equal(
            "reading: 2,500 of 10,000 symbols, 500 per second, 15 s left\nreading: 5,000 of 10,000 symbols, 50 per second, 1 min 40 s left\n",
            error.ToString());
    }

    private sealed class ManualTime : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }

    [Theory]
    [InlineData("float16")]
    [InlineData("float32")]
    public async Task Trace_MergedShards_AreTheTraceOfOneReadingByteForByte(string precision)
    {
        using TinyRun run = new();
        string text = run.FileNamed("text.txt", string.Concat(Enumerable.Range(0, 400).Select(i => i % 3 == 0 ? "the lazy dog, " : "quick brown foxes ")));
        string[] reading = [text, "--streams", "7", "--warm-up", "40", "--precision", precision];
        string whole = run.Beside("whole.safetensors"), merged = run.Beside("merged.safetensors");
        Assert.Equal(ExitCode.Ok, (await Shell.Run(["trace", run.Path, .. reading, "--out", whole])).Code);
        string[] parts = [.. Enumerable.Range(1, 3).Select(k => run.Beside($"part-{k}.safetensors"))];
        for (int k = 1; k <= 3; k++)
            Assert.Contains($"shard {k}/3", (await Shell.Run(["trace", run.Path, .. reading, "--shard", $"{k}/3", "--out", parts[k - 1]])).Output);
        Shell.Result result = await Shell.Run(["trace", run.Path, "--merge", parts[2], parts[0], parts[1], "--out", merged]);
        Assert.Equal(ExitCode.Ok, result.Code);
        Assert.Contains("nats per symbol", result.Output);
        Assert.Equal(File.ReadAllBytes(whole), File.ReadAllBytes(merged));

        Assert.Contains("expected all 3 shards, found 2: 2/3 missing", await Refused(parts[0], parts[2]));
        Assert.Contains("twice", await Refused([.. parts, parts[0]]));
        Assert.Contains("expected a part of a trace", await Refused(whole));
        await Shell.Run(["trace", run.Path, text, "--streams", "5", "--precision", precision, "--shard", "2/3", "--out", parts[1]]);
        Assert.Contains("another text, division or reading", await Refused(parts));
        using TinyRun other = new("gru");
        Assert.Contains("one of another model", (await Shell.Run(["trace", other.Path, "--merge", .. parts, "--out", merged])).Message());
        File.WriteAllText(parts[1], "nonsense");
        Assert.Equal(ExitCode.BadRun, (await Shell.Run(["trace", run.Path, "--merge", .. parts, "--out", merged])).Code);
        Assert.Equal(File.ReadAllBytes(whole), File.ReadAllBytes(merged)); // none of this touched it

        async Task<string> Refused(params string[] files) => (await Shell.Run(["trace", run.Path, "--merge", .. files, "--out", run.Beside("none.safetensors")])).Message();
    }

    [Theory]
    [InlineData("--shard 4/3 --out x")]
    [InlineData("--shard 1/3")]
    [InlineData("--merge x")]
    [InlineData("--merge x --shard 1/3 --out y")]
    public async Task Trace_ShardsThatCannotBe_AreRefused(string options)
    {
        using TinyRun run = new();
        Assert.Equal(ExitCode.Usage, (await Shell.Run(["trace", run.Path, .. options.Split(' ')])).Code);
    }
}
