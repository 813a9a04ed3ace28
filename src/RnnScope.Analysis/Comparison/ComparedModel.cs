using RnnScope.Analysis.Statistics;

namespace RnnScope.Analysis.Comparison;

/// <summary>One model among others that predicted the same text.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Network">What it is; null for an n-gram model.</param>
/// <param name="Context">n, context symbols of an n-gram model; null for a network.</param>
/// <param name="LossNats">Its mean loss.</param>
/// <param name="Errors">Symbols that it gave a probability below a half.</param>
/// <param name="ErrorRate">Errors as a share of all symbols.</param>
/// <param name="BehindBest">Its loss less that of the best network, symbol by symbol; 0 for the best itself.</param>
public sealed record ComparedModel(
    string Model, NetworkSize? Network, int? Context, Interval LossNats, int Errors, Interval ErrorRate, Interval BehindBest);

/// <summary>How much more one model loses than another, over the same symbols.</summary>
/// <param name="First">The one.</param>
/// <param name="Second">The other.</param>
/// <param name="LossNats">Loss of the first less loss of the second.</param>
public sealed record LossDifference(string First, string Second, Interval LossNats);
