using RnnScope.Analysis.Errors;
using RnnScope.Analysis.Scores;
using RnnScope.Analysis.Statistics;

namespace RnnScope.Commands;

/// <summary>The result of <c>errors</c> for scripts.</summary>
internal static class ErrorsJson
{
    private const int ContextSymbols = 60;

    public static object Of(
        TextScores scores, IReadOnlyList<string> order, BlockBootstrap bootstrap, IReadOnlyList<ErrorResult> results, LedgerComparison? comparison) => new
    {
        text = scores.Title,
        characters = scores.Count,
        order,
        bootstrap = CommandContext.Json(bootstrap),
        models = scores.Models.Select(model => new
        {
            model = model.Name, n = model.Context, loss_nats = CommandContext.Finite(model.LossNats), errors = model.Errors,
        }),
        results = results.Select(result => Of(scores, result)),
        difference = comparison is null ? null : Of(comparison),
    };

    private static object Of(TextScores scores, ErrorResult result) => new
    {
        model = result.Model,
        baseline = result.Baseline,
        loss_nats = CommandContext.Json(result.LossNats),
        error_rate = CommandContext.Json(result.ErrorRate),
        overlap = new
        {
            models = result.Overlap.Models,
            regions = result.Overlap.Regions.Select(region => new { wrong_in = region.WrongIn, errors = region.Errors }),
            all_right = result.Overlap.AllRight,
        },
        symbols = result.Symbols.Select(mean => new
        {
            symbol = scores.Vocabulary.Symbol(mean.Symbol), id = mean.Symbol, count = mean.Count,
            model = mean.Model, baseline = mean.Baseline, difference = CommandContext.Json(mean.Difference),
        }),
        ledger = new
        {
            errors = result.Ledger.Errors,
            totals = result.Ledger.Totals.Select(row => new { oracle = row.Oracle, errors = row.Errors, share = CommandContext.Json(row.Share), alone = row.Alone }),
            classes = result.Ledger.Classes.Select(row => new
            {
                oracle = row.Oracle, level = row.Level, errors = row.Errors, share = CommandContext.Json(row.Share), alone = row.Alone,
                examples = row.Examples.Select(example => Of(scores, scores[result.Model], example)),
            }),
        },
    };

    private static object Of(TextScores scores, ModelScores model, LedgerExample example) => new
    {
        index = example.Index,
        position = scores.Positions.Span[example.Index],
        probability = model.Probabilities[example.Index],
        before = scores.Text(example.Index - ContextSymbols, example.Index),
        symbol = scores.Text(example.Index, example.Index + 1),
        after = scores.Text(example.Index + 1, example.Index + 1 + ContextSymbols),
        evidence = example.Evidence.Select(range => new { index = range.From, count = range.Count, text = scores.Text(range.From, range.From + range.Count) }),
    };

    private static object Of(LedgerComparison comparison) => new
    {
        first = comparison.First,
        second = comparison.Second,
        errors = comparison.Difference,
        totals = comparison.Totals.Select(Of),
        classes = comparison.Classes.Select(Of),
    };

    private static object Of(LedgerDifference row) =>
        new { oracle = row.Oracle, level = row.Level, first = row.First, second = row.Second, difference = CommandContext.Json(row.Difference) };
}
