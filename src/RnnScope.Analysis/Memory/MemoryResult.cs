using RnnScope.Analysis.Statistics;

namespace RnnScope.Analysis.Memory;

/// <summary>How far back a network looks over a whole text.</summary>
/// <param name="Text">What people call the text.</param>
/// <param name="Characters">N, symbols of the text.</param>
/// <param name="Positions">The positions that were sampled, evenly spread over the text; ascending.</param>
/// <param name="Connectivity">What predictions depend on.</param>
/// <param name="Units">How long each unit remembers, layer by layer.</param>
/// <param name="Horizon">What is lost when the network reads only the last symbols.</param>
public sealed record MemoryResult(
    string Text, int Characters, IReadOnlyList<int> Positions, ConnectivitySummary Connectivity, IReadOnlyList<UnitMemory> Units, MemoryHorizon Horizon);

/// <summary>Connectivity at sampled positions.</summary>
/// <param name="Target">Whose logit was differentiated.</param>
/// <param name="Horizon">The largest distance.</param>
/// <param name="Remaining">Mean share of the gradient that went on beyond the horizon, as <see cref="ConnectivityRow.Remaining"/>.</param>
/// <param name="Distances">One for each distance, 0 (the symbol read last) to the horizon.</param>
/// <param name="Classes">One for each class of symbols that the text has.</param>
/// <param name="Words">Predictions within words, by the number of the word's symbols that have been read.</param>
public sealed record ConnectivitySummary(
    ConnectivityTarget Target, int Horizon, Interval Remaining, IReadOnlyList<DistanceConnectivity> Distances,
    IReadOnlyList<ClassConnectivity> Classes, IReadOnlyList<WordConnectivity> Words);

/// <summary>How strongly predictions depend on the symbol at one distance.</summary>
/// <param name="Distance">Symbols back from the one that was read last.</param>
/// <param name="Tenth">A tenth of the norms are at most so large.</param>
/// <param name="Quarter">A quarter of them.</param>
/// <param name="Median">Half of them.</param>
/// <param name="ThreeQuarters">Three quarters of them.</param>
/// <param name="NineTenths">Nine tenths of them.</param>
/// <param name="Share">Mean over positions of this norm divided by the sum of the norms at all distances.</param>
/// <param name="SquareShare">The same with squared norms, as the 2019 article's data have them.</param>
public sealed record DistanceConnectivity(
    int Distance, double Tenth, double Quarter, double Median, double ThreeQuarters, double NineTenths, double Share, double SquareShare);

/// <summary>How much of what predictions depend on are symbols of one class.</summary>
/// <param name="Class">The class.</param>
/// <param name="Symbols">Its share of the symbols within the horizon.</param>
/// <param name="Share">Its mean share of the norms.</param>
/// <param name="Expected">The share that it would have if the distance alone decided.</param>
/// <param name="Ratio">Share by Expected: above 1, the class matters more than its places explain.</param>
public sealed record ClassConnectivity(CharacterClass Class, double Symbols, Interval Share, double Expected, Interval Ratio);

/// <summary>The share of the norms that lies before the current word, for right and for wrong predictions.</summary>
/// <param name="SymbolsRead">Symbols of the word that have been read; the last entry counts so many and more.</param>
/// <param name="Right">Predictions that gave the true symbol a half or more.</param>
/// <param name="OutsideWhenRight">Their mean share of the norms before the word.</param>
/// <param name="Wrong">The other predictions.</param>
/// <param name="OutsideWhenWrong">Their mean share.</param>
public sealed record WordConnectivity(int SymbolsRead, int Right, Interval OutsideWhenRight, int Wrong, Interval OutsideWhenWrong);

/// <summary>How long the units of a layer remember, in symbols.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Gates">For each memory gate: what its mean opening means.</param>
/// <param name="Autocorrelation">
/// (H), the lag at which the autocorrelation of each unit's output falls below 1/e; infinite where it does not within <paramref name="LongestLag"/>,
/// NaN for a unit that never moves.
/// </param>
/// <param name="LongestLag">The largest lag that was tried.</param>
public sealed record UnitMemory(int Layer, IReadOnlyList<GateMemoryLength> Gates, IReadOnlyList<double> Autocorrelation, int LongestLag);

/// <summary>How long a gate keeps what a unit holds.</summary>
/// <param name="Gate">The gate's name.</param>
/// <param name="Symbols">(H), -1 / ln(mean of what it keeps): after so many symbols 1/e of a value would be left; infinite for a gate that keeps all.</param>
public sealed record GateMemoryLength(string Gate, IReadOnlyList<double> Symbols);

/// <summary>What a network loses when it reads only the last symbols before a prediction.</summary>
/// <param name="FullLoss">The loss with everything before the prediction read, in nats.</param>
/// <param name="Contexts">One for each number of symbols, ascending.</param>
/// <param name="Negligible">A loss at most so much above the full one counts as the same.</param>
/// <param name="Used">The smallest number of symbols from which on nothing is lost that could be told from chance or is not negligible; null: more than were tried.</param>
/// <param name="NGrams">Losses of n-gram models on the same positions, by n; none where there were no models.</param>
/// <param name="Worth">Which n-gram model the network equals.</param>
public sealed record MemoryHorizon(
    Interval FullLoss, IReadOnlyList<ContextLoss> Contexts, double Negligible, int? Used, IReadOnlyList<NGramLoss> NGrams, NGramWorth? Worth);

/// <summary>The loss of a network that has read only a few symbols.</summary>
/// <param name="Symbols">How many.</param>
/// <param name="Loss">In nats.</param>
/// <param name="Lost">This loss less that of the full context, position by position.</param>
public sealed record ContextLoss(int Symbols, Interval Loss, Interval Lost);

/// <summary>The loss of an n-gram model.</summary>
/// <param name="Context">n, context symbols: an (n + 1)-gram model.</param>
/// <param name="Loss">In nats.</param>
public sealed record NGramLoss(int Context, Interval Loss);

/// <summary>Which n-gram model has the network's loss.</summary>
/// <param name="Context">n, between the two models whose losses are above and below; that of the nearest model where it is outside of all.</param>
/// <param name="IsBetterThanAll">The network's loss is below that of every model.</param>
/// <param name="IsWorseThanAll">It is above that of every model.</param>
public sealed record NGramWorth(double Context, bool IsBetterThanAll, bool IsWorseThanAll);
