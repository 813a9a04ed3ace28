using RnnScope.Analysis.Errors;

namespace RnnScope.Study.Results;

/// <summary>The ledgers of two runs side by side.</summary>
internal static class LedgerPair
{
    private const int Version = 1;

    /// <summary>Errors of the first run less those of the second, class by class.</summary>
    public static LedgerComparison Of(StudyContext study, StudyRun first, StudyRun second)
    {
        object inputs = new
        {
            names = new[] { first.Name, second.Name }, models = new[] { first.ModelHash, second.ModelHash },
            text = StudyContext.TextInputs(first), study.Options.Orders,
        };
        return study.Cache.Get(first, $"ledger-less-{second.Slug}", Version, inputs, () => LedgerComparison.Of(
            study.Scores.Errors(first, study.FeedForwardBeside(first)).Ledger, study.Scores.Errors(second, study.FeedForwardBeside(second)).Ledger,
            study.Scores.Bootstrap));
    }
}
