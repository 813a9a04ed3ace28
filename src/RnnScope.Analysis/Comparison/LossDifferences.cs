using RnnScope.Analysis.Statistics;

namespace RnnScope.Analysis.Comparison;

/// <summary>A place in a text, and how much more one network lost there than another.</summary>
/// <param name="Position">The symbol.</param>
/// <param name="Nats">Loss of the first less loss of the second.</param>
public sealed record PlacedDifference(int Position, double Nats);

/// <summary>How much more one network loses than another, symbol by symbol, over a text that both have read. See docs/compare.md.</summary>
/// <param name="Count">Symbols that both were asked about.</param>
/// <param name="Nats">The mean of loss of the first less loss of the second, with the interval of a bootstrap of blocks.</param>
/// <param name="FirstNats">Mean loss of the first over these symbols.</param>
/// <param name="SecondNats">Mean loss of the second.</param>
/// <param name="FirstIsBetter">Share of the symbols that cost the first less.</param>
/// <param name="ForSecond">Where the first lost most more, the largest difference first.</param>
/// <param name="ForFirst">Where the second lost most more.</param>
public sealed record LossDifferences(
    int Count, Interval Nats, double FirstNats, double SecondNats, double FirstIsBetter,
    IReadOnlyList<PlacedDifference> ForSecond, IReadOnlyList<PlacedDifference> ForFirst)
{
    /// <summary>Places that are shown are at least so many symbols apart, or all would be from one passage.</summary>
    public const int Apart = 40;

    /// <summary>Compares two networks.</summary>
    /// <param name="first">Losses in nats, (N); NaN where nothing was asked.</param>
    /// <param name="second">Losses of the other network at the same symbols, (N).</param>
    /// <param name="places">How many places are wanted each way.</param>
    /// <param name="seed">Where the bootstrap's random numbers start.</param>
    /// <exception cref="ArgumentException">There are not as many of the one as of the other.</exception>
    public static LossDifferences Of(ReadOnlySpan<float> first, ReadOnlySpan<float> second, int places = 10, ulong seed = 1)
    {
        if (first.Length != second.Length) throw new ArgumentException($"expected {first.Length} losses of both, found {second.Length}", nameof(second));
        List<PlacedDifference> all = [];
        double firstSum = 0, secondSum = 0;
        int better = 0;
        for (int i = 0; i < first.Length; i++)
        {
            double difference = (double)first[i] - second[i];
            if (double.IsNaN(difference)) continue;
            all.Add(new PlacedDifference(i, difference));
            (firstSum, secondSum) = (firstSum + first[i], secondSum + second[i]);
            if (difference < 0) better++;
        }

        Interval nats = all.Count == 0
            ? new Interval(double.NaN, double.NaN, double.NaN)
            : new BlockBootstrap(all.Count, seed).Mean([.. all.Select(place => place.Nats)]);
        return new LossDifferences(
            all.Count, nats, firstSum / all.Count, secondSum / all.Count, (double)better / all.Count,
            Most(all.Where(place => place.Nats > 0).OrderByDescending(place => place.Nats), places),
            Most(all.Where(place => place.Nats < 0).OrderBy(place => place.Nats), places));
    }

    private static List<PlacedDifference> Most(IEnumerable<PlacedDifference> sorted, int places)
    {
        List<PlacedDifference> found = [];
        foreach (PlacedDifference place in sorted)
        {
            if (found.Count == places) break;
            if (found.All(other => Math.Abs(other.Position - place.Position) >= Apart)) found.Add(place);
        }

        return found;
    }
}
