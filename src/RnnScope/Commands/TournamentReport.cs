using RnnScope.Analysis.Memory;
using RnnScope.Engine.Training;
using RnnScope.Runs;

namespace RnnScope.Commands;

/// <summary>The result of <c>tournament</c>: a table, or JSON.</summary>
internal static class TournamentReport
{
    /// <summary>The table, best mean loss first.</summary>
    /// <param name="output">Receives the lines.</param>
    /// <param name="contestants">All units.</param>
    /// <param name="memory">What is known of the memory of their median runs, by unit.</param>
    /// <param name="page">The report for people; null for none.</param>
    public static void Print(TextWriter output, IReadOnlyList<Contestant> contestants, IReadOnlyDictionary<string, MemoryResult> memory, string? page)
    {
        int width = Math.Max(4, contestants.Max(contestant => contestant.Unit.Length));
        output.WriteLine($"{"unit".PadRight(width)}  units  parameters  seeds  test loss, nats                 s.d.  characters/s  symbols used");
        foreach (Contestant contestant in contestants) output.WriteLine(Row(contestant, width, memory.GetValueOrDefault(contestant.Unit)));
        output.WriteLine("after the mean: half the width of the 95 % interval that the seeds give (Student's t); characters/s: the median of the trainings, with validation and files;");
        output.WriteLine("symbols used: the shortest context of the median run, of those tried, without which nothing is lost");
        if (page is not null) output.WriteLine($"report: {page}");
    }

    /// <summary>For scripts.</summary>
    /// <param name="contestants">All units.</param>
    /// <param name="page">The report for people; null for none.</param>
    /// <param name="accuracy">The result of <c>autocomplete</c>; null for networks of the next symbol.</param>
    /// <param name="details">What is known of the median run of a unit.</param>
    public static object Json(IReadOnlyList<Contestant> contestants, string? page, object? accuracy, Func<string, object?> details) => new
    {
        report = page,
        units = contestants.Select(contestant => new
        {
            unit = contestant.Unit,
            units = contestant.Units,
            parameters = contestant.Results is [{ } first, ..] ? first.Parameters : (int?)null,
            test_loss_nats = CommandContext.Finite(contestant.Loss.Mean),
            deviation = CommandContext.Finite(contestant.Loss.Deviation),
            uncertainty = CommandContext.Finite(contestant.Loss.Uncertainty),
            characters_per_second = CommandContext.Finite(contestant.Speed),
            median_run = contestant.Median?.Folder,
            median = details(contestant.Unit),
            seeds = contestant.Seeds.Select(seed => Json(seed)),
        }),
        autocomplete = accuracy,
    };

    /// <summary>What came of one seed, for scripts.</summary>
    public static object Json(SeedOutcome seed) => new
    {
        seed = seed.Seed,
        run = seed.Folder,
        test_loss_nats = seed.Result is { } result ? CommandContext.Finite(result.TestLossNats) : null,
        validation_loss_nats = seed.Result is { } kept ? CommandContext.Finite(kept.ValidationLossNats) : null,
        best_epoch = seed.Result?.BestEpoch,
        failure = seed.Failure,
    };

    private static string Row(Contestant contestant, int width, MemoryResult? memory)
    {
        IReadOnlyList<TrainingResult> results = contestant.Results;
        string name = contestant.Unit.PadRight(width);
        if (results.Count == 0) return FormattableString.Invariant($"{name}  {contestant.Units,5}  no training came to an end: {contestant.Seeds[0].Failure}");
        string spread = results.Count < 2 ? $"{"",-18}{"",10}" : FormattableString.Invariant($" +- {contestant.Loss.Uncertainty,-14:F4}{contestant.Loss.Deviation,10:F4}");
        string lost = results.Count < contestant.Seeds.Count ? $" of {contestant.Seeds.Count}" : "";
        string used = memory is null ? "" : MemoryReport.Used(memory.Horizon);
        return FormattableString.Invariant(
            $"{name}  {contestant.Units,5}{results[0].Parameters,12:N0}{results.Count + lost,7}{contestant.Loss.Mean,12:F4}{spread}{contestant.Speed,14:N0}{used,14}").TrimEnd();
    }
}
