using RnnScope.Analysis.Cells;
using RnnScope.Analysis.Statistics;

namespace RnnScope.Analysis.Comparison;

/// <summary>A unit that goes up and down with another one.</summary>
/// <param name="Site">Its site.</param>
/// <param name="Unit">Its index within the site.</param>
/// <param name="Correlation">Pearson's, -1 to 1; below 0 it goes down where the other goes up.</param>
public sealed record UnitMatch(string Site, int Unit, double Correlation);

/// <summary>Finds the units of one network that go along with a unit of another over the same text.</summary>
/// <remarks>
/// The units are picked on the very symbols that they are scored on, out of many: the score is too good by that choice, and
/// a high one does not say that two units do the same work. See docs/compare.md.
/// </remarks>
public static class UnitMatching
{
    // 4 MB of values at a time: large enough to read fast, small beside a trace.
    private const int BlockValues = 1 << 20;

    /// <summary>The best matches of a unit among all units of all sites.</summary>
    /// <param name="unit">What the unit did, one value for each symbol of the stretch.</param>
    /// <param name="others">What the other network's units did over the whole text.</param>
    /// <param name="from">The first symbol of the stretch.</param>
    /// <param name="most">How many are wanted.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    /// <returns>The largest sizes of correlation first; of equal ones the first. Units without a correlation, as constant ones, are left out.</returns>
    public static IReadOnlyList<UnitMatch> Find(
        ReadOnlySpan<float> unit, IUnitValues others, int from, int most, CancellationToken cancellation = default)
    {
        List<UnitMatch> all = [];
        foreach ((string site, int width) in others.Sites)
        {
            CorrelationSums sums = new(width, 1);
            int block = Math.Clamp(BlockValues / width, 1, Math.Max(1, unit.Length));
            float[] values = new float[block * width];
            for (int done = 0; done < unit.Length; done += block)
            {
                cancellation.ThrowIfCancellationRequested();
                int rows = Math.Min(block, unit.Length - done);
                others.Read(site, from + done, rows, values.AsSpan(0, rows * width));
                sums.Add(values.AsSpan(0, rows * width), unit.Slice(done, rows));
            }

            for (int other = 0; other < width; other++) all.Add(new UnitMatch(site, other, sums.Pearson(other, 0)));
        }

        // The sort is stable: of equal ones the first stays the first.
        return [.. all.Where(match => !double.IsNaN(match.Correlation)).OrderByDescending(match => Math.Abs(match.Correlation)).Take(most)];
    }
}
