using RnnScope.Analysis.Scores;
using RnnScope.Analysis.Statistics;

namespace RnnScope.Study.Results;

/// <summary>How well a model predicts the test part.</summary>
/// <param name="Model">What it is called.</param>
/// <param name="Context">Context symbols of an n-gram model; null for a network.</param>
/// <param name="LossNats">Mean loss.</param>
/// <param name="ErrorRate">Share of the symbols that were given a probability below a half.</param>
/// <param name="Errors">How many these are.</param>
/// <param name="Characters">Symbols of the test part.</param>
internal sealed record ScoreFacts(string Model, int? Context, Interval LossNats, Interval ErrorRate, int Errors, int Characters)
{
    private const int Version = 1;

    /// <summary>Those of a network.</summary>
    public static ScoreFacts Of(StudyContext study, StudyRun run) => study.Cache.Get(
        run, "scores", Version, new { run.Name, model = run.ModelHash, text = StudyContext.TextInputs(run) },
        () => Of(study.Scores.NetworkScores(run), study.Scores.Bootstrap));

    /// <summary>Those of all n-gram models, with more and more context.</summary>
    public static IReadOnlyList<ScoreFacts> OfNGrams(StudyContext study) => study.Cache.Get<IReadOnlyList<ScoreFacts>>(
        study.Runs[0], "ngrams", Version,
        new { model = study.Runs[0].ModelHash, text = StudyContext.TextInputs(study.Runs[0]), contexts = study.Options.AllContexts },
        () => [.. study.Scores.With().Models.OrderBy(model => model.Context).Select(model => Of(model, study.Scores.Bootstrap))]);

    private static ScoreFacts Of(ModelScores model, BlockBootstrap bootstrap) => new(
        model.Name, model.Context, bootstrap.Mean(model.Losses()), bootstrap.Mean(model.ErrorTrack()), model.Errors, model.Count);
}
