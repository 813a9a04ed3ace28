using System.Diagnostics;
using RnnScope.Commands;
using RnnScope.Tests.Commands;

namespace RnnScope.Tests.Sweeps;

/// <summary>The scripts for Slurm, as far as they can be looked at without it.</summary>
public sealed class SlurmScriptTests : IDisposable
{
    private readonly SweepTexts _files = new();

    private string Folder => _files.In("a sweep's");

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Scripts_AreReadableAndSayWhatWasAsked()
    {
        Shell.Result result = await Shell.Run(
            "sweep", _files.Grid("text: text.txt\nseed: 1-8\n"), "--out", Folder, "--on", "slurm", "--no-submit", "--throttle", "3", "--time", "2:00:00", "--warning", "120", "--partition", "cpu",
            "--account", "science", "--memory", "4G", "--threads", "2");
        Assert.Equal(ExitCode.Ok, result.Code);
        string quoted = Folder.Replace("'", "'\\''", StringComparison.Ordinal);
        Assert.Equal(
            [$"sbatch --parsable --array=0-7%3 '{quoted}/slurm/tasks.sh'", $"sbatch --parsable --dependency=afterany:ARRAY_JOB --kill-on-invalid-dep=yes '{quoted}/slurm/report.sh'"],
            result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        string tasks = File.ReadAllText(Path.Combine(Folder, "slurm", "tasks.sh"));
        foreach (string line in new[]
        {
            "--job-name=a-sweep-s", $"--output=\"{Folder}/slurm/%A_%a.out\"", "--open-mode=append", "--partition=cpu", "--account=science", "--cpus-per-task=2", "--time=2:00:00", "--mem=4G",
            "--requeue", "--signal=B:USR1@120",
        }) Assert.Contains($"\n#SBATCH {line}\n", tasks);
        Assert.Contains($"\nsweep='{quoted}'\n", tasks);
        Assert.DoesNotContain('\r', tasks);
        // All options are known again the next time.
        Shell.Result resumed = await Shell.Run("sweep", "resume", Folder, "--no-submit");
        Assert.Equal(result.Output, resumed.Output);
        Assert.Equal(tasks, File.ReadAllText(Path.Combine(Folder, "slurm", "tasks.sh")));
    }

    [Theory]
    [InlineData(0, "", 0)]
    [InlineData(3, "", 3)]
    [InlineData(75, "requeue 12_3\n", 75)]
    public async Task TaskScript_PassesOnHowTheTrainingEnded(int code, string requeued, int expected)
    {
        await Prepare($"exit {code}");
        (int found, string calls) = Run(null);
        Assert.Equal(expected, found);
        Assert.Equal(requeued, calls);
    }

    // USR1 comes before the time limit and asks for another turn; TERM comes when somebody takes the machine back.
    [Theory]
    [InlineData("USR1", "requeue 12_3\n")]
    [InlineData("TERM", "")]
    public async Task TaskScript_PassesSignalsOnAndWaits(string signal, string requeued)
    {
        await Prepare("trap 'sleep 0.2; exit 75' TERM; touch ready; while :; do sleep 0.05; done");
        (int found, string calls) = Run(signal);
        Assert.Equal(75, found);
        Assert.Equal(requeued, calls);
    }

    [Fact]
    public void Sweep_WithoutSlurm_SaysWhatIsMissingAndHowToInstallIt()
    {
        string grid = _files.Grid(SweepTexts.Small + "text: text.txt\nunits: 4\n");
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "rnnscope.dll"), "sweep", grid, "--out", Folder, "--on", "slurm"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["PATH"] = _files.Root;
        using Process process = Process.Start(start)!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal((int)ExitCode.System, process.ExitCode);
        Assert.Contains("rnnscope: --on slurm: expected the program sbatch, found none: Slurm is not installed here, or not on the PATH\n", error);
        Assert.Contains("apt-get install slurm-wlm munge", error);
        Assert.True(File.Exists(Path.Combine(Folder, "slurm", "tasks.sh")));
    }

    /// <summary>The task script with something else in the place of this program, and of scontrol.</summary>
    private async Task Prepare(string program)
    {
        await Shell.Run("sweep", _files.Grid("text: text.txt\n"), "--out", Folder, "--on", "slurm", "--no-submit");
        string script = Path.Combine(Folder, "slurm", "tasks.sh"), text = File.ReadAllText(script);
        Assert.Contains("\nrnnscope=(", text);
        string[] lines = [.. text.Split('\n').Select(line => line.StartsWith("rnnscope=(", StringComparison.Ordinal) ? "rnnscope=(bash ./stand-in)" : line)];
        File.WriteAllText(script, string.Join('\n', lines));
        File.WriteAllText(_files.In("stand-in"), program + "\n");
        File.WriteAllText(_files.In("scontrol"), "#!/bin/sh\necho \"$@\" >>calls\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_files.In("scontrol"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private (int Code, string Calls) Run(string? signal)
    {
        ProcessStartInfo start = new("bash", [Path.Combine(Folder, "slurm", "tasks.sh")]) { WorkingDirectory = _files.Root };
        start.Environment["PATH"] = $"{_files.Root}:{Environment.GetEnvironmentVariable("PATH")}";
        (start.Environment["SLURM_JOB_ID"], start.Environment["SLURM_ARRAY_JOB_ID"], start.Environment["SLURM_ARRAY_TASK_ID"]) = ("12", "12", "3");
        using Process process = Process.Start(start)!;
        if (signal is not null)
        {
            while (!File.Exists(_files.In("ready"))) Thread.Sleep(5);
            using Process kill = Process.Start("bash", ["-c", $"kill -{signal} {process.Id}"]);
            kill.WaitForExit();
        }

        process.WaitForExit();
        return (process.ExitCode, File.Exists(_files.In("calls")) ? File.ReadAllText(_files.In("calls")) : "");
    }
}
