namespace RnnScope.Analysis.Comparison;

/// <summary>How models of one text compare. See docs/compare.md.</summary>
/// <param name="Models">The models, in the order of their scores.</param>
/// <param name="Best">The name of the network with the smallest loss; null when there is no network.</param>
/// <param name="Grid">The networks by size, unit and depth.</param>
/// <param name="Differences">All pairs of models, in the order of <paramref name="Models"/>.</param>
/// <param name="Agreement">How often each two found the same symbol likeliest.</param>
/// <param name="Maps">The models as places, near to each other where they agree.</param>
public sealed record ComparisonResult(
    IReadOnlyList<ComparedModel> Models, string? Best, ResultGrid Grid, IReadOnlyList<LossDifference> Differences, Agreement Agreement, ModelMaps Maps);
