using RnnScope.Analysis.Features;
using RnnScope.Analysis.Statistics;

namespace RnnScope.Analysis.Cells;

/// <summary>Finds, for each property of a text, the unit that goes up and down with it.</summary>
/// <remarks>
/// The unit is the one with the largest absolute correlation over the first half of the text; its score is its correlation
/// over the second half. A correlation is no proof that the network uses the unit for the property: see docs/cells.md.
/// </remarks>
public static class UnitSearch
{
    /// <summary>What the scores are.</summary>
    public const string Measure = "correlation, on text it was not picked on";

    // 4 MB of values at a time: large enough to read fast, small beside a trace.
    private const int BlockValues = 1 << 20;

    /// <summary>Searches all units of all sites for all properties, reading each value once.</summary>
    /// <param name="values">The units.</param>
    /// <param name="properties">The properties, over the same text.</param>
    /// <param name="cancellation">Stops the search between blocks.</param>
    /// <returns>
    /// One finding per property, in the properties' order; of equal units the first wins. A property that is constant in one
    /// half of the text has none. A unit that is constant over the second half scores 0 there.
    /// </returns>
    /// <exception cref="ArgumentException">A property has not one number per symbol.</exception>
    public static IReadOnlyList<UnitFinding> Find(
        IUnitValues values, IReadOnlyList<TextProperty> properties, CancellationToken cancellation = default)
    {
        foreach (TextProperty property in properties)
        {
            if (property.Track.Length != values.Characters)
            {
                throw new ArgumentException(
                    $"'{property.Name}' has {property.Track.Length} numbers, the text {values.Characters} symbols", nameof(properties));
            }
        }

        if (properties.Count == 0) return [];
        UnitFinding?[] best = new UnitFinding?[properties.Count];
        int middle = values.Characters / 2;
        foreach ((string site, int width) in values.Sites)
        {
            if (width == 0) continue;
            CorrelationSums picking = Collect(values, site, width, 0, middle, properties, cancellation);
            CorrelationSums heldOut = Collect(values, site, width, middle, values.Characters, properties, cancellation);
            for (int i = 0; i < best.Length; i++)
            {
                for (int unit = 0; unit < width; unit++)
                {
                    double score = picking.Pearson(unit, i);
                    // Comparisons with NaN are false, so undefined correlations never win.
                    if (!(Math.Abs(score) > Math.Abs(best[i]?.PickedOn ?? 0))) continue;
                    double after = heldOut.Pearson(unit, i);
                    best[i] = new UnitFinding(properties[i].Name, site, unit, score, double.IsNaN(after) ? 0 : after, Measure);
                }
            }
        }

        return [.. best.Where((_, i) => Varies(properties[i].Track.AsSpan(middle))).OfType<UnitFinding>()];
    }

    private static bool Varies(ReadOnlySpan<float> track) => track.Length > 0 && track.ContainsAnyExcept(track[0]);

    private static CorrelationSums Collect(
        IUnitValues values, string site, int width, int from, int to, IReadOnlyList<TextProperty> properties, CancellationToken cancellation)
    {
        CorrelationSums sums = new(width, properties.Count);
        int block = Math.Max(1, Math.Min(to - from, BlockValues / width));
        float[] units = new float[block * width];
        float[] targets = new float[block * properties.Count];
        for (int start = from; start < to; start += block)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(block, to - start);
            values.Read(site, start, count, units.AsSpan(0, count * width));
            for (int i = 0; i < properties.Count; i++)
            {
                ReadOnlySpan<float> track = properties[i].Track.AsSpan(start, count);
                for (int row = 0; row < count; row++) targets[row * properties.Count + i] = track[row];
            }

            sums.Add(units.AsSpan(0, count * width), targets.AsSpan(0, count * properties.Count));
        }

        return sums;
    }
}
