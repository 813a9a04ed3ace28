using RnnScope.Commands;
using RnnScope.Runs;

namespace RnnScope.Sweeps;

/// <summary>Sweeps for scripts.</summary>
internal static class SweepJson
{
    /// <summary>The merged results.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="results">Its results.</param>
    /// <param name="page">The report for people.</param>
    /// <param name="tournaments">The page of the units of each group, relative to the report; null for none.</param>
    public static object Of(SweepFolder sweep, SweepResults results, string page, IReadOnlyList<string?> tournaments) => new
    {
        sweep = sweep.Path,
        report = page,
        tasks = Counts(results),
        texts = results.Groups.Select((group, i) => new
        {
            text = group.Text,
            tournament = tournaments[i],
            cells = group.Cells.Select(cell => Cell(cell)),
        }),
    };

    /// <summary>Where all tasks stand.</summary>
    public static object Status(SweepFolder sweep, SweepResults results) => new
    {
        sweep = sweep.Path,
        tasks = Counts(results),
        states = results.States.Select(state => new
        {
            task = state.Task.Number,
            name = state.Task.Name,
            phase = Name(state.Phase),
            epochs = state.Epochs,
            planned_epochs = CommandContext.Finite(state.Planned),
            test_loss_nats = state.Result is { } result ? CommandContext.Finite(result.TestLossNats) : null,
            reason = state.Reason,
        }),
    };

    /// <summary>A phase as scripts and tables have it.</summary>
    public static string Name(TaskPhase phase) => phase.ToString().ToLowerInvariant();

    private static object Counts(SweepResults results) => new
    {
        all = results.States.Count,
        done = results.Count(TaskPhase.Done),
        diverged = results.Count(TaskPhase.Diverged),
        running = results.Count(TaskPhase.Running),
        stopped = results.Count(TaskPhase.Stopped),
        failed = results.Count(TaskPhase.Failed),
        waiting = results.Count(TaskPhase.Waiting),
    };

    private static object Cell(SweepCell cell)
    {
        Contestant contestant = cell.Contestant;
        return new
        {
            cell = contestant.Unit,
            unit = cell.Run?.Unit,
            layers = cell.Run?.Layers,
            units = cell.Run?.Units,
            parameters = contestant.Results is [{ } first, ..] ? first.Parameters : (int?)null,
            options = cell.Options,
            test_loss_nats = CommandContext.Finite(contestant.Loss.Mean),
            deviation = CommandContext.Finite(contestant.Loss.Deviation),
            uncertainty = CommandContext.Finite(contestant.Loss.Uncertainty),
            characters_per_second = CommandContext.Finite(contestant.Speed),
            median_run = contestant.Median?.Folder,
            seeds = contestant.Seeds.Select(seed => TournamentReport.Json(seed)),
        };
    }
}
