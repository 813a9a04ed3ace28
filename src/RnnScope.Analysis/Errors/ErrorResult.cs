using RnnScope.Analysis.Statistics;

namespace RnnScope.Analysis.Errors;

/// <summary>Where one network is wrong, and what would have helped.</summary>
/// <param name="Model">The network's name.</param>
/// <param name="LossNats">Its mean loss.</param>
/// <param name="ErrorRate">Its errors as a share of all symbols.</param>
/// <param name="Baseline">The n-gram model it is compared with.</param>
/// <param name="Overlap">Errors of the network, of the n-NN if there is one, and of the baseline.</param>
/// <param name="Symbols">Mean probabilities beside the baseline's, symbol by symbol.</param>
/// <param name="Ledger">Every error in its class.</param>
public sealed record ErrorResult(
    string Model, Interval LossNats, Interval ErrorRate, string Baseline,
    ErrorOverlap Overlap, IReadOnlyList<SymbolMean> Symbols, Ledger Ledger);
