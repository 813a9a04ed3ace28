using RnnScope.Analysis.Statistics;

namespace RnnScope.Analysis.Brackets;

/// <summary>How probable two models found the right closing bracket, by its distance from the opening one.</summary>
/// <param name="Text">What people call the text.</param>
/// <param name="Characters">N, symbols that were predicted.</param>
/// <param name="Matching">The rules by which brackets belong together; not <see cref="BracketMatching.Auto"/>.</param>
/// <param name="Network">The name of the network.</param>
/// <param name="NGram">The name of the n-gram model.</param>
/// <param name="Brackets">One for each closing symbol that the text has a pair of, the most frequent first.</param>
/// <param name="Bootstrap">What the intervals come from.</param>
public sealed record BracketResult(
    string Text, int Characters, BracketMatching Matching, string Network, string NGram, IReadOnlyList<ClosingBracket> Brackets, BlockBootstrap Bootstrap);

/// <summary>A closing bracket.</summary>
/// <param name="Symbol">Its name (<see cref="RnnScope.Engine.Text.Vocabulary.Symbol"/>).</param>
/// <param name="Pairs">How often it closes a bracket that the network has read.</param>
/// <param name="OpenedBefore">How often it closes one that was opened before the network began to read; not in the bins.</param>
/// <param name="Bins">Distances that occur, ascending.</param>
public sealed record ClosingBracket(string Symbol, int Pairs, int OpenedBefore, IReadOnlyList<DistanceBin> Bins);

/// <summary>The pairs with about the same distance. With fewer than <see cref="BracketAnalysis.FewestPairs"/> there are no intervals.</summary>
/// <param name="First">The smallest distance, in symbols.</param>
/// <param name="Last">The largest distance.</param>
/// <param name="Pairs">How many pairs.</param>
/// <param name="MeanDistance">Their mean distance.</param>
/// <param name="Network">Mean probability that the network gave to the closing bracket where it came.</param>
/// <param name="NGram">The same for the n-gram model.</param>
/// <param name="Difference">Network minus n-gram model, pair by pair: its interval is narrower than theirs suggest.</param>
public sealed record DistanceBin(
    int First, int Last, int Pairs, double MeanDistance, Interval Network, Interval NGram, Interval Difference);
