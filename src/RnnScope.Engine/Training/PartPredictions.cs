using RnnScope.Engine.Text;

namespace RnnScope.Engine.Training;

/// <summary>What a network predicted over a part of a text, in the order of <see cref="StreamPart.PredictedOrder"/>.</summary>
/// <param name="Losses">(N), what each symbol cost, in nats.</param>
/// <param name="Likeliest">(N), the id that was the likeliest at each symbol's place; of equal ones the lowest.</param>
public sealed record PartPredictions(double[] Losses, ushort[] Likeliest);
