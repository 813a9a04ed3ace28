using RnnScope.Analysis.Features;
using RnnScope.Engine.Files;
using RnnScope.Runs;

namespace RnnScope.Server;

/// <summary>Where a training stands, as docs/contract.md has it.</summary>
/// <param name="Reports">Lines of the log.</param>
/// <param name="IsFinished">Whether it came to its end.</param>
/// <param name="SecondsSinceReport">How old the last line is; null without a log.</param>
/// <param name="Epochs">Epochs that were asked for; null where nobody wrote it down.</param>
/// <param name="BestStep">The step of the best weights; null while none was validated.</param>
/// <param name="Snapshots">Steps whose weights were kept.</param>
/// <param name="Properties">What units can be scored for.</param>
internal sealed record TrainingProgressInfo(
    int Reports, bool IsFinished, double? SecondsSinceReport, double? Epochs, long? BestStep, IReadOnlyList<long> Snapshots,
    IReadOnlyList<ScoredProperty> Properties)
{
    /// <summary>Looks into the folder of a run.</summary>
    /// <param name="folder">The folder; its files may grow meanwhile.</param>
    /// <param name="lines">The log.</param>
    public static TrainingProgressInfo Of(RunFolder folder, IReadOnlyList<TrainingLogLine> lines)
    {
        RunJson run = RunJson.Read(folder);
        TimeSpan age = TimeProvider.System.GetUtcNow() - new DateTimeOffset(File.GetLastWriteTimeUtc(folder.TrainingLogFile), TimeSpan.Zero);
        return new TrainingProgressInfo(
            lines.Count, run.IsFinished, lines.Count > 0 ? Math.Max(0, Math.Round(age.TotalSeconds, 1)) : null, run.PlannedEpochs,
            lines.Where(line => line.ValidationLossNats is not null).MinBy(line => line.ValidationLossNats)?.Step,
            [.. folder.Snapshots().Select(snapshot => snapshot.Step)],
            [.. WatchedProperties.Of([]).Select(property => new ScoredProperty(property.Name, property.Description))]);
    }
}

/// <summary>A property that units can be scored for.</summary>
internal sealed record ScoredProperty(string Name, string Description);
