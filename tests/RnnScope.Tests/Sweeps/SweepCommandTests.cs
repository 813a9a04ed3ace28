using System.Text.Json;
using System.Xml.Linq;
using RnnScope.Commands;
using RnnScope.Engine.Files;
using RnnScope.Tests.Commands;

namespace RnnScope.Tests.Sweeps;

/// <summary>Sweeps on this machine: each task is a process of its own.</summary>
public sealed class SweepCommandTests : IDisposable
{
    private readonly SweepTexts _files = new();

    private string Folder => _files.In("sweep");

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Sweep_OnThisMachine_TrainsAllAndMergesSeeds()
    {
        string grid = _files.Grid(SweepTexts.Small + "text: [text.txt, other.txt]\nunit: [rnn, gru]\nparameters: 1500\nseed: 1-2\n");
        Shell.Result first = await Shell.Run("sweep", grid, "--out", Folder, "--jobs", "3", "--json");
        Assert.True(first.Code == ExitCode.Ok, first.Error);
        using JsonDocument json = JsonDocument.Parse(first.Output);
        Assert.Equal(8, json.RootElement.GetProperty("tasks").GetProperty("done").GetInt32());
        JsonElement[] texts = [.. json.RootElement.GetProperty("texts").EnumerateArray()];
        Assert.Equal(["text.txt", "other.txt"], texts.Select(text => text.GetProperty("text").GetString()));
        foreach (JsonElement cell in texts.SelectMany(text => text.GetProperty("cells").EnumerateArray()))
        {
            double[] losses = [.. cell.GetProperty("seeds").EnumerateArray().Select(seed => seed.GetProperty("test_loss_nats").GetDouble())];
            Assert.Equal(2, losses.Length);
            Assert.Equal(losses.Average(), cell.GetProperty("test_loss_nats").GetDouble(), 12);
            // Two values: Student's t has one degree of freedom.
            Assert.Equal(12.706 * Math.Abs(losses[0] - losses[1]) / 2, cell.GetProperty("uncertainty").GetDouble(), 9);
            Assert.InRange(cell.GetProperty("parameters").GetInt32(), 1300, 1700);
        }

        // What train gives with the same options, and what tournament makes of it.
        JsonElement alone = await Shell.Json("train", _files.In("text.txt"), "--unit", "gru", "--layers", "1", "--streams", "4", "--steps", "10", "--epochs", "2", "--parameters", "1500", "--seed", "2", "--runs", _files.In("alone"), "--name", "x", "--json");
        Assert.Contains(texts[0].GetProperty("cells").EnumerateArray().SelectMany(cell => cell.GetProperty("seeds").EnumerateArray()), seed => seed.GetProperty("test_loss_nats").GetDouble() == alone.GetProperty("test_loss_nats").GetDouble());
        Assert.Equal(File.ReadAllBytes(Path.Combine(_files.In("alone"), "x", "model.safetensors")), File.ReadAllBytes(Path.Combine(Folder, "runs", "text-gru-1x1500p-seed2", "model.safetensors")));

        // The page: a table and a figure for each text, a tournament for each, and nothing from elsewhere.
        string page = File.ReadAllText(Path.Combine(Folder, "report", "index.html"));
        XElement root = XDocument.Parse(page).Root!;
        Assert.Equal(["losses-text-txt", "losses-other-txt", "tasks"], root.Descendants("section").Select(section => section.Attribute("id")!.Value));
        Assert.Contains("8 of 8 trainings are done.", page);
        Assert.DoesNotContain("://", page);
        Assert.DoesNotContain(_files.Root, page);
        foreach (string link in root.Descendants("a").Select(a => a.Attribute("href")!.Value).Where(href => !href.StartsWith('#')))
            Assert.True(File.Exists(Path.Combine(Folder, "report", link)), link);
        Assert.Contains("tournament-text-txt/index.html", page);
        using JsonDocument file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "report", "results.json")));
        Assert.Equal(json.RootElement.ToString(), file.RootElement.ToString());
        Assert.Equal(5, File.ReadAllLines(Path.Combine(Folder, "report", "figures", "losses-text-txt.csv")).Length);

        // Again: nothing is trained, and nothing changes.
        string[] before = _files.Contents("sweep/runs");
        Shell.Result again = await Shell.Run("sweep", grid, "--out", Folder, "--json");
        Assert.Equal(ExitCode.Ok, again.Code);
        Assert.Equal(first.Output, again.Output);
        Assert.Equal(before, _files.Contents("sweep/runs"));

        // A grid with more adds its tasks behind the others and trains only those.
        _files.Grid(SweepTexts.Small + "text: [text.txt, other.txt]\nunit: [ugrnn, rnn, gru]\nparameters: 1500\nseed: 1-2\n");
        Shell.Result more = await Shell.Run("sweep", grid, "--out", Folder, "--on", "slurm", "--no-submit");
        Assert.Equal(ExitCode.Ok, more.Code);
        Assert.Contains("--array=8-11 ", more.Output);
        Assert.Equal(before, _files.Contents("sweep/runs"));

        // One with less, or with other options, is another sweep.
        foreach (string other in new[] { "unit: rnn\n", "unit: [ugrnn, rnn, gru]\npatience: 3\n" })
        {
            _files.Grid(SweepTexts.Small + "text: [text.txt, other.txt]\nparameters: 1500\nseed: 1-2\n" + other);
            Shell.Result refused = await Shell.Run("sweep", grid, "--out", Folder);
            Assert.Equal(ExitCode.BadRun, refused.Code);
            Assert.Contains("expected the tasks of the same grid, or of one with more, found the task ", refused.Message());
        }
    }

    [Fact]
    public async Task Sweep_WithTasksThatCannotEnd_SaysWhichAndGoesOnWithTheOthers()
    {
        // Too short for its streams; a learning rate that diverges; and one that is good.
        File.WriteAllText(_files.In("short.txt"), "ab");
        string grid = _files.Grid(SweepTexts.Small + "text: [short.txt, text.txt]\nunit: rnn\nunits: 6\noptimizer: sgd\nclip: 0\nlearning-rate: [0.1, 1e38]\n");
        Shell.Result result = await Shell.Run("sweep", grid, "--out", Folder);
        Assert.Equal(ExitCode.Incomplete, result.Code);
        Assert.Contains("1 done, 1 diverged, 2 failed of 4", result.Output);

        JsonElement status = await Shell.QuietJson("sweep", "status", Folder, "--json");
        Dictionary<string, (string Phase, string Reason)> states = status.GetProperty("states").EnumerateArray()
            .ToDictionary(state => state.GetProperty("name").GetString()!, state => (state.GetProperty("phase").GetString()!, state.GetProperty("reason").GetString()!));
        Assert.Equal(("done", ""), states["text-rnn-1x6-learning-rate-0.1"]);
        Assert.Equal("diverged", states["text-rnn-1x6-learning-rate-1e38"].Phase);
        Assert.Contains("finite", states["text-rnn-1x6-learning-rate-1e38"].Reason);
        Assert.Equal("failed", states["short-rnn-1x6-learning-rate-0.1"].Phase);
        Assert.Contains("short.txt", states["short-rnn-1x6-learning-rate-0.1"].Reason);

        Shell.Result table = await Shell.Run("sweep", "status", Folder);
        Assert.Contains($"next: rnnscope sweep resume {Folder}", table.Output);
        Assert.Contains("short.txt", File.ReadAllText(Path.Combine(Folder, "logs", "short-rnn-1x6-learning-rate-0.1.log")));
        string page = File.ReadAllText(Path.Combine(Folder, "report", "index.html"));
        Assert.Contains("What is still missing?", page);
        Assert.Contains("Left out: all losses; no training on short.txt has come to its end.", page);

        // With the text repaired, resume trains what failed, and leaves alone what can only diverge again.
        File.WriteAllText(_files.In("short.txt"), File.ReadAllText(_files.In("text.txt")));
        Shell.Result resumed = await Shell.Run("sweep", "resume", Folder);
        Assert.Contains($"{Folder}: 2 of 4 tasks to run", resumed.Error);
        Assert.Contains("2 done, 2 diverged of 4", resumed.Output);
        Assert.Equal(ExitCode.Ok, resumed.Code);
    }

    [Fact]
    public async Task Sweep_StoppedInTheMiddle_GoesOnAndEndsWithTheSameBits()
    {
        string grid = _files.Grid("text: text.txt\nunit: [rnn, gru]\nlayers: 1\nunits: 40\nstreams: 4\nsteps: 10\nepochs: 400\npatience: 0\ncheckpoint-seconds: 0\nseed: 1\n");
        using CancellationTokenSource stop = new();
        Task<Shell.Result> running = Shell.Run(stop.Token, "sweep", grid, "--out", Folder, "--jobs", "2");
        while (Directory.GetFiles(_files.Root, "step-*.safetensors", SearchOption.AllDirectories).Length < 2 && !running.IsCompleted) await Task.Delay(20);
        JsonElement during = await Shell.QuietJson("sweep", "status", Folder, "--json");
        Assert.Contains(during.GetProperty("states").EnumerateArray(), state => state.GetProperty("phase").GetString() == "running" && state.GetProperty("reason").GetString()!.Contains("process ", StringComparison.Ordinal));
        await stop.CancelAsync();
        Shell.Result stopped = await running;
        Assert.True(stopped.Code == ExitCode.Interrupted, stopped.Output + stopped.Error);

        JsonElement status = await Shell.QuietJson("sweep", "status", Folder, "--json");
        Assert.All(status.GetProperty("states").EnumerateArray(), state => Assert.True(state.GetProperty("phase").GetString() is "stopped" or "waiting", state.ToString()));
        Assert.Equal(ExitCode.Ok, (await Shell.Run("sweep", "resume", Folder)).Code);
        Assert.Equal(ExitCode.Ok, (await Shell.Run("sweep", grid, "--out", _files.In("whole"))).Code);
        foreach (string name in new[] { "text-rnn-1x40-seed1", "text-gru-1x40-seed1" })
            Assert.Equal(File.ReadAllBytes(Path.Combine(_files.In("whole"), "runs", name, "model.safetensors")), File.ReadAllBytes(Path.Combine(Folder, "runs", name, "model.safetensors")));
    }

    [Fact]
    public async Task Task_OfWhichAnotherCopyRuns_IsToBeTriedAgainAndHarmsNothing()
    {
        string grid = _files.Grid(SweepTexts.Small + "text: text.txt\nunit: rnn\nunits: 6\n");
        Assert.Equal(ExitCode.Ok, (await Shell.Run("sweep", grid, "--out", Folder, "--on", "slurm", "--no-submit")).Code);
        using CancellationTokenSource stopped = new();
        await stopped.CancelAsync();
        Shell.Result interrupted = await Shell.Run(stopped.Token, "sweep", "task", Folder, "0");
        Assert.Equal(ExitCode.TryAgain, interrupted.Code);
        Assert.Contains("done again, it goes on from there", interrupted.Error);
        string[] before = _files.Contents("sweep/runs");
        using (RunLock.Take(RunFolder.Open(Path.Combine(Folder, "runs", "text-rnn-1x6")), TimeProvider.System, "12_0"))
        {
            Shell.Result second = await Shell.Run("sweep", "task", Folder, "0");
            Assert.Equal(ExitCode.TryAgain, second.Code);
            Assert.Contains($"expected a run that nobody trains, found process {Environment.ProcessId}", second.Error);
            JsonElement state = (await Shell.QuietJson("sweep", "status", Folder, "--json")).GetProperty("states")[0];
            Assert.Equal("running", state.GetProperty("phase").GetString());
            Assert.Contains("job 12_0", state.GetProperty("reason").GetString());
        }

        Assert.Equal(before, _files.Contents("sweep/runs"));
        Assert.Equal(ExitCode.Ok, (await Shell.Run("sweep", "task", Folder, "0")).Code);
        string[] done = _files.Contents("sweep");
        Shell.Result third = await Shell.Run("sweep", "task", Folder, "0");
        Assert.Contains("was done already", third.Output);
        Assert.Equal(done, _files.Contents("sweep"));
    }

    [Fact]
    public async Task Task_ThatDiedWithoutAWord_IsShownAsStopped()
    {
        string grid = _files.Grid(SweepTexts.Small + "text: text.txt\nunit: rnn\nunits: 6\n");
        await Shell.Run("sweep", grid, "--out", Folder, "--on", "slurm", "--no-submit");
        using CancellationTokenSource stopped = new();
        await stopped.CancelAsync();
        await Shell.Run(stopped.Token, "sweep", "task", Folder, "0");
        string file = Path.Combine(Folder, "runs", "text-rnn-1x6", "training.lock");
        File.WriteAllBytes(file, (LockOwner.Here("12_0") with { Process = int.MaxValue }).ToJson());
        JsonElement state = (await Shell.QuietJson("sweep", "status", Folder, "--json")).GetProperty("states")[0];
        Assert.Equal("stopped", state.GetProperty("phase").GetString());
        Assert.Contains($"it ended without a word: process {int.MaxValue} on {Environment.MachineName}, job 12_0", state.GetProperty("reason").GetString());
    }

    [Theory]
    [InlineData("sweep missing.yaml", 3, "expected a grid, a YAML file, found no such file")]
    [InlineData("sweep status nowhere", 4, "expected the folder of a sweep, with tasks.json, found nothing")]
    [InlineData("sweep resume .", 4, "expected the folder of a sweep, with tasks.json, found another folder")]
    [InlineData("sweep task nowhere 0", 4, "expected the folder of a sweep")]
    [InlineData("sweep status", 2, "run `rnnscope sweep status --help`")]
    [InlineData("sweep grid.yaml --on cloud", 2, "run `rnnscope sweep --help`")]
    public async Task Sweep_WrongCommandLine_SaysWhatIsWrong(string line, int code, string message)
    {
        Shell.Result result = await Shell.Run(line.Split(' '));
        Assert.Equal(code, (int)result.Code);
        Assert.Contains(message, result.Message());
    }

    [Theory]
    [InlineData("--throttle needs --on slurm", "--throttle", "2")]
    [InlineData("--jobs does not go with --on slurm", "--on", "slurm", "--jobs", "2")]
    [InlineData("expected letters, digits and any of", "--on", "slurm", "--no-submit", "--partition", "a\n#SBATCH --uid=0")]
    [InlineData("positions: expected 20 to", "--positions", "5")]
    public async Task Sweep_OptionsThatDoNotFit_AreRefused(string message, params string[] options)
    {
        Shell.Result result = await Shell.Run(["sweep", _files.Grid("text: text.txt\n"), "--out", Folder, .. options]);
        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains(message, result.Message());
        Assert.False(Directory.Exists(Path.Combine(Folder, "runs")));
    }

    [Fact]
    public async Task Sweep_IntoAForeignFolder_IsRefused()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "letter.txt"), "mine");
        Shell.Result result = await Shell.Run("sweep", _files.Grid("text: text.txt\n"), "--out", Folder);
        Assert.Equal(ExitCode.BadRun, result.Code);
        Assert.Contains("expected a new or empty folder, or an earlier sweep, found something else", result.Message());
        Assert.Equal(["letter.txt"], Directory.EnumerateFileSystemEntries(Folder).Select(path => Path.GetFileName(path)));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"format\":\"rnnscope-sweep-1\",\"tasks\":[]}")]
    [InlineData("{\"format\":\"rnnscope-sweep-1\",\"tasks\":[{\"number\":0,\"name\":\"../../x\",\"cell\":\"\",\"options\":{\"text\":\"x\"}}]}")]
    [InlineData("{\"format\":\"rnnscope-sweep-1\",\"tasks\":[null]}")]
    public async Task Status_DamagedTaskList_SaysSo(string json)
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "tasks.json"), json);
        Shell.Result result = await Shell.Run("sweep", "status", Folder);
        Assert.Equal(ExitCode.BadRun, result.Code);
        Assert.Contains("tasks.json: expected the tasks of a sweep", result.Message());
    }
}
