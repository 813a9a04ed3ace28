using RnnScope.Engine.Files;
using RnnScope.Engine.Text;

namespace RnnScope.Engine.Training;

/// <summary>What a training writes to its run folder; of several processes only the first does.</summary>
internal sealed class TrainingFiles(RunFolder folder, RunConfiguration run, ITrainingText corpus, TrainingState state, bool writes)
{
    private readonly TrainingLog _log = new(folder.TrainingLogFile);

    /// <summary>The folder.</summary>
    public string Path => folder.Path;

    /// <summary>Called before each writing; stops it by an exception.</summary>
    public Action? BeforeWriting { get; set; }

    /// <summary>Reads the last checkpoint, if there is one; only the first process does.</summary>
    public bool TryRestore() => writes && Checkpoint.TryRestore(folder, state);

    /// <summary>Writes a checkpoint.</summary>
    public void SaveCheckpoint()
    {
        if (MayWrite()) Checkpoint.Save(folder, state);
    }

    /// <summary>Adds a line to the log.</summary>
    public void Log(TrainingLogLine line)
    {
        if (MayWrite()) _log.Append(line);
    }

    /// <summary>Drops what was logged after the last checkpoint.</summary>
    public void TruncateLog()
    {
        if (MayWrite()) _log.TruncateAfter(state.Step);
    }

    /// <summary>Writes the weights as the run's model.</summary>
    public void SaveModel()
    {
        if (MayWrite()) SaveModel(folder.ModelFile, "epoch", state.BestEpoch);
    }

    /// <summary>Writes the weights, unless a better model is there.</summary>
    public void SaveFirstModel()
    {
        if (!File.Exists(folder.ModelFile)) SaveModel();
    }

    /// <summary>Keeps the weights of this step, if they are wanted.</summary>
    public void KeepSnapshot()
    {
        if (!SnapshotSteps.Contains(state.Step, run.Training.Snapshots) || !MayWrite()) return;
        Directory.CreateDirectory(folder.SnapshotFolder);
        SaveModel(folder.SnapshotFile(state.Step), "step", state.Step);
    }

    /// <summary>Completes run.json.</summary>
    public void SaveResult(TrainingResult result)
    {
        if (MayWrite()) (run with { Result = result }).Save(folder);
    }

    private bool MayWrite()
    {
        if (writes) BeforeWriting?.Invoke();
        return writes;
    }

    private void SaveModel(string file, string when, long value) => ModelFile.Save(
        file, state.Network, corpus.Vocabulary,
        new Dictionary<string, string> { ["corpus_sha256"] = corpus.Sha256, [when] = FormattableString.Invariant($"{value}") }, corpus.Words);
}
