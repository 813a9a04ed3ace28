using RnnScope.Analysis.Gates;
using RnnScope.Commands;
using RnnScope.Engine.Files;
using RnnScope.Runs;

namespace RnnScope.Study.Results;

/// <summary>How the gates of a run are used over its test text.</summary>
internal static class GateFacts
{
    private const int Version = 1;

    /// <summary>The saturation of every gate.</summary>
    /// <exception cref="RunFileException">The run carries no test text.</exception>
    public static GateResult Of(StudyContext study, StudyRun run)
    {
        object inputs = new { model = run.ModelHash, text = run.TestTextHash(), study.Options.Limit };
        return study.Cache.Get(run, "gates", Version, inputs, () =>
        {
            RunText text = RunText.Test(run.Run);
            if (study.Options.Limit is { } limit) text = text.First(limit);
            return ConsoleProgress.Run(study.Command, $"counting the gates of {run.Name}", text.Ids.Length, "symbols", report => GateAnalysis.Measure(
                text.Title, run.Run.Model.Network, run.Run.Model.Vocabulary, text.Ids, null, study.Options.Threads, report, study.Cancellation));
        });
    }
}
