using RnnScope.Analysis.Statistics;

namespace RnnScope.Analysis.Gates;

/// <summary>Finds the units of a layer that say the same.</summary>
internal static class DuplicateSearch
{
    /// <summary>The most pairs that are listed for a layer.</summary>
    public const int MostPairs = 10_000;

    // The sums of a block of targets stay in cache, and never take H x H.
    private const int Block = 32;

    /// <summary>Pairs whose correlation reaches a limit, strongest first; of equal ones the first units.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="units">H.</param>
    /// <param name="rows">Outputs, (rows, H).</param>
    /// <param name="limit">The least absolute correlation.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>The pairs, at most <see cref="MostPairs"/>, and how many there are.</returns>
    public static (IReadOnlyList<DuplicateUnits> Pairs, long Count) Find(
        int layer, int units, ReadOnlySpan<float> rows, double limit, CancellationToken cancellation)
    {
        List<DuplicateUnits> found = [];
        long all = 0;
        int count = rows.Length / units;
        for (int first = 0; first < units; first += Block)
        {
            cancellation.ThrowIfCancellationRequested();
            int width = Math.Min(Block, units - first);
            CorrelationSums sums = new(units, width);
            for (int row = 0; row < count; row++)
            {
                ReadOnlySpan<float> values = rows.Slice(row * units, units);
                sums.Add(values, values.Slice(first, width));
            }

            for (int target = 0; target < width; target++)
            {
                for (int other = first + target + 1; other < units; other++)
                {
                    double correlation = sums.Pearson(other, target);
                    // False for NaN: a unit that never moves goes along with nothing.
                    if (!(Math.Abs(correlation) >= limit)) continue;
                    all++;
                    found.Add(new DuplicateUnits(layer, first + target, other, correlation));
                }
            }

            if (found.Count > 2 * MostPairs) found = Strongest(found);
        }

        return (Strongest(found), all);
    }

    private static List<DuplicateUnits> Strongest(List<DuplicateUnits> pairs) =>
        [.. pairs.OrderByDescending(pair => Math.Abs(pair.Correlation)).ThenBy(pair => pair.Unit).ThenBy(pair => pair.Other).Take(MostPairs)];
}
