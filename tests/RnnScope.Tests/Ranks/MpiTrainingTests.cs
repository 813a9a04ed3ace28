using System.Diagnostics;
using System.Text.Json;
using RnnScope.Commands;
using RnnScope.Engine.Files;
using RnnScope.Numerics;
using RnnScope.Tests.Commands;

namespace RnnScope.Tests.Ranks;

/// <summary>One training over several processes, with the installed Open MPI.</summary>
public sealed class MpiTrainingTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("rnnscope-mpi-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [MpiFact]
    public async Task Train_TwoRanks_HasTheLossesOfOneProcessAndTheSameBitsEachTime()
    {
        Shell.Result alone = await Shell.Run([.. Training("alone"), "--threads", "1"]);
        Assert.True(alone.Code == ExitCode.Ok, alone.Error);
        foreach (string name in new[] { "first", "second" })
        {
            using Mpirun run = new(2, [.. Training(name), "--threads", "1"]);
            (int code, string said) = run.Wait();
            Assert.True(code == 0, said);
            Assert.Single(said.Split("2 processes share 9 streams").Skip(1)); // said once
        }

        IReadOnlyList<TrainingLogLine> one = Log("alone"), two = Log("first");
        Assert.True(one[^1].Step >= 200, $"only {one[^1].Step} steps");
        Assert.Equal(one.Select(line => line.Step), two.Select(line => line.Step));
        foreach ((TrainingLogLine a, TrainingLogLine b) in one.Zip(two))
        {
            Assert.Equal(a.TrainLossNats, b.TrainLossNats, 1e-5);
            Assert.Equal(a.ValidationLossNats ?? 0, b.ValidationLossNats ?? 0, 1e-5);
        }
        Assert.NotEqual(one[0].TrainLossNats, one[^1].TrainLossNats, 0.1); // it has learned
        Assert.Equal(Model("first"), Model("second"));
        Assert.Equal(["alone", "first", "second"], Directory.GetDirectories(_root).Select(Path.GetFileName).Order());
    }

    [MpiFact]
    public void Train_OneOfTwoRanksIsKilled_EndsWithAMessageAndACheckpointToResumeFrom()
    {
        using Mpirun run = new(2, [.. Training("killed", epochs: 500), "--checkpoint-seconds", "0", "--threads", "1"]);
        RunFolder folder = RunFolder.At(Path.Combine(_root, "killed"));
        while (!run.HasExited && folder.CheckpointFiles().Count < 2) Thread.Sleep(20);
        run.Rank(1)!.Kill(); // signal 9
        (int code, string said) = run.Wait();
        Assert.Equal(128 + 9, code);
        Assert.Contains("rank 1", said, StringComparison.Ordinal);
        Assert.Contains($"train --resume {folder.Path}", said, StringComparison.Ordinal);

        SetEpochs(folder, 12);
        using Mpirun resumed = new(3, "train", "--resume", folder.Path, "--threads", "1");
        (code, said) = resumed.Wait();
        Assert.True(code == 0, said);
        Assert.Contains("begun by 2 and continued by 3 processes", said, StringComparison.Ordinal);
        Assert.True(Log("killed")[^1].Epoch >= 12);
    }

    [MpiFact]
    public void Train_WhatNoRankCanDo_IsSaidOnceAndLeavesNoRun()
    {
        using Mpirun few = new(3, Training("few", streams: 2));
        (int code, string said) = few.Wait();
        Assert.Equal((int)ExitCode.Usage, code);
        Assert.Single(said.Split("streams: expected at least 3, one for each process, found 2").Skip(1));

        using Mpirun wrong = new(2, [.. Training("wrong"), "--layers", "0"]);
        (code, said) = wrong.Wait();
        Assert.Equal((int)ExitCode.Usage, code);
        Assert.Single(said.Split("rnnscope: ").Skip(1));

        using Mpirun missing = new(2, "train", Path.Combine(_root, "missing.txt"), "--runs", _root);
        (code, said) = missing.Wait();
        Assert.Equal((int)ExitCode.BadInput, code);
        Assert.Single(said.Split("there is no such file").Skip(1));
        Assert.Empty(Directory.GetDirectories(_root));
    }

    [Fact]
    public void Train_SrunThatLeavesNoWord_SaysOnceWhatToDo()
    {
        (int code, string said) = Alone("SLURM_PROCID=0 SLURM_STEP_NUM_TASKS=2");
        Assert.Equal((int)ExitCode.System, code);
        Assert.Contains("expected a way for the 2 processes of srun to find each other, found none", said, StringComparison.Ordinal);
        Assert.Contains("--mpi=pmix", said, StringComparison.Ordinal);
        Assert.Equal(((int)ExitCode.System, ""), Alone("SLURM_PROCID=1 SLURM_STEP_NUM_TASKS=2"));
        Assert.Equal((int)ExitCode.Ok, Alone("SLURM_PROCID=0 SLURM_STEP_NUM_TASKS=2", "--mpi", "off").Code);
    }

    [MpiFact]
    public void Train_ALauncherThatOpenMpiDoesNotKnow_SaysWhatToDo()
    {
        (int code, string said) = Alone("PMI_RANK=0 PMI_SIZE=2");
        Assert.Equal((int)ExitCode.System, code);
        Assert.Contains("expected 2 processes, as the launcher of another MPI started, found 1 by Open MPI", said, StringComparison.Ordinal);
    }

    [MpiFact]
    public void Bench_TwoRanks_TimesTheSum()
    {
        using Mpirun run = new(2, "bench", "--unit", "rnn", "--units", "16", "--seconds", "0.1", "--json", "--threads", "1");
        (int code, string said) = run.Wait();
        Assert.True(code == 0, said);
        using JsonDocument json = JsonDocument.Parse(said.Split('\n').Single(line => line.StartsWith('{')));
        Assert.Equal(2, json.RootElement.GetProperty("ranks").GetInt32());
        Assert.InRange(json.RootElement.GetProperty("results")[0].GetProperty("sum_seconds").GetDouble(), 1e-9, 10);
    }

    /// <summary>A training of some 200 steps with streams that two processes cannot share evenly.</summary>
    private string[] Training(string name, int epochs = 7, int streams = 9)
    {
        string text = Path.Combine(_root, "text.txt");
        Rng rng = new(4);
        if (!File.Exists(text))
            File.WriteAllText(text, string.Concat(Enumerable.Range(0, 700).Select(i => $"{(rng.NextInt(2) == 0 ? "(a)" : "\"bc\"")} {i % 7}\n")));
        return ["train", text, "--layers", "2", "--units", "20", "--streams", $"{streams}", "--steps", "12", "--epochs", $"{epochs}", "--dropout", "0.1", "--patience", "0",
            "--runs", _root, "--name", name];
    }

    /// <summary>One process with the variables that a launcher would set: the exit code, and what it said.</summary>
    private (int Code, string Said) Alone(string variables, params string[] options)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "rnnscope.dll");
        ProcessStartInfo start = new("dotnet", [program, .. Training("lost"), .. options]) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (string[] pair in variables.Split(' ').Select(variable => variable.Split('='))) start.Environment[pair[0]] = pair[1];
        using Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        string said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said);
    }

    private IReadOnlyList<TrainingLogLine> Log(string name) => new TrainingLog(RunFolder.At(Path.Combine(_root, name)).TrainingLogFile).Read();

    private byte[] Model(string name) => File.ReadAllBytes(RunFolder.At(Path.Combine(_root, name)).ModelFile);

    private static void SetEpochs(RunFolder folder, int epochs)
    {
        Engine.Training.RunConfiguration run = Engine.Training.RunConfiguration.Load(folder);
        (run with { Training = run.Training with { Epochs = epochs } }).Save(folder);
    }
}
