using RnnScope.Engine.Training;
using RnnScope.Runs;

namespace RnnScope.Sweeps;

/// <summary>The results of a sweep put together: seeds to cells, and cells of the same test symbols to groups.</summary>
/// <param name="States">All tasks.</param>
/// <param name="Groups">One for each text, and for each way in which it is divided.</param>
internal sealed record SweepResults(IReadOnlyList<TaskState> States, IReadOnlyList<SweepGroup> Groups)
{
    /// <summary>Whether nothing is left to be run.</summary>
    public bool IsComplete => States.All(state => state.Phase is TaskPhase.Done or TaskPhase.Diverged);

    /// <summary>Looks at all tasks.</summary>
    public static SweepResults Of(SweepFolder sweep)
    {
        TaskState[] states = [.. sweep.Tasks.Select(task => TaskState.Of(sweep, task))];
        List<(RunConfiguration? Run, string Text, List<SweepCell> Cells)> groups = [];
        foreach (IGrouping<string, TaskState> seeds in states.GroupBy(state => state.Task.Cell))
        {
            RunConfiguration? run = seeds.Select(state => state.Run).FirstOrDefault(run => run is not null);
            string text = seeds.First().Task.Text;
            int at = groups.FindIndex(group => run is null || group.Run is null ? group.Text == text : RunCorpus.IsSameText(group.Run, run));
            if (at < 0)
            {
                at = groups.Count;
                groups.Add((run, text, []));
            }

            if (groups[at].Run is null) groups[at] = groups[at] with { Run = run };
            groups[at].Cells.Add(SweepCell.Of(sweep, [.. seeds], run));
        }

        return new SweepResults(states, [.. groups.Select(group => new SweepGroup(Path.GetFileName(group.Text), SweepCell.Ranked(group.Cells)))]);
    }

    /// <summary>How many tasks are in a phase.</summary>
    public int Count(TaskPhase phase) => States.Count(state => state.Phase == phase);
}

/// <summary>Cells that were tested on the same symbols.</summary>
/// <param name="Text">The text's file name.</param>
/// <param name="Cells">The smallest mean loss first, those without a result last.</param>
internal sealed record SweepGroup(string Text, IReadOnlyList<SweepCell> Cells)
{
    /// <summary>Cells with a result, or more than one.</summary>
    public IReadOnlyList<SweepCell> Finished => [.. Cells.Where(cell => cell.Contestant.Results.Count > 0)];

    /// <summary>Whether the cells differ in their unit alone, at matched size: the report of a tournament fits.</summary>
    public bool IsTournament => Finished.Count > 1 && Finished.Select(cell => cell.Run!.Unit).Distinct().Count() == Finished.Count
        && Cells.All(cell => cell.Options.ContainsKey("parameters") && cell.Options.All(option => option.Key == "unit" || Cells[0].Options.GetValueOrDefault(option.Key) == option.Value));
}
