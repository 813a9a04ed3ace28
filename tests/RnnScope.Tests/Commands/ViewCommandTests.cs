using System.Text.Json;
using RnnScope.Commands;

namespace RnnScope.Tests.Commands;

public sealed class ViewCommandTests : IDisposable
{
    private readonly TinyRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task View_Run_TracesServesAndEnds()
    {
        string text = _run.FileNamed("fox.txt", "the quick brown fox");
        using JsonDocument manifest = await Manifest("--text", text);
        JsonElement[] texts = [.. manifest.RootElement.GetProperty("texts").EnumerateArray()];
        Assert.Equal(["test", "text-fox"], texts.Select(t => t.GetProperty("id").GetString()));
        Assert.Equal(["test part", "fox.txt"], texts.Select(t => t.GetProperty("title").GetString()));
        Assert.Equal([300, 19], texts.Select(t => t.GetProperty("characters").GetInt32()));
        Assert.True(File.Exists(_run.Folder.TraceFile("test")));
    }

    [Fact]
    public async Task View_TraceThatIsStillGood_IsUsed()
    {
        await Shell.Run("trace", _run.Path, "--limit", "120");
        DateTime before = File.GetLastWriteTimeUtc(_run.Folder.TraceFile("test"));
        using (JsonDocument manifest = await Manifest()) Assert.Equal(120, Characters(manifest));
        Assert.Equal(before, File.GetLastWriteTimeUtc(_run.Folder.TraceFile("test")));
        using (JsonDocument manifest = await Manifest("--characters", "50")) Assert.Equal(50, Characters(manifest));
    }

    [Fact]
    public async Task View_TraceOfAnotherModelOrWithoutSites_IsMadeAgain()
    {
        using TinyRun other = new("gru");
        await Shell.Run("trace", other.Path, "--limit", "120");
        Directory.CreateDirectory(_run.Folder.TraceFolder);
        File.Copy(other.Folder.TraceFile("test"), _run.Folder.TraceFile("test"));
        using (JsonDocument manifest = await Manifest()) Assert.Equal(300, Characters(manifest));
        await Shell.Run("trace", _run.Path, "--limit", "120", "--sites", "layers.0.h");
        using (JsonDocument manifest = await Manifest()) Assert.Equal(300, Characters(manifest));
        File.WriteAllText(_run.Folder.TraceFile("test"), "damaged");
        using (JsonDocument manifest = await Manifest()) Assert.Equal(300, Characters(manifest));
    }

    [Fact]
    public async Task View_NoTextAtAll_SaysWhatToDo()
    {
        File.Delete(_run.Folder.TextFile("test"));
        Shell.Result result = await Shell.Run("view", _run.Path, "--no-browser");
        Assert.Equal(ExitCode.BadRun, result.Code);
        Assert.Contains("hint: give a text of your own: `--text FILE`", result.Message());
    }

    [Fact]
    public async Task View_RunWhoseFirstEpochHasNotEnded_ShowsItsLatestSnapshot_OrSaysWhatIsMissing()
    {
        Directory.CreateDirectory(_run.Folder.SnapshotFolder);
        File.Move(_run.Folder.ModelFile, _run.Folder.SnapshotFile(10));
        using (JsonDocument manifest = await Manifest()) Assert.Equal(300, Characters(manifest));
        File.Delete(_run.Folder.SnapshotFile(10));
        Shell.Result result = await Shell.Run("view", _run.Path, "--no-browser");
        Assert.Equal(ExitCode.BadRun, result.Code);
        Assert.Contains("expected the weights of the run, found nothing: no epoch of its training has ended yet", result.Message());
    }

    [Fact]
    public async Task View_AddressThatIsNone_IsUsage()
    {
        Shell.Result result = await Shell.Run("view", _run.Path, "--bind", "somewhere.example", "--no-browser");
        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains("expected an IP address", result.Message());
    }

    [Fact]
    public async Task View_PortThatIsTaken_SaysSo()
    {
        using System.Net.Sockets.TcpListener taken = new(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        string port = $"{((System.Net.IPEndPoint)taken.LocalEndpoint).Port}";
        Shell.Result result = await Shell.Run("view", _run.Path, "--port", port, "--no-browser");
        Assert.Equal(ExitCode.System, result.Code);
        Assert.Contains($"cannot listen on 127.0.0.1, port {port}", result.Message());
    }

    [Theory]
    [InlineData("view", "--connectivity")]
    [InlineData("memory", "--open")]
    public async Task View_PublishedConnectivityAlone_IsServedAndShownFirst(string verb, string option)
    {
        string file = _run.FileNamed("one two.json", """[{ "char": "a", "target": "t", "predict": ["t"], "probability": [1], "connectivity": [1] }]""");
        using CancellationTokenSource end = new();
        using AddressWriter output = new();
        using StringWriter error = new();
        Task<int> view = CommandLine.RunAsync([verb, option, file, file], output, error, end.Token);
        await Task.WhenAny(view, output.Address.Task);
        Assert.Equal("", error.ToString());
        Uri address = await output.Address.Task;
        Assert.Equal("#view=memory&published=one%20two", address.Fragment);
        using HttpClient client = new();
        using JsonDocument list = JsonDocument.Parse(await client.GetStringAsync(new Uri(address, "/api/connectivity")));
        Assert.Equal(["one two", "one two-2"], list.RootElement.EnumerateArray().Select(one => one.GetProperty("id").GetString()));
        Assert.Equal("[]", await client.GetStringAsync(new Uri(address, "/api/runs")));
        await end.CancelAsync();
        Assert.Equal(0, await view);
    }

    [Fact]
    public async Task View_NothingToShow_IsUsage()
    {
        Shell.Result result = await Shell.Run("view", "--no-browser");
        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains("expected the folder of a run, or --connectivity FILE, found neither", result.Message());
    }

    [Fact]
    public async Task View_PublishedConnectivityThatIsNone_IsBadInput()
    {
        Shell.Result result = await Shell.Run("view", "--no-browser", "--connectivity", _run.FileNamed("some.json", "[]"));
        Assert.Equal(ExitCode.BadInput, result.Code);
        Assert.Contains("some.json: expected 1 to 1000 positions, found 0", result.Message());
    }

    private static int Characters(JsonDocument manifest) => manifest.RootElement.GetProperty("texts")[0].GetProperty("characters").GetInt32();

    /// <summary>Starts the viewer, asks for the manifest, and ends it as Ctrl-C does.</summary>
    private async Task<JsonDocument> Manifest(params string[] options)
    {
        using CancellationTokenSource end = new();
        using AddressWriter output = new();
        using StringWriter error = new();
        Task<int> view = CommandLine.RunAsync(["view", _run.Path, "--no-browser", .. options], output, error, end.Token);
        await Task.WhenAny(view, output.Address.Task);
        Assert.Equal("", error.ToString());
        using HttpClient client = new();
        JsonDocument manifest = JsonDocument.Parse(await client.GetStringAsync(new Uri(await output.Address.Task, "/api/runs/tiny")));
        await end.CancelAsync();
        Assert.Equal(0, await view);
        return manifest;
    }

    private sealed class AddressWriter : StringWriter
    {
        public TaskCompletionSource<Uri> Address { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override Task WriteLineAsync(string? value)
        {
            if (value is not null && value.Contains("http://", StringComparison.Ordinal)) Address.TrySetResult(new Uri(value.Split(' ')[^1]));
            return base.WriteLineAsync(value);
        }
    }
}
