using RnnScope.Analysis.Autocomplete;
using RnnScope.Commands;
using RnnScope.Engine.Files;
using RnnScope.Engine.Text;
using RnnScope.Engine.Training;
using RnnScope.Runs;

namespace RnnScope.Study.Results;

/// <summary>How early networks that predict words find them.</summary>
internal static class AccuracyFacts
{
    private const int Version = 1;

    /// <summary>Whether the runs predict words.</summary>
    public static bool Has(StudyContext study) => study.Runs[0].Configuration?.Task == PredictionTask.Autocomplete;

    /// <summary>All runs of a study over their test part.</summary>
    /// <exception cref="RunFileException">The text is gone, or a run was trained on another.</exception>
    public static AutocompleteResult Of(StudyContext study)
    {
        StudyRun first = study.Runs[0];
        RunConfiguration configuration = first.RequireConfiguration();
        object inputs = new
        {
            runs = study.Runs.Select(run => new { run.Name, run.ModelHash }), text = StudyContext.TextInputs(first), configuration.Words, configuration.Filter,
        };
        return study.Cache.Get(first, "autocomplete", Version, inputs, () =>
        {
            foreach (StudyRun run in study.Runs.Skip(1)) RunCorpus.RequireSame(first.Run, run.Run);
            WordCorpus corpus = RunCorpus.LoadWords(first.Run, study.Options.CorpusPath);
            WordPositions positions = new(corpus.Test, corpus.Vocabulary);
            WordRanks[] ranks = [.. study.Runs.Select(run => ConsoleProgress.Run(
                study.Command, $"reading with {run.Name}", positions.Count, "symbols",
                report => NetworkRanks.Of(run.Name, run.Run.Model.Network, corpus.Test, study.Options.Threads, report, study.Cancellation)))];
            return AutocompleteAnalysis.Measure($"test part of {Path.GetFileName(corpus.Path)}", positions, corpus.Words, ranks);
        });
    }
}
