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

        Run([.. train, "--name", "undisturbed"], killAfter: null);
        string[] start = [.. train, "--name", "killed"];
        string folder = Path.Combine(_root, "killed");
        int landed = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            long before = Step(folder);
            bool wasStarted = File.Exists(Path.Combine(folder, "run.json"));
            // Starting takes longer on a busy machine: each kill that came too early makes the next one later.
            TimeSpan delay = TimeSpan.FromMilliseconds(300 + 150 * (kill - landed) + rng.NextInt(500));
            bool wasKilled = Run(wasStarted ? ["train", "--resume", folder] : start, delay);
            if (wasKilled && Step(folder) > before) landed++; // it had learned something since the last kill
        }
        Run(["train", "--resume", folder], killAfter: null);

        Assert.True(landed >= 3, $"only {landed} of {Kills} kills fell into the training: nothing was tested");
        Assert.Equal(File.ReadAllBytes(Path.Combine(_root, "undisturbed", "model.safetensors")), File.ReadAllBytes(Path.Combine(folder, "model.safetensors")));
    }

    /// <summary>The step of the last checkpoint; -1 where there is none.</summary>
    private static long Step(string folder) =>
        Directory.Exists(folder) && RunFolder.Open(folder).CheckpointFiles() is [.., string last]
            ? long.Parse(Path.GetFileNameWithoutExtension(last)["step-".Length..], System.Globalization.CultureInfo.InvariantCulture)
            : -1;

    /// <summary>Runs the program; returns whether it was killed before it ended.</summary>
    private static bool Run(string[] arguments, TimeSpan? killAfter)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "rnnscope.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        var errors = new System.Text.StringBuilder();
        process.ErrorDataReceived += (_, line) => { lock (errors) errors.AppendLine(line.Data); };
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        if (killAfter is { } delay && !process.WaitForExit(delay))
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
