using RnnScope.Runs;
using RnnScope.Sweeps;

namespace RnnScope.Commands;

/// <summary>What <c>sweep</c> says to people.</summary>
internal static class SweepPrint
{
    /// <summary>One line for each task.</summary>
    public static void Status(TextWriter output, SweepFolder sweep, SweepResults results)
    {
        int width = sweep.Tasks.Max(task => task.Name.Length);
        output.WriteLine($"task  {"name".PadRight(width)}  state     epochs          test loss  reason");
        foreach (TaskState state in results.States)
        {
            string epochs = double.IsNaN(state.Planned) ? "" : FormattableString.Invariant($"{state.Epochs:0.#} of {state.Planned:0}");
            string loss = state.Result is { } result ? FormattableString.Invariant($"{result.TestLossNats:F4}") : "";
            output.WriteLine(FormattableString.Invariant($"{state.Task.Number,4}  {state.Task.Name.PadRight(width)}  {SweepJson.Name(state.Phase),-8}  {epochs,-14}{loss,11}  {Failure.OneLine(state.Reason)}").TrimEnd());
        }

        output.WriteLine(Summary(results));
        if (results.States.Any(state => state.IsMissing)) output.WriteLine($"next: rnnscope sweep resume {sweep.Path}");
    }

    /// <summary>What was submitted.</summary>
    public static void Submission(TextWriter output, SweepFolder sweep, SlurmSubmission made)
    {
        if (made.Array is null)
        {
            output.WriteLine(made.Queued > 0 ? $"nothing to submit: {made.Queued} tasks wait or run already" : "nothing to submit: all tasks are done or run");
        }
        else
        {
            output.WriteLine($"array job {made.Array}: {made.Tasks.Count} of {sweep.Tasks.Count} tasks; report job {made.Report} waits for it");
            output.WriteLine($"scripts and what the jobs say: {sweep.Slurm}");
        }

        output.WriteLine($"next: rnnscope sweep status {sweep.Path}");
    }

    /// <summary>The results, best first, a table for each text.</summary>
    public static void Results(TextWriter output, SweepFolder sweep, SweepResults results)
    {
        foreach (SweepGroup group in results.Groups)
        {
            if (results.Groups.Count > 1) output.WriteLine(Failure.OneLine(group.Text));
            int width = Math.Max(4, group.Cells.Max(cell => cell.Contestant.Unit.Length));
            output.WriteLine($"{"cell".PadRight(width)}  parameters   seeds  test loss, nats                 s.d.  characters/s");
            foreach (SweepCell cell in group.Cells) output.WriteLine(Row(cell.Contestant, width));
            output.WriteLine();
        }

        output.WriteLine("after the mean: half the width of the 95 % interval that the seeds give (Student's t)");
        output.WriteLine(Summary(results));
        output.WriteLine($"report: {Path.Combine(sweep.Report, "index.html")}");
        if (!results.IsComplete) output.WriteLine($"next: rnnscope sweep status {sweep.Path}");
    }

    private static string Row(Contestant cell, int width)
    {
        int done = cell.Results.Count;
        string name = cell.Unit.PadRight(width), seeds = done < cell.Seeds.Count ? $"{done} of {cell.Seeds.Count}" : $"{done}";
        if (done == 0) return FormattableString.Invariant($"{name}  {"",10}{seeds,8}  {Failure.OneLine(cell.Seeds[0].Failure ?? "")}");
        string spread = done < 2 ? $"{"",-18}{"",10}" : FormattableString.Invariant($" +- {cell.Loss.Uncertainty,-14:F4}{cell.Loss.Deviation,10:F4}");
        return FormattableString.Invariant($"{name}  {cell.Results[0].Parameters,10:N0}{seeds,8}{cell.Loss.Mean,12:F4}{spread}{cell.Speed,14:N0}").TrimEnd();
    }

    private static string Summary(SweepResults results) => string.Join(", ", Enum.GetValues<TaskPhase>()
        .OrderByDescending(phase => phase).Where(phase => results.Count(phase) > 0).Select(phase => $"{results.Count(phase)} {SweepJson.Name(phase)}")) + $" of {results.States.Count}";
}
