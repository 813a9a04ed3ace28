using RnnScope.Analysis.Scores;
using RnnScope.Analysis.Statistics;

namespace RnnScope.Analysis.Brackets;

/// <summary>The closing-bracket study of Karpathy, Johnson and Fei-Fei 2015, for every kind of bracket. See docs/brackets.md.</summary>
public static class BracketAnalysis
{
    /// <summary>A bin with fewer pairs has no intervals: so few, drawn again and again, would look more alike than they are.</summary>
    public const int FewestPairs = 5;

    /// <summary>Measures.</summary>
    /// <param name="scores">What the two models gave to the symbols of a text.</param>
    /// <param name="codes">Byte or scalar values of the whole file that <see cref="TextScores.Positions"/> are places of.</param>
    /// <param name="matching">The rules by which brackets belong together.</param>
    /// <param name="network">The name of the network among the models.</param>
    /// <param name="ngram">The name of the n-gram model.</param>
    /// <exception cref="ArgumentException">There is no such model, or a position is outside of the file.</exception>
    public static BracketResult Measure(TextScores scores, ReadOnlySpan<int> codes, BracketMatching matching, string network, string ngram)
    {
        if (matching == BracketMatching.Auto) matching = BracketFinder.Choose(codes);
        ReadOnlySpan<double> one = scores[network].Probabilities, other = scores[ngram].Probabilities;
        double[] difference = new double[scores.Count];
        for (int i = 0; i < difference.Length; i++) difference[i] = one[i] - other[i];
        List<Closing> closings = Closings(scores.Positions.Span, codes, BracketFinder.Find(codes, matching));

        // One group for each closing symbol and bin.
        int[] kinds = [.. closings.CountBy(closing => closing.Code).OrderByDescending(count => count.Value).ThenBy(count => count.Key).Select(count => count.Key)];
        int[] groups = new int[scores.Count];
        Array.Fill(groups, -1);
        ILookup<int, Closing> members = closings.Where(closing => closing.IsRead)
            .ToLookup(closing => Array.IndexOf(kinds, closing.Code) * DistanceBins.Count + DistanceBins.Of(closing.Distance));
        foreach (IGrouping<int, Closing> group in members)
            foreach (Closing closing in group) groups[closing.Index] = group.Key;
        BlockBootstrap bootstrap = new(scores.Count);
        int count = kinds.Length * DistanceBins.Count;
        IReadOnlyList<Interval> networks = bootstrap.Means(one, groups, count), ngrams = bootstrap.Means(other, groups, count),
            differences = bootstrap.Means(difference, groups, count);
        return new BracketResult(scores.Title, scores.Count, matching, network, ngram, [.. kinds.Select(Kind)], bootstrap);

        ClosingBracket Kind(int code, int kind)
        {
            DistanceBin[] bins = [.. Enumerable.Range(0, DistanceBins.Count).Select(bin => Bin(bin, kind * DistanceBins.Count + bin)).OfType<DistanceBin>()];
            return new ClosingBracket(SymbolOf(code), bins.Sum(bin => bin.Pairs), closings.Count(closing => closing.Code == code && !closing.IsRead), bins);
        }

        string SymbolOf(int code) => scores.Vocabulary.Symbol(scores.Vocabulary.Encode([code])[0]);

        DistanceBin? Bin(int bin, int group) => !members.Contains(group) ? null : new DistanceBin(
            DistanceBins.First(bin), DistanceBins.Last(bin), members[group].Count(), members[group].Average(closing => closing.Distance),
            Bounded(networks, group), Bounded(ngrams, group), Bounded(differences, group));

        Interval Bounded(IReadOnlyList<Interval> means, int group) =>
            members[group].Count() >= FewestPairs ? means[group] : means[group] with { Low = double.NaN, High = double.NaN };
    }

    /// <summary>The pairs whose closing symbol was predicted.</summary>
    private static List<Closing> Closings(ReadOnlySpan<int> positions, ReadOnlySpan<int> codes, IReadOnlyList<BracketPair> pairs)
    {
        int[] indexOf = new int[codes.Length], readFrom = new int[positions.Length];
        Array.Fill(indexOf, -1);
        for (int i = 0; i < positions.Length; i++)
        {
            if ((uint)positions[i] >= (uint)codes.Length)
                throw new ArgumentException($"expected positions in a file of {codes.Length} symbols, found {positions[i]}", nameof(positions));
            indexOf[positions[i]] = i;
            // The network reads the symbol before the first one of a stretch, and predicts from there on.
            bool goesOn = i > 0 && positions[i] == positions[i - 1] + 1;
            readFrom[i] = goesOn ? readFrom[i - 1] : positions[i] - 1;
        }

        List<Closing> closings = [];
        foreach (BracketPair pair in pairs)
        {
            int index = indexOf[pair.Close];
            if (index >= 0) closings.Add(new Closing(index, codes[pair.Close], pair.Distance, pair.Open >= readFrom[index]));
        }

        return closings;
    }

    private readonly record struct Closing(int Index, int Code, int Distance, bool IsRead);
}
