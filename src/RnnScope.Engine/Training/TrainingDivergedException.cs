namespace RnnScope.Engine.Training;

/// <summary>A training whose loss or gradient is no longer a number.</summary>
public sealed class TrainingDivergedException(long step, string found, string kept)
    : Exception($"step {step}: expected a finite loss and gradient, found {found}; {kept}")
{
    /// <summary>The step that would have destroyed the weights; it was not taken.</summary>
    public long Step { get; } = step;

    /// <summary>What may help.</summary>
    public static string Hint => "try a smaller --learning-rate, or a smaller --clip";
}
