using RnnScope.Analysis.Brackets;
using RnnScope.Analysis.Scores;
using RnnScope.Engine.Text;

namespace RnnScope.Study.Results;

/// <summary>How well a run knows what is still open.</summary>
/// <param name="Network">The run.</param>
/// <param name="NGram">The n-gram model beside it.</param>
/// <param name="Matching">The rules by which brackets belong together.</param>
/// <param name="Brackets">One for each closing symbol.</param>
/// <param name="Block">Symbols of a block of the bootstrap.</param>
/// <param name="Resamples">Texts that it drew.</param>
internal sealed record BracketFacts(
    string Network, string NGram, BracketMatching Matching, IReadOnlyList<ClosingBracket> Brackets, int Block, int Resamples)
{
    private const int Version = 1;

    /// <summary>Those of a run.</summary>
    public static BracketFacts Of(StudyContext study, StudyRun run)
    {
        object inputs = new { run.Name, model = run.ModelHash, text = StudyContext.TextInputs(run), study.Options.Baseline };
        return study.Cache.Get(run, "brackets", Version, inputs, () =>
        {
            TextScores scores = study.Scores.With(run);
            Corpus corpus = study.Scores.Corpus;
            SymbolText file = SymbolReader.ReadFile(corpus.Path, corpus.Kind);
            BracketResult result = BracketAnalysis.Measure(scores, file.Codes, BracketMatching.Auto, run.Name, ModelScores.NGramName(study.Options.Baseline));
            return new BracketFacts(result.Network, result.NGram, result.Matching, result.Brackets, result.Bootstrap.Block, result.Bootstrap.Resamples);
        });
    }
}
