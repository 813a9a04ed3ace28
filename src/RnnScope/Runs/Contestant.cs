using RnnScope.Analysis.Memory;
using RnnScope.Engine.Training;

namespace RnnScope.Runs;

/// <summary>One unit of a tournament.</summary>
/// <param name="Unit">Its name.</param>
/// <param name="Units">H, chosen so that the parameters match.</param>
/// <param name="Seeds">What came of each seed, in the order of the seeds.</param>
internal sealed record Contestant(string Unit, int Units, IReadOnlyList<SeedOutcome> Seeds)
{
    /// <summary>The trainings that came to an end.</summary>
    public IReadOnlyList<TrainingResult> Results => [.. Seeds.Select(seed => seed.Result).OfType<TrainingResult>()];

    /// <summary>Mean test loss over the seeds, nats; NaN where no training came to an end.</summary>
    public double MeanLoss => Results.Count == 0 ? double.NaN : Results.Average(result => result.TestLossNats);

    /// <summary>Standard deviation of the test loss over the seeds (n - 1), nats; NaN for fewer than two.</summary>
    public double Deviation => Results.Count < 2
        ? double.NaN
        : Math.Sqrt(Results.Sum(result => Math.Pow(result.TestLossNats - MeanLoss, 2)) / (Results.Count - 1));

    /// <summary>Half the width of the 95 % interval of the mean that seeds alone give (Student's t), nats; NaN for fewer than two.</summary>
    public double Uncertainty => Results.Count < 2 ? double.NaN : StudentsT(Results.Count - 1) * Deviation / Math.Sqrt(Results.Count);

    /// <summary>The run in the middle when they are sorted by test loss: the one that speaks for the unit. Null where there is none.</summary>
    public SeedOutcome? Median
    {
        get
        {
            SeedOutcome[] sorted = [.. Seeds.Where(seed => seed.Result is not null).OrderBy(seed => seed.Result!.TestLossNats).ThenBy(seed => seed.Seed)];
            return sorted.Length == 0 ? null : sorted[(sorted.Length - 1) / 2];
        }
    }

    /// <summary>How far back the median run looks; null where it was not measured.</summary>
    public MemoryHorizon? Memory { get; init; }

    /// <summary>The 97.5 % point of Student's t: exact to three digits for 1 to 10 degrees of freedom, an upper bound beyond.</summary>
    private static double StudentsT(int degrees) =>
        degrees <= 10 ? new[] { 12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228 }[degrees - 1] : 2.228;
}

/// <summary>What came of one seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Folder">The run's folder.</param>
/// <param name="Result">The result; null where training diverged.</param>
/// <param name="Failure">Why there is no result; null where there is one.</param>
internal sealed record SeedOutcome(ulong Seed, string Folder, TrainingResult? Result, string? Failure);
