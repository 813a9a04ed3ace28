using RnnScope.Analysis.Memory;
using RnnScope.Analysis.NGrams;
using RnnScope.Commands;
using RnnScope.Engine.Files;
using RnnScope.Engine.Text;
using RnnScope.Runs;

namespace RnnScope.Study.Results;

/// <summary>How far back a run looks over its test text.</summary>
internal static class MemoryFacts
{
    private const int Version = 1;

    /// <summary>Connectivity, memory lengths and memory horizon; n-gram models beside it where the run says what it was trained on.</summary>
    /// <exception cref="RunFileException">The run carries no test text, or predicts words.</exception>
    /// <exception cref="TextException">The text is too short.</exception>
    public static MemoryResult Of(StudyContext study, StudyRun run)
    {
        int[] orders = run.Configuration is null ? [] : [.. study.Options.AllContexts.Where(order => order > 0)];
        MemoryOptions options = new() { Positions = study.Options.MemoryPositions };
        object inputs = new
        {
            model = run.ModelHash, test = run.TestTextHash(), options.Positions, options.Connectivity.Horizon, options.Contexts, options.Negligible, orders,
            text = orders.Length == 0 ? null : StudyContext.TextInputs(run),
        };
        return study.Cache.Get(run, "memory", Version, inputs, () =>
        {
            run.Run.RequireNextSymbol();
            RunText text = RunText.Test(run.Run);
            if (text.Ids.Length < MemoryAnalysis.FewestCharacters)
                throw new TextException($"the test text has {text.Ids.Length} symbols", $"it takes at least {MemoryAnalysis.FewestCharacters}");
            NGramModel? ngrams = orders.Length == 0 ? null : study.Scores.NGrams;
            return MemoryAnalysis.Measure(
                text.Title, run.Run.Model.Network, run.Run.Model.Vocabulary, text.Ids,
                options with { Connectivity = options.Connectivity with { Threads = study.Options.Threads } }, ngrams, orders,
                (what, total, unit, work) => ConsoleProgress.Run(study.Command, $"{run.Name}: {what}", total, unit, work), study.Cancellation);
        });
    }
}
