using RnnScope.Analysis.Statistics;

namespace RnnScope.Analysis.Autocomplete;

/// <summary>How often models find the whole word, by how much of it has been read.</summary>
/// <param name="Text">What people call the text.</param>
/// <param name="Characters">N, symbols of the text, padding not included.</param>
/// <param name="Words">K, words that can be predicted.</param>
/// <param name="UnknownShare">Share of the N symbols that belong to other words: no guess about them counts.</param>
/// <param name="Losses">Mean loss of each network, nats per prediction that counts.</param>
/// <param name="All">Over the whole text.</param>
/// <param name="BySeen">Rows by characters of the word that have been read; 0 is the space before it.</param>
/// <param name="ByRemaining">Rows by characters of the word that are still to come.</param>
/// <param name="ByLength">The rows by characters read, for words of about the same length.</param>
/// <param name="AsPublished">The curves that the article's way of counting gives, one for each network.</param>
/// <param name="Bootstrap">What the intervals come from.</param>
public sealed record AutocompleteResult(
    string Text, int Characters, int Words, double UnknownShare, IReadOnlyList<NetworkLoss> Losses, AccuracyRow All,
    IReadOnlyList<AccuracyRow> BySeen, IReadOnlyList<AccuracyRow> ByRemaining, IReadOnlyList<LengthGroup> ByLength,
    IReadOnlyList<PublishedCurve> AsPublished, Resampling Bootstrap);

/// <summary>The loss of a network.</summary>
/// <param name="Network">What it is called.</param>
/// <param name="LossNats">Nats per prediction that counts.</param>
public sealed record NetworkLoss(string Network, double LossNats);

/// <summary>Symbols that have something in common.</summary>
/// <param name="Group">Their number of characters, read or to come.</param>
/// <param name="IsOpen">Whether the row has larger numbers, too.</param>
/// <param name="Positions">Symbols.</param>
/// <param name="Known">Those of them whose word can be predicted: only they count. With fewer than <see cref="AutocompleteAnalysis.FewestPositions"/> there are no intervals.</param>
/// <param name="Models">The networks, then <see cref="PrefixRanks.Name"/>.</param>
public sealed record AccuracyRow(int Group, bool IsOpen, int Positions, int Known, IReadOnlyList<ModelAccuracy> Models)
{
    /// <summary>Share of the symbols that belong to words which cannot be predicted.</summary>
    public double UnknownShare => 1 - (double)Known / Positions;
}

/// <summary>How often a model is right.</summary>
/// <param name="Model">What it is called.</param>
/// <param name="Top">Share of the symbols whose word is the first guess, among the first two, among the first three.</param>
/// <param name="BeyondPrefix">Share right at the first guess, minus that of the guesser without context; symbol by symbol, so the interval is narrower than theirs suggest.</param>
public sealed record ModelAccuracy(string Model, IReadOnlyList<Interval> Top, Interval BeyondPrefix);

/// <summary>Words of about the same length.</summary>
/// <param name="From">Fewest characters.</param>
/// <param name="To">Most characters; null for no limit.</param>
/// <param name="Rows">By characters read.</param>
public sealed record LengthGroup(int From, int? To, IReadOnlyList<AccuracyRow> Rows);

/// <summary>What the 2019 article's way of counting gives: words that cannot be predicted, and padding, count as wrong.</summary>
/// <param name="Network">What the network is called.</param>
/// <param name="Positions">Symbols and padding by characters of the word seen.</param>
/// <param name="Wrong">Share of them that cannot be right, by characters of the word seen.</param>
/// <param name="Top">Three curves, for one, two and three guesses: share right by characters of the word seen; NaN where there is none.</param>
/// <param name="Accuracy">Share right at the first guess, of all symbols and padding.</param>
public sealed record PublishedCurve(
    string Network, IReadOnlyList<int> Positions, IReadOnlyList<double> Wrong, IReadOnlyList<IReadOnlyList<double>> Top, double Accuracy);
