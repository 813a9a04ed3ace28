using RnnScope.Engine.Tracing;

namespace RnnScope.Analysis.Contexts;

/// <summary>From units to text: finds where some units behave together as they did within a span, over a text of any length.</summary>
/// <remarks>Reads each site that is asked for once, in blocks. See docs/contexts.md.</remarks>
public static class UnitPlaces
{
    // 4 MB of values at a time.
    private const int BlockValues = 1 << 20;

    /// <summary>Looks through the whole text.</summary>
    /// <param name="thresholds">The trace, with the thresholds of its units.</param>
    /// <param name="units">The units and their sides, each unit once.</param>
    /// <param name="options">How to look; null for the defaults.</param>
    /// <param name="report">Hears how many symbols were looked at.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    /// <exception cref="ArgumentException">An option is out of range, or a unit is there twice.</exception>
    /// <exception cref="SiteException">There is no such site or unit.</exception>
    public static UnitPlacesResult Find(
        UnitThresholds thresholds, IReadOnlyList<UnitSide> units, PlaceOptions? options = null, Action<long>? report = null,
        CancellationToken cancellation = default)
    {
        options = (options ?? new PlaceOptions()).Validated(units.Count);
        Trace trace = thresholds.Trace;
        SiteUnits[] sites = [.. units.GroupBy(unit => unit.Site).Select(group => SiteUnits.Of(thresholds, group.Key, [.. group], cancellation))];
        int block = Math.Clamp(BlockValues / sites.Max(site => site.Width), 1, Math.Max(1, trace.Characters));
        byte[] counts = new byte[block];
        float[] rows = new float[block * sites.Max(site => site.Width)];
        PlaceScanner scanner = new(units.Count, options);
        for (int from = 0; from < trace.Characters; from += block)
        {
            cancellation.ThrowIfCancellationRequested();
            Span<byte> here = counts.AsSpan(0, Math.Min(block, trace.Characters - from));
            here.Clear();
            foreach (SiteUnits site in sites)
            {
                Span<float> values = rows.AsSpan(0, here.Length * site.Width);
                trace.ReadRows(site.Name, from, here.Length, values);
                site.Count(values, here);
            }

            foreach (byte count in here) scanner.Add(count);
            report?.Invoke(from + here.Length);
        }

        return scanner.Complete();
    }

    /// <summary>The units of one site that are asked for.</summary>
    private sealed record SiteUnits(string Name, int Width, UnitSide[] Units, UnitThreshold[] Thresholds)
    {
        public static SiteUnits Of(UnitThresholds thresholds, string site, UnitSide[] units, CancellationToken cancellation)
        {
            int width = thresholds.Trace.Width(site);
            foreach (UnitSide unit in units) new UnitAddress(site, unit.Unit).Checked([(site, width)]);
            if (units.DistinctBy(unit => unit.Unit).Count() < units.Length) throw new ArgumentException($"expected each unit once, found one of {site} twice", nameof(units));
            ReadOnlySpan<UnitThreshold> all = thresholds.Of(site, cancellation);
            UnitThreshold[] own = new UnitThreshold[units.Length];
            for (int i = 0; i < own.Length; i++) own[i] = all[units[i].Unit];
            return new SiteUnits(site, width, units, own);
        }

        /// <summary>Adds, for each row, how many are on their side.</summary>
        public void Count(ReadOnlySpan<float> rows, Span<byte> counts)
        {
            for (int i = 0; i < Units.Length; i++)
            {
                (int unit, bool isHigh, UnitThreshold threshold) = (Units[i].Unit, Units[i].IsHigh, Thresholds[i]);
                for (int row = 0, at = unit; row < counts.Length; row++, at += Width)
                {
                    if (threshold.IsOn(rows[at], isHigh)) counts[row]++;
                }
            }
        }
    }
}
