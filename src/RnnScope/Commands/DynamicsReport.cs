using RnnScope.Analysis.Dynamics;
using RnnScope.Analysis.Statistics;

namespace RnnScope.Commands;

/// <summary>The result of <c>dynamics</c>, for people and for scripts.</summary>
internal static class DynamicsReport
{
    private const int Widest = 14;

    /// <summary>A row for each baseline, then a row for each stage.</summary>
    public static void Print(TextWriter output, DynamicsResult result)
    {
        output.WriteLine(FormattableString.Invariant(
            $"{result.Network}, {Failure.OneLine(result.Text)}: {result.Characters:N0} symbols predicted; divergences are means over {result.Positions:N0} of them"));
        PrintBaselines(output, result);
        output.WriteLine();
        PrintPoints(output, result);
        output.WriteLine();
        output.WriteLine(FormattableString.Invariant(
            $"divergence: KL(p || q) + KL(q || p) in nats, with {100 * result.DivergenceBootstrap.Confidence:0.#} % intervals (blocks of {result.DivergenceBootstrap.Block} positions, {result.DivergenceBootstrap.Resamples:N0} resamples)"));
        if (result.Points.Any(point => point.IsBest)) output.WriteLine("*: the weights that training kept as the best");
    }

    /// <summary>Everything.</summary>
    public static object Json(DynamicsResult result) => new
    {
        run = result.Network,
        text = result.Text,
        characters = result.Characters,
        positions = result.Positions,
        loss_block = result.LossBootstrap.Block,
        divergence_block = result.DivergenceBootstrap.Block,
        resamples = result.DivergenceBootstrap.Resamples,
        confidence = result.DivergenceBootstrap.Confidence,
        baselines = result.Baselines.Select((baseline, i) => new
        {
            model = baseline.Name,
            n = baseline.Context,
            loss_nats = CommandContext.Finite(baseline.LossNats),
            errors = baseline.Errors,
            closest_step = result.Closest(i).Step,
            closest_epochs = result.Closest(i).Epochs,
        }),
        points = result.Points.Select(point => new
        {
            step = point.Step,
            epochs = point.Epochs,
            best = point.IsBest,
            loss_nats = CommandContext.Finite(point.LossNats),
            errors = point.Errors,
            nearest = result.Nearest(point).Name,
            distances = point.Distances.Select((distance, i) => new
            {
                model = result.Baselines[i].Name,
                divergence = CommandContext.Json(distance.Divergence),
                loss_difference = CommandContext.Json(distance.LossDifference),
            }),
        }),
    };

    private static void PrintBaselines(TextWriter output, DynamicsResult result)
    {
        int width = Math.Max(8, result.Baselines.Max(baseline => baseline.Name.Length));
        output.WriteLine();
        output.WriteLine($"{"baseline".PadRight(width)}    nats      errors   closest at step  epochs  divergence");
        for (int i = 0; i < result.Baselines.Count; i++)
        {
            DynamicsBaseline baseline = result.Baselines[i];
            DynamicsPoint closest = result.Closest(i);
            Interval divergence = closest.Distances[i].Divergence;
            output.WriteLine(FormattableString.Invariant(
                $"{baseline.Name.PadRight(width)}{baseline.LossNats,8:F4}{Share(baseline.Errors, result),12}{closest.Step,17:N0}{Mark(closest)}{closest.Epochs,7:0.000}  {divergence.Estimate:0.000} ({divergence.Low:0.000} to {divergence.High:0.000})"));
        }
    }

    private static void PrintPoints(TextWriter output, DynamicsResult result)
    {
        string[] headings = [.. result.Baselines.Select(baseline => Cut(baseline.Name).PadLeft(7))];
        output.WriteLine($"{"",-39}  divergence from");
        output.WriteLine($"      step  epochs    nats      errors   {string.Join("  ", headings)}  nearest");
        foreach (DynamicsPoint point in result.Points)
        {
            IEnumerable<string> cells = point.Distances.Select((distance, i) =>
                FormattableString.Invariant($"{distance.Divergence.Estimate:0.000}").PadLeft(headings[i].Length));
            output.WriteLine(FormattableString.Invariant(
                $"{point.Step,10:N0}{Mark(point)}{point.Epochs,7:0.000}{point.LossNats,8:F4}{Share(point.Errors, result),12}   {string.Join("  ", cells)}  {result.Nearest(point).Name}"));
        }
    }

    private static char Mark(DynamicsPoint point) => point.IsBest ? '*' : ' ';

    private static string Share(int errors, DynamicsResult result) => FormattableString.Invariant($"{100.0 * errors / result.Characters:F2} %");

    private static string Cut(string name) => name.Length > Widest ? string.Concat(name.AsSpan(0, Widest - 3), "...") : name;
}
