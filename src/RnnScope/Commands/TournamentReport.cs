using RnnScope.Analysis.Memory;
using RnnScope.Engine.Training;
using RnnScope.Runs;

namespace RnnScope.Commands;

/// <summary>The result of <c>tournament</c>: a table, or JSON.</summary>
internal static class TournamentReport
{
    /// <summary>The table, best mean loss first.</summary>
    public static void Print(TextWriter output, IReadOnlyList<Contestant> contestants)
    {
        int width = Math.Max(4, contestants.Max(contestant => contestant.Unit.Length));
        output.WriteLine($"{"unit".PadRight(width)}  units  parameters  seeds  test loss, nats                 s.d.  characters/s  symbols used");
        foreach (Contestant contestant in contestants) output.WriteLine(Row(contestant, width));
        output.WriteLine("after the mean: half the width of the 95 % interval that the seeds give (Student's t); characters/s: the median of the trainings, with validation and files;");
        output.WriteLine("symbols used: the shortest context of the median run, of those tried, without which nothing is lost");
        string runs = string.Join(' ', contestants.Select(contestant => contestant.Median?.Folder).OfType<string>());
        if (runs.Length > 0) output.WriteLine($"next: rnnscope study {runs} --out report");
    }

    /// <summary>For scripts.</summary>
    public static object Json(IReadOnlyList<Contestant> contestants) => new
    {
        units = contestants.Select(contestant => new
        {
            unit = contestant.Unit,
            units = contestant.Units,
            parameters = contestant.Results is [{ } first, ..] ? first.Parameters : (int?)null,
            test_loss_nats = CommandContext.Finite(contestant.Loss.Mean),
            deviation = CommandContext.Finite(contestant.Loss.Deviation),
            uncertainty = CommandContext.Finite(contestant.Loss.Uncertainty),
            characters_per_second = CommandContext.Finite(Speed(contestant)),
            median_run = contestant.Median?.Folder,
            memory = contestant.Memory is { } memory ? Json(memory) : null,
            seeds = contestant.Seeds.Select(seed => new
            {
                seed = seed.Seed,
                run = seed.Folder,
                test_loss_nats = seed.Result is { } result ? CommandContext.Finite(result.TestLossNats) : null,
                validation_loss_nats = seed.Result is { } kept ? CommandContext.Finite(kept.ValidationLossNats) : null,
                best_epoch = seed.Result?.BestEpoch,
                failure = seed.Failure,
            }),
        }),
    };

    private static object Json(MemoryHorizon memory) => new
    {
        loss = CommandContext.Json(memory.FullLoss),
        used = memory.Used,
        contexts = memory.Contexts.Select(context => new { symbols = context.Symbols, loss = CommandContext.Json(context.Loss), lost = CommandContext.Json(context.Lost) }),
    };

    private static string Row(Contestant contestant, int width)
    {
        IReadOnlyList<TrainingResult> results = contestant.Results;
        string name = contestant.Unit.PadRight(width);
        if (results.Count == 0) return FormattableString.Invariant($"{name}  {contestant.Units,5}  no training came to an end: {contestant.Seeds[0].Failure}");
        string spread = results.Count < 2 ? $"{"",-18}{"",10}" : FormattableString.Invariant($" +- {contestant.Loss.Uncertainty,-14:F4}{contestant.Loss.Deviation,10:F4}");
        string lost = results.Count < contestant.Seeds.Count ? $" of {contestant.Seeds.Count}" : "";
        return FormattableString.Invariant(
            $"{name}  {contestant.Units,5}{results[0].Parameters,12:N0}{results.Count + lost,7}{contestant.Loss.Mean,12:F4}{spread}{Speed(contestant),14:N0}{Used(contestant.Memory),14}");
    }

    private static string Used(MemoryHorizon? memory) => memory is null ? "" : memory.Used is { } used
        ? FormattableString.Invariant($"{used:N0}")
        : FormattableString.Invariant($"over {(memory.Contexts.Count == 0 ? 0 : memory.Contexts[^1].Symbols):N0}");

    private static double Speed(Contestant contestant)
    {
        double[] speeds = [.. contestant.Results.Select(result => result.CharactersPerSecond).Order()];
        return speeds.Length == 0 ? double.NaN : speeds[(speeds.Length - 1) / 2];
    }
}
