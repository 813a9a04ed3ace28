using RnnScope.Analysis.Statistics;
using RnnScope.Engine.Text;

namespace RnnScope.Analysis.Autocomplete;

/// <summary>The accuracy graph of Madsen 2019 for networks that predict words, without its artefacts. See docs/autocomplete.md.</summary>
public static class AutocompleteAnalysis
{
    /// <summary>A row with fewer symbols that count has no intervals: so few, drawn again and again, would look more alike than they are.</summary>
    public const int FewestPositions = 5;

    /// <summary>The rows of a table: 0 to 20 characters, and 21 or more.</summary>
    public const int Rows = 22;

    private static readonly (int From, int? To)[] Lengths = [(1, 3), (4, 6), (7, 9), (10, null)];

    /// <summary>Measures.</summary>
    /// <param name="title">What people call the text.</param>
    /// <param name="positions">The text.</param>
    /// <param name="words">The words that can be predicted.</param>
    /// <param name="networks">What each network guessed there.</param>
    public static AutocompleteResult Measure(string title, WordPositions positions, WordVocabulary words, IReadOnlyList<WordRanks> networks)
    {
        if (networks.FirstOrDefault(network => network.Ranks.Length != positions.Count) is { } other)
            throw new ArgumentException($"{other.Name}: expected {positions.Count} ranks, one per symbol, found {other.Ranks.Length}", nameof(networks));
        BlockBootstrap bootstrap = new(positions.Count);
        AccuracyTable table = new(positions, [.. networks, PrefixRanks.Of(words, positions)], bootstrap);
        return new AutocompleteResult(
            title, positions.Count, words.Count, positions.UnknownShare, [.. networks.Select(network => new NetworkLoss(network.Name, network.LossNats))],
            table.Rows(1, _ => 0).Single(),
            table.Rows(Rows, Seen),
            table.Rows(Rows, at => Math.Min(Rows - 1, positions.Letters[at] - positions.Seen[at])),
            [.. Lengths.Select(length => new LengthGroup(length.From, length.To, table.Rows(Rows, at => IsWithin(positions.Letters[at], length) ? Seen(at) : -1)))],
            [.. networks.Select(network => PublishedCounting.Of(network, positions, Rows))], bootstrap.Resampling);

        int Seen(int at) => Math.Min(Rows - 1, positions.Seen[at]);
    }

    private static bool IsWithin(int letters, (int From, int? To) length) => letters >= length.From && !(letters > length.To);
}
