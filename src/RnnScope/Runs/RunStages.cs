using RnnScope.Engine.Files;

namespace RnnScope.Runs;

/// <summary>The models of a run in the order in which training made them: its snapshots, and the best one.</summary>
internal static class RunStages
{
    /// <summary>The snapshots of a run, earliest first.</summary>
    /// <exception cref="RunFileException">It has none.</exception>
    public static IReadOnlyList<(long Step, string File)> Snapshots(RunFolder folder)
    {
        IReadOnlyList<(long, string)> snapshots = folder.Snapshots();
        return snapshots.Count > 0 ? snapshots : throw new RunFileException(
            folder.SnapshotFolder, "weights that training kept on the way", "none", "keep some: `rnnscope train TEXT --snapshots 8`");
    }

    /// <summary>Loads a snapshot.</summary>
    /// <exception cref="RunFileException">It is damaged, or one of another text.</exception>
    public static Model Load(Run run, string file)
    {
        Model model = ModelFile.Load(file);
        if (model.Vocabulary.HasSameSymbols(run.Model.Vocabulary)) return model;
        model.Dispose();
        throw new RunFileException(file, $"a snapshot of {run.Folder.Name}, with its vocabulary", "another vocabulary", "copy the run again");
    }

    /// <summary>The step whose weights training kept as the best: that of the lowest validation loss; null when none was measured.</summary>
    public static long? BestStep(RunFolder folder) =>
        new TrainingLog(folder.TrainingLogFile).Read().Where(line => line.ValidationLossNats is not null).MinBy(line => line.ValidationLossNats)?.Step;
}
