using RnnScope.Engine.Training;
using RnnScope.Runs;

namespace RnnScope.Sweeps;

/// <summary>A cell of the grid: trainings that differ in their seed alone.</summary>
/// <param name="Contestant">Its label and what came of each seed.</param>
/// <param name="Options">What its tasks share: everything but the seed.</param>
/// <param name="Run">The configuration of one of its runs; null until there is one.</param>
/// <param name="First">The number of its first task.</param>
internal sealed record SweepCell(Contestant Contestant, IReadOnlyDictionary<string, string> Options, RunConfiguration? Run, int First)
{
    /// <summary>Puts the seeds of a cell together.</summary>
    public static SweepCell Of(SweepFolder sweep, IReadOnlyList<TaskState> seeds, RunConfiguration? run)
    {
        SweepTask first = seeds[0].Task;
        string text = Path.GetFileNameWithoutExtension(first.Text) + "-";
        string label = first.Cell.StartsWith(text, StringComparison.Ordinal) ? first.Cell[text.Length..] : first.Cell;
        SeedOutcome[] outcomes = [.. seeds.Select(state => new SeedOutcome(Seed(state), sweep.RunOf(state.Task), state.Result, state.Result is null ? Why(state) : null))];
        return new SweepCell(new Contestant(label, run?.Units ?? 0, outcomes), first.Options.Where(option => option.Key != "seed").ToDictionary(), run, first.Number);
    }

    /// <summary>The best first, those without a result last.</summary>
    public static IReadOnlyList<SweepCell> Ranked(IEnumerable<SweepCell> cells) =>
        [.. cells.OrderBy(cell => double.IsNaN(cell.Contestant.Loss.Mean)).ThenBy(cell => cell.Contestant.Loss.Mean)];

    private static ulong Seed(TaskState state) => state.Run?.Training.Seed
        ?? (ulong.TryParse(state.Task.Options.GetValueOrDefault("seed"), out ulong seed) ? seed : new TrainingConfiguration().Seed);

    private static string Why(TaskState state) => state.Phase.ToString().ToLowerInvariant() + (state.Reason.Length > 0 ? $": {state.Reason}" : "");
}
