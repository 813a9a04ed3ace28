using RnnScope.Analysis.Maps;

namespace RnnScope.Analysis.Comparison;

/// <summary>Two flat maps of models, from how often they do not agree.</summary>
/// <param name="Models">The models' names, in the order of the places.</param>
/// <param name="Scaling">Classical scaling: distances are shares of the symbols, as near to the true ones as a flat map allows.</param>
/// <param name="ScalingShare">How much of the squared distances it can show, 0 to 1.</param>
/// <param name="TSne">t-SNE: who is near whom; its unit means nothing. Classical scaling for fewer than four models.</param>
/// <param name="Perplexity">How many neighbours a model has there, in effect; NaN for fewer than four models.</param>
/// <param name="Divergence">How far its neighbourhoods are from the true ones, in nats; NaN for fewer than four models.</param>
public sealed record ModelMaps(
    IReadOnlyList<string> Models, IReadOnlyList<MapPoint> Scaling, double ScalingShare, IReadOnlyList<MapPoint> TSne, double Perplexity, double Divergence)
{
    /// <summary>Draws the maps.</summary>
    public static ModelMaps Of(Agreement agreement)
    {
        Distances distances = agreement.Distances();
        (IReadOnlyList<MapPoint> scaling, double share) = ClassicalScaling.Of(distances);
        (IReadOnlyList<MapPoint> tsne, double perplexity, double divergence) = Maps.TSne.Of(distances);
        return new ModelMaps(agreement.Models, scaling, share, tsne, perplexity, divergence);
    }
}
