namespace RnnScope.Engine.Training;

/// <summary>A training that somebody stopped; its last checkpoint is complete.</summary>
public sealed class TrainingInterruptedException(long step, string path, int ranks = 1)
    : OperationCanceledException(FormattableString.Invariant($"interrupted after step {step}"))
{
    /// <summary>How to go on.</summary>
    public string Hint { get; } = $"`rnnscope train --resume {path}` continues and ends with the same bits{(ranks > 1 ? $", if {ranks} processes do" : "")}";
}
