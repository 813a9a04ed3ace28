using RnnScope.Analysis.Scores;
using RnnScope.Analysis.Statistics;

namespace RnnScope.Analysis.Comparison;

/// <summary>Compares models that have predicted the same symbols: losses in pairs, agreement, maps. See docs/compare.md.</summary>
public static class ModelComparison
{
    /// <summary>Compares all models of a text.</summary>
    /// <param name="text">The text; its models have kept their likeliest symbols.</param>
    /// <param name="networks">What the networks among them are.</param>
    /// <param name="bootstrap">Makes the intervals, all from the same drawn texts.</param>
    /// <exception cref="ArgumentException">A network has no scores, or a model no likeliest symbols.</exception>
    public static ComparisonResult Of(TextScores text, IReadOnlyList<NetworkSize> networks, BlockBootstrap bootstrap)
    {
        IReadOnlyList<ModelScores> models = text.Models;
        DrawnMean[] losses = [.. models.Select(model => bootstrap.Draw(model.Losses()))];
        int[] isNetwork = [.. networks.Select(network => IndexOf(models, text[network.Model]))];
        int best = isNetwork.Length == 0 ? -1 : isNetwork.MinBy(index => losses[index].Estimate);
        Agreement agreement = new(models);
        return new ComparisonResult(
            [.. models.Select((model, i) => new ComparedModel(
                model.Name, networks.FirstOrDefault(network => network.Model == model.Name), model.Context, losses[i].Interval, model.Errors,
                bootstrap.Mean(model.ErrorTrack()), best < 0 ? new Interval(double.NaN, double.NaN, double.NaN) : losses[i].Less(losses[best])))],
            best < 0 ? null : models[best].Name,
            ResultGrid.Of(networks, [.. isNetwork.Select(index => losses[index].Estimate)]),
            [.. Differences(models, losses)], agreement, ModelMaps.Of(agreement));
    }

    private static IEnumerable<LossDifference> Differences(IReadOnlyList<ModelScores> models, DrawnMean[] losses)
    {
        for (int i = 0; i < losses.Length; i++)
        {
            for (int j = i + 1; j < losses.Length; j++) yield return new LossDifference(models[i].Name, models[j].Name, losses[i].Less(losses[j]));
        }
    }

    private static int IndexOf(IReadOnlyList<ModelScores> models, ModelScores model) =>
        Enumerable.Range(0, models.Count).First(i => ReferenceEquals(models[i], model));
}
