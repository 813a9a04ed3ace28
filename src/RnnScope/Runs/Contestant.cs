using RnnScope.Analysis.Statistics;
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

    /// <summary>The test losses of the seeds, nats.</summary>
    public Repetition Loss => new([.. Results.Select(result => result.TestLossNats)]);

    /// <summary>The run in the middle when they are sorted by test loss: the one that speaks for the unit. Null where there is none.</summary>
    public SeedOutcome? Median
    {
        get
        {
            SeedOutcome[] sorted = [.. Seeds.Where(seed => seed.Result is not null).OrderBy(seed => seed.Result!.TestLossNats).ThenBy(seed => seed.Seed)];
            return sorted.Length == 0 ? null : sorted[(sorted.Length - 1) / 2];
        }
    }

    /// <summary>Characters per second of the trainings, with validation and files: the median; NaN where there are none.</summary>
    public double Speed
    {
        get
        {
            double[] speeds = [.. Results.Select(result => result.CharactersPerSecond).Order()];
            return speeds.Length == 0 ? double.NaN : speeds[(speeds.Length - 1) / 2];
        }
    }
}

/// <summary>What came of one seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Folder">The run's folder.</param>
/// <param name="Result">The result; null where training diverged.</param>
/// <param name="Failure">Why there is no result; null where there is one.</param>
internal sealed record SeedOutcome(ulong Seed, string Folder, TrainingResult? Result, string? Failure);
