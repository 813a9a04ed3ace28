using System.Diagnostics;
using RnnScope.Engine.Files;
using RnnScope.Numerics;

namespace RnnScope.Tests;

/// <summary>Training is killed with signal 9 again and again, resumed each time, and ends with the same bits.</summary>
public sealed class KillTests : IDisposable
{
    private const int Kills = 10;
    private readonly string _root = Directory.CreateTempSubdirectory("rnnscope-kill-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Train_KilledTenTimes_EndsWithTheSameFile()
    {
        var rng = new Rng(9);
        string text = Path.Combine(_root, "text.txt");
        File.WriteAllText(text, string.Concat(Enumerable.Range(0, 3000).Select(i => $"{(rng.NextInt(2) == 0 ? "(a)" : "\"bc\"")} {i % 7}\n")));
        string[] train = ["train", text, "--layers", "2", "--units", "24", "--streams", "10", "--steps", "20", "--epochs", "12", "--dropout", "0.1",
            "--patience", "0", "--checkpoint-seconds", "0", "--threads", "2", "--runs", _root];

        Run([.. train, "--name", "undisturbed"]);
        string[] start = [.. train, "--name", "killed"];
        string folder = Path.Combine(_root, "killed");
        int landed = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            bool wasStarted = File.Exists(Path.Combine(folder, "run.json"));
            long before = Step(folder);
            // The delay counts from the first step, not from the start, which takes long on a busy machine.
            TimeSpan delay = TimeSpan.FromMilliseconds(rng.NextInt(500));
            if (Run(wasStarted ? ["train", "--resume", folder] : start, () => Step(folder) > before, delay)) landed++;
        }
        Run(["train", "--resume", folder]);

        Assert.True(landed >= 3, $"only {landed} of {Kills} kills fell into the training: nothing was tested");
        Assert.Equal(File.ReadAllBytes(Path.Combine(_root, "undisturbed", "model.safetensors")), File.ReadAllBytes(Path.Combine(folder, "model.safetensors")));
    }

    /// <summary>The step of the last checkpoint; -1 where there is none.</summary>
    private static long Step(string folder) =>
        Directory.Exists(folder) && RunFolder.Open(folder).CheckpointFiles() is [.., string last]
            ? long.Parse(Path.GetFileNameWithoutExtension(last)["step-".Length..], System.Globalization.CultureInfo.InvariantCulture)
            : -1;

    /// <summary>Runs the program; returns whether it was killed before it ended.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="isUnderWay">Says when the time until the kill begins; null never kills.</param>
    /// <param name="delay">Time from then on to the kill.</param>
    private static bool Run(string[] arguments, Func<bool>? isUnderWay = null, TimeSpan delay = default)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "rnnscope.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        var errors = new System.Text.StringBuilder();
        process.ErrorDataReceived += (_, line) => { lock (errors) errors.AppendLine(line.Data); };
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        while (isUnderWay is not null && !process.HasExited && !isUnderWay()) Thread.Sleep(5);
        if (isUnderWay is not null && !process.WaitForExit(delay))
        {
            process.Kill(); // signal 9: nothing is flushed, nothing is said
            process.WaitForExit();
            return true;
        }
        process.WaitForExit();
        lock (errors) Assert.True(process.ExitCode == 0, $"exit code {process.ExitCode}: {errors}");
        return false;
    }
}
