using RnnScope.Analysis.Brackets;
using RnnScope.Analysis.Statistics;

namespace RnnScope.Commands;

/// <summary>The result of <c>brackets</c>, for people and for scripts.</summary>
internal static class BracketReport
{
    private const int ModelWidth = 18;

    /// <summary>A table for each closing symbol.</summary>
    public static void Print(TextWriter output, BracketResult result)
    {
        output.WriteLine(FormattableString.Invariant(
            $"{result.Text}: {result.Characters:N0} symbols predicted, brackets matched as {Lower(result.Matching)}"));
        if (result.Brackets.Count == 0) output.WriteLine("no pair of brackets or quotes is closed there");
        foreach (ClosingBracket bracket in result.Brackets)
        {
            string before = bracket.OpenedBefore == 0 ? "" : FormattableString.Invariant($"; {bracket.OpenedBefore:N0} more were opened before reading began");
            output.WriteLine();
            output.WriteLine(FormattableString.Invariant($"{bracket.Symbol}  closes {bracket.Pairs:N0} pair{(bracket.Pairs == 1 ? "" : "s")}{before}"));
            output.WriteLine($"{"distance",12}{"pairs",8}  {Name(result.Network)}  {Name(result.NGram)}  difference");
            foreach (DistanceBin bin in bracket.Bins)
            {
                output.WriteLine(FormattableString.Invariant(
                    $"{Distance(bin),12}{bin.Pairs,8:N0}  {Shown(bin.Network).PadRight(ModelWidth)}  {Shown(bin.NGram).PadRight(ModelWidth)}  {Signed(bin.Difference)}"));
            }
        }

        if (result.Brackets.Count == 0) return;
        output.WriteLine();
        output.WriteLine(FormattableString.Invariant(
            $"mean probability of the closing symbol where it came, with {100 * result.Bootstrap.Confidence:0.#} % intervals (blocks of {result.Bootstrap.Block} symbols, {result.Bootstrap.Resamples:N0} resamples)"));
    }

    /// <summary>Everything.</summary>
    public static object Json(BracketResult result, int ngram) => new
    {
        run = result.Network,
        text = result.Text,
        characters = result.Characters,
        ngram,
        matching = Lower(result.Matching),
        block = result.Bootstrap.Block,
        resamples = result.Bootstrap.Resamples,
        confidence = result.Bootstrap.Confidence,
        brackets = result.Brackets.Select(bracket => new
        {
            closing = bracket.Symbol,
            pairs = bracket.Pairs,
            opened_before = bracket.OpenedBefore,
            bins = bracket.Bins.Select(bin => new
            {
                from = bin.First,
                to = bin.Last,
                pairs = bin.Pairs,
                mean_distance = bin.MeanDistance,
                network = CommandContext.Json(bin.Network),
                ngram = CommandContext.Json(bin.NGram),
                difference = CommandContext.Json(bin.Difference),
            }),
        }),
    };

    private static string Lower(BracketMatching matching) => matching.ToString().ToLowerInvariant();

    private static string Name(string model) =>
        (model.Length > ModelWidth ? string.Concat(model.AsSpan(0, ModelWidth - 3), "...") : model).PadRight(ModelWidth);

    private static string Distance(DistanceBin bin) => bin.First == bin.Last
        ? FormattableString.Invariant($"{bin.First:N0}")
        : FormattableString.Invariant($"{bin.First:N0}-{bin.Last:N0}");

    private static string Shown(Interval interval) => double.IsFinite(interval.Low)
        ? FormattableString.Invariant($"{interval.Estimate:0.000} {interval.Low:0.000}-{interval.High:0.000}")
        : FormattableString.Invariant($"{interval.Estimate:0.000} (too few)");

    private static string Signed(Interval interval) => double.IsFinite(interval.Low)
        ? FormattableString.Invariant($"{interval.Estimate:+0.000;-0.000;+0.000} ({interval.Low:+0.000;-0.000;+0.000} to {interval.High:+0.000;-0.000;+0.000})")
        : FormattableString.Invariant($"{interval.Estimate:+0.000;-0.000;+0.000} (too few)");
}
