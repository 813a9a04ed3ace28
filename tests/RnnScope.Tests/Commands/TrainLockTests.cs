using System.Text.Json;
using RnnScope.Commands;
using RnnScope.Engine.Files;

namespace RnnScope.Tests.Commands;

/// <summary>Two trainings of one run at once do it no harm.</summary>
public sealed class TrainLockTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("rnnscope-lock-").FullName;

    private string Run => Path.Combine(_root, "run");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Train_RunThatIsTrained_IsRefusedAndUntouched()
    {
        await Shell.Json(Arguments("--epochs", "1"));
        RunFolder folder = RunFolder.Open(Run);
        Unfinish();
        string[] before = Contents();
        using (RunLock.Take(folder, TimeProvider.System, "12_3"))
        {
            Shell.Result second = await Shell.Run("train", "--resume", Run);
            Assert.Equal(ExitCode.System, second.Code);
            Assert.Contains($"{Run}: expected a run that nobody trains, found process {Environment.ProcessId} on {Environment.MachineName}, job 12_3", second.Message());
            Assert.Equal(before, Contents().Where(line => !line.StartsWith("training.lock", StringComparison.Ordinal)));
        }

        // Afterwards it goes on, and ends as it had.
        Assert.Equal(ExitCode.Ok, (await Shell.Run("train", "--resume", Run)).Code);
        Assert.DoesNotContain("training.lock", Directory.EnumerateFiles(Run).Select(path => Path.GetFileName(path)));
    }

    [Fact]
    public async Task Train_WhoseRunIsTakenAway_StopsWithoutWriting()
    {
        // The second owner appears at the end of the first epoch, when the first one has been silent for too long.
        LockOwner other = LockOwner.Here("13") with { Host = "n2" };
        string text = Text();
        using CancellationTokenSource watch = new();
        Task<string[]> thief = Task.Run(async () =>
        {
            while (!File.Exists(Path.Combine(Run, "model.safetensors"))) await Task.Delay(1);
            // At once, as an owner does: a lock that is half written is nobody's.
            File.WriteAllBytes(Path.Combine(_root, "lock"), other.ToJson());
            File.Move(Path.Combine(_root, "lock"), Path.Combine(Run, "training.lock"), overwrite: true);
            // What was being written at that moment comes to its end.
            await Task.Delay(200);
            return Contents();
        });
        Shell.Result first = await Shell.Run("train", text, "--runs", _root, "--name", "run", "--unit", "rnn", "--layers", "1", "--units", "64", "--streams", "10", "--steps", "20",
            "--epochs", "100000", "--patience", "0", "--checkpoint-seconds", "0", "--threads", "1");
        Assert.Equal(ExitCode.System, first.Code);
        Assert.Contains("on n2, job 13 took the run over", first.Error);
        Assert.Equal(await thief, Contents());
        Assert.Equal(other.ToJson(), File.ReadAllBytes(Path.Combine(Run, "training.lock")));
    }

    [Fact]
    public async Task Resume_FinishedRun_ChangesNothing()
    {
        JsonElement first = await Shell.Json(Arguments("--epochs", "1"));
        string[] before = Contents();
        JsonElement again = await Shell.Json("train", "--resume", Run, "--json");
        Assert.Equal(first.ToString(), again.ToString());
        Assert.Equal(before, Contents());
    }

    private string Text()
    {
        string path = Path.Combine(_root, "text.txt");
        File.WriteAllText(path, string.Concat(Enumerable.Range(0, 900).Select(i => $"{i * i % 97} and {i % 7}, ")));
        return path;
    }

    private string[] Arguments(params string[] more) =>
        ["train", Text(), "--runs", _root, "--name", "run", "--unit", "rnn", "--layers", "1", "--units", "5", "--streams", "4", "--steps", "10", "--json", .. more];

    private void Unfinish()
    {
        string file = Path.Combine(Run, "run.json"), json = File.ReadAllText(file);
        File.WriteAllText(file, json[..json.IndexOf("\"result\"", StringComparison.Ordinal)] + "\"result\": null\n}\n");
    }

    private string[] Contents() => [.. Directory.EnumerateFiles(Run, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(path => $"{Path.GetRelativePath(Run, path)} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))}")];
}
