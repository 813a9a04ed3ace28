using RnnScope.Analysis.Errors;
using RnnScope.Analysis.Scores;
using RnnScope.Analysis.Statistics;

namespace RnnScope.Study.Results;

/// <summary>Where a network is wrong: what the sections on errors show.</summary>
/// <param name="Model">The network.</param>
/// <param name="Baseline">The n-gram model beside it.</param>
/// <param name="FeedForward">The feed-forward network in the overlap; null for none.</param>
/// <param name="ErrorRate">Its errors as a share of all symbols.</param>
/// <param name="Overlap">Errors of both or all three models together.</param>
/// <param name="Symbols">Mean probabilities, symbol by symbol.</param>
/// <param name="Totals">The ledger: one row for each oracle.</param>
/// <param name="Classes">Its rows for each level of each oracle.</param>
/// <param name="Characters">Symbols of the test part.</param>
internal sealed record ErrorFacts(
    string Model, string Baseline, string? FeedForward, Interval ErrorRate, ErrorOverlap Overlap, IReadOnlyList<SymbolFacts> Symbols,
    IReadOnlyList<LedgerFacts> Totals, IReadOnlyList<LedgerFacts> Classes, int Characters)
{
    private const int Version = 1;

    /// <summary>All errors.</summary>
    public int Errors => Totals.Sum(row => row.Errors);

    /// <summary>Those of a run.</summary>
    public static ErrorFacts Of(StudyContext study, StudyRun run)
    {
        StudyRun? feedForward = study.FeedForwardBeside(run);
        object inputs = new
        {
            run.Name, model = run.ModelHash, feedForward = feedForward?.ModelHash, feedForwardName = feedForward?.Name,
            text = StudyContext.TextInputs(run), study.Options.Orders, study.Options.Baseline,
        };
        return study.Cache.Get(run, "errors", Version, inputs, () => Of(study.Scores.TextOf(run, feedForward), study.Scores.Errors(run, feedForward), feedForward?.Name));
    }

    private static ErrorFacts Of(TextScores text, ErrorResult result, string? feedForward) => new(
        result.Model, result.Baseline, feedForward, result.ErrorRate, result.Overlap,
        [.. result.Symbols.Select(mean => new SymbolFacts(text.Vocabulary.Symbol(mean.Symbol), mean))],
        [.. result.Ledger.Totals.Select(row => LedgerFacts.Of(text, row))], [.. result.Ledger.Classes.Select(row => LedgerFacts.Of(text, row))], text.Count);
}

/// <summary>How much two models expect a symbol.</summary>
/// <param name="Name">What the symbol is called.</param>
/// <param name="Mean">The figures.</param>
internal sealed record SymbolFacts(string Name, SymbolMean Mean);

/// <summary>A row of a ledger, its examples as text.</summary>
/// <param name="Oracle">The oracle.</param>
/// <param name="Level">The level; empty for all levels together.</param>
/// <param name="Errors">How many errors.</param>
/// <param name="Share">Their share of all errors.</param>
/// <param name="Alone">How many there would be, were the oracle the only one.</param>
/// <param name="Examples">Some of them.</param>
internal sealed record LedgerFacts(string Oracle, string Level, int Errors, Interval Share, int Alone, IReadOnlyList<ExampleFacts> Examples)
{
    public static LedgerFacts Of(TextScores text, LedgerClass row) => new(
        row.Oracle, row.Level, row.Errors, row.Share, row.Alone, [.. row.Examples.Select(example => ExampleFacts.Of(text, example))]);
}
