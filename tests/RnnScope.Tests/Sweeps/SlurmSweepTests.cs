using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using RnnScope.Engine.Files;
using RnnScope.Tests.Commands;

namespace RnnScope.Tests.Sweeps;

/// <summary>A sweep through a real Slurm, with a dead task, a dead node and a time limit on the way.</summary>
[Collection(nameof(SlurmSweepTests))]
public sealed class SlurmSweepTests : IDisposable
{
    private const int Stop = 19, Continue = 18;

    // Much longer than anything takes, even on a busy machine.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private static readonly string[] Program = ["dotnet", Path.Combine(AppContext.BaseDirectory, "rnnscope.dll")];

    private readonly SweepTexts _files = new();
    private readonly Stopwatch _time = Stopwatch.StartNew();

    private string Folder => _files.In("sweep");

    public void Dispose() => _files.Dispose();

    private sealed class WithSlurmAttribute : FactAttribute
    {
        public WithSlurmAttribute() => Skip = PrivateSlurm.Missing;
    }

    [WithSlurm]
    public async Task Sweep_WithADeadTaskADeadNodeAndATimeLimit_EndsWithACompleteReport()
    {
        File.WriteAllText(_files.In("text.txt"), string.Concat(Enumerable.Range(0, 2500).Select(i => $"{i * i % 97} and {i % 7}, ")));
        string grid = _files.Grid("text: text.txt\nunit: [rnn, gru]\nlayers: [1, 2]\nunits: 24\nstreams: 10\nsteps: 20\nepochs: 120\npatience: 0\ncheckpoint-seconds: 0.2\nseed: 1-2\n");
        using PrivateSlurm slurm = PrivateSlurm.Start(nodes: 4);
        Assert.NotEmpty(slurm.Listeners());
        Assert.All(slurm.Listeners(), address => Assert.Equal("0100007F", address)); // 127.0.0.1

        using JsonDocument made = Sweep(slurm, grid, "--out", Folder, "--on", "slurm", "--warning", "30", "--json");
        string array = made.RootElement.GetProperty("array_job").GetString()!, report = made.RootElement.GetProperty("report_job").GetString()!;
        Assert.Equal(8, made.RootElement.GetProperty("tasks").GetArrayLength());

        // The first task is killed, and Slurm is right not to begin it again by itself.
        Process.GetProcessById((await Owner(0)).Process).Kill();

        // The second one's node goes, and the operator says so; but its process is only held up, and still there when the copy begins.
        LockOwner orphan = await Owner(1);
        string node = slurm.Pending(array).Select(line => line.Split(' ')).First(fields => fields[1] == "1")[3];
        slurm.KillDaemon(node);
        int beside = Parent(Parent(orphan.Process)); // Slurm's own process beside the script
        Process.GetProcessById(beside).Kill();
        // Only when it is gone: processes that are held up when they lose their session are told to end.
        await Until(() => HasEnded(beside), "the process beside the script to end");
        slurm.Call("kill", $"-{Stop}", $"{orphan.Process}");
        slurm.Call("scontrol", "update", $"nodename={node}", "state=down", "reason=test");

        // The last one, which nobody has waited for, is told as it begins that its time is nearly over.
        LockOwner warned = await Owner(7);
        slurm.Call("scancel", "--signal=USR1", "--batch", warned.Job);

        await Until(() => Log(array, 1).Contains("expected a run that nobody trains", StringComparison.Ordinal), "the second copy to notice the first");
        slurm.Call("kill", $"-{Continue}", $"{orphan.Process}");
        await Until(() => slurm.Pending(array).Length == 0 && slurm.Pending(report).Length == 0 && File.Exists(Path.Combine(Folder, "report", "results.json")), "the array and its report");

        Assert.Contains("interrupted after step", Log(array, 7));
        JsonElement status = await Shell.QuietJson("sweep", "status", Folder, "--json");
        Assert.True(status.GetProperty("tasks").GetProperty("done").GetInt32() == 7, status + Logs());
        JsonElement first = status.GetProperty("states")[0];
        Assert.Equal("stopped", first.GetProperty("phase").GetString());
        Assert.Contains($"it ended without a word: process ", first.GetProperty("reason").GetString());
        Assert.Contains("What is still missing?", File.ReadAllText(Path.Combine(Folder, "report", "index.html")));

        // What is missing is submitted, and nothing else.
        using JsonDocument resumed = Sweep(slurm, "resume", Folder, "--json");
        Assert.Equal([0], resumed.RootElement.GetProperty("tasks").EnumerateArray().Select(task => task.GetInt32()));
        string second = resumed.RootElement.GetProperty("array_job").GetString()!, last = resumed.RootElement.GetProperty("report_job").GetString()!;
        using JsonDocument again = Sweep(slurm, "resume", Folder, "--json");
        Assert.Equal(JsonValueKind.Null, again.RootElement.GetProperty("array_job").ValueKind);
        await Until(() => slurm.Pending(second).Length == 0 && Log(last).Contains("8 done of 8", StringComparison.Ordinal), "the missing task and the report");

        // Complete, and the same bits as on one machine that nothing happened to.
        Shell.Result undisturbed = await Shell.Run("sweep", grid, "--out", _files.In("undisturbed"), "--json");
        using JsonDocument expected = JsonDocument.Parse(undisturbed.Output), found = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "report", "results.json")));
        Assert.Equal(8, found.RootElement.GetProperty("tasks").GetProperty("done").GetInt32());
        Assert.Equal(Losses(expected.RootElement), Losses(found.RootElement));
        foreach (string run in Directory.GetDirectories(Path.Combine(_files.In("undisturbed"), "runs")))
        {
            string other = Path.Combine(Folder, "runs", Path.GetFileName(run));
            Assert.Equal(File.ReadAllBytes(Path.Combine(run, "model.safetensors")), File.ReadAllBytes(Path.Combine(other, "model.safetensors")));
            Assert.Equal(new TrainingLog(Path.Combine(run, "training.jsonl")).Read().Select(line => (line.Step, line.TrainLossNats)), new TrainingLog(Path.Combine(other, "training.jsonl")).Read().Select(line => (line.Step, line.TrainLossNats)));
            Assert.False(File.Exists(Path.Combine(other, "training.lock")));
        }
    }

    private static (string, double, double)[] Losses(JsonElement results) =>
        [.. results.GetProperty("texts")[0].GetProperty("cells").EnumerateArray().Select(cell => (cell.GetProperty("cell").GetString()!, cell.GetProperty("test_loss_nats").GetDouble(), cell.GetProperty("uncertainty").GetDouble()))];

    private static JsonDocument Sweep(PrivateSlurm slurm, params string[] arguments) => JsonDocument.Parse(slurm.Call(Program[0], [Program[1], "sweep", .. arguments]));

    /// <summary>The process that trains a task, once it has written a checkpoint.</summary>
    private async Task<LockOwner> Owner(int number)
    {
        LockOwner? owner = null;
        await Until(() =>
        {
            using JsonDocument tasks = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "tasks.json")));
            string run = Path.Combine(Folder, "runs", tasks.RootElement.GetProperty("tasks")[number].GetProperty("name").GetString()!);
            if (!File.Exists(Path.Combine(run, "run.json")) || RunFolder.Open(run).CheckpointFiles().Count == 0) return false;
            owner = RunLock.Look(RunFolder.Open(run), TimeProvider.System)?.Owner;
            return owner is not null;
        }, $"task {number} to begin");
        return owner!;
    }

    private string Log(string array, int task) => Log($"{array}_{task}");

    private string Log(string job)
    {
        string file = Path.Combine(Folder, "slurm", job + ".out");
        return File.Exists(file) ? File.ReadAllText(file) : "";
    }

    private string Logs() => string.Concat(Directory.GetFiles(Path.Combine(Folder, "slurm")).Order(StringComparer.Ordinal).Select(file => $"\n== {file}\n{File.ReadAllText(file)}"));

    private static int Parent(int process)
    {
        string stat = File.ReadAllText($"/proc/{process}/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    /// <summary>Whether a process is gone, or only waits for somebody to ask how it ended.</summary>
    private static bool HasEnded(int process)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[stat.LastIndexOf(')') + 2] is 'Z' or 'X';
        }
        catch (IOException)
        {
            return true;
        }
    }

    private async Task Until(Func<bool> condition, string what)
    {
        while (!condition())
        {
            Assert.True(_time.Elapsed < Patience, $"waited too long for {what}{Logs()}");
            await Task.Delay(50);
        }
    }
}
