using RnnScope.Analysis.Comparison;
using RnnScope.Analysis.Maps;
using RnnScope.Analysis.Scores;
using RnnScope.Engine.Networks;

namespace RnnScope.Study.Results;

/// <summary>How several runs compare.</summary>
/// <param name="Models">The runs.</param>
/// <param name="Best">The one with the smallest loss.</param>
/// <param name="Grid">By size, unit and depth.</param>
/// <param name="Agreement">(runs, runs), the share of the symbols at which two found the same one likeliest.</param>
/// <param name="Places">The runs on a map: t-SNE of four runs or more, else classical scaling.</param>
/// <param name="Perplexity">How many neighbours a run has on it, in effect; NaN for classical scaling.</param>
internal sealed record CompareFacts(
    IReadOnlyList<ComparedModel> Models, string Best, ResultGrid Grid, IReadOnlyList<IReadOnlyList<double>> Agreement,
    IReadOnlyList<MapPoint> Places, double Perplexity)
{
    private const int Version = 1;

    /// <summary>All runs of a study, two or more.</summary>
    public static CompareFacts Of(StudyContext study)
    {
        object inputs = new
        {
            runs = study.All.Select(run => new { run.Name, run.ModelHash }), text = StudyContext.TextInputs(study.Runs[0]),
        };
        return study.Cache.Get(study.Runs[0], "compare", Version, inputs, () =>
        {
            TextScores scores = study.Scores.Networks(study.All);
            ComparisonResult result = ModelComparison.Of(scores, [.. study.All.Select(SizeOf)], study.Scores.Bootstrap);
            return new CompareFacts(
                result.Models, result.Best!, result.Grid,
                [.. study.All.Select((_, i) => (IReadOnlyList<double>)[.. study.All.Select((_, j) => result.Agreement[i, j])])],
                result.Maps.TSne, result.Maps.Perplexity);
        });
    }

    private static NetworkSize SizeOf(StudyRun run)
    {
        NetworkShape shape = run.Run.Model.Network.Shape;
        return new NetworkSize(run.Name, shape.Unit.Name, shape.Layers, shape.Units, shape.Parameters);
    }
}
