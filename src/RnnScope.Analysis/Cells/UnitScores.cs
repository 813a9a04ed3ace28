using RnnScope.Analysis.Features;
using RnnScope.Analysis.Statistics;

namespace RnnScope.Analysis.Cells;

/// <summary>How much each unit of a site goes along with each property over a stretch of a text.</summary>
public static class UnitScores
{
    // 4 MB of values at a time: large enough to read fast, small beside a trace.
    private const int BlockValues = 1 << 20;

    /// <summary>Pearson's correlations of all units of a site with some tracks.</summary>
    /// <param name="values">What the units did over the whole text.</param>
    /// <param name="site">One of their sites, H units wide.</param>
    /// <param name="from">The first symbol of the stretch.</param>
    /// <param name="properties">The properties of the stretch alone: number i of a track is about symbol from + i.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    /// <returns>(P, H), each -1 to 1; NaN where a unit or a property does not change over the stretch.</returns>
    /// <exception cref="ArgumentException">The tracks have different lengths, or there is no such site.</exception>
    public static float[] Of(IUnitValues values, string site, int from, IReadOnlyList<TextProperty> properties, CancellationToken cancellation = default)
    {
        if (properties.Count == 0) return [];
        int width = values.Sites.FirstOrDefault(known => known.Site == site).Width, count = properties[0].Track.Length;
        if (width == 0) throw new ArgumentException($"there is no site '{site}'", nameof(site));
        if (properties.FirstOrDefault(property => property.Track.Length != count) is { } other)
            throw new ArgumentException($"expected tracks of {count} numbers, found {other.Track.Length} for '{other.Name}'", nameof(properties));
        int block = Math.Clamp(BlockValues / width, 1, Math.Max(1, count));
        CorrelationSums sums = new(width, properties.Count);
        float[] units = new float[block * width], targets = new float[block * properties.Count];
        for (int done = 0; done < count; done += block)
        {
            cancellation.ThrowIfCancellationRequested();
            int rows = Math.Min(block, count - done);
            values.Read(site, from + done, rows, units.AsSpan(0, rows * width));
            for (int i = 0; i < rows * properties.Count; i++) targets[i] = properties[i % properties.Count].Track[done + i / properties.Count];
            sums.Add(units.AsSpan(0, rows * width), targets.AsSpan(0, rows * properties.Count));
        }

        return [.. from property in Enumerable.Range(0, properties.Count) from unit in Enumerable.Range(0, width) select (float)sums.Pearson(unit, property)];
    }
}
