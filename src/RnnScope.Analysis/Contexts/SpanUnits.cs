using RnnScope.Engine.Tracing;

namespace RnnScope.Analysis.Contexts;

/// <summary>From text to units: finds the units that are on exactly where somebody marked a text, or off exactly there.</summary>
/// <remarks>
/// The gesture is that of LSTMVis (Strobelt et al. 2018). Here each unit has a threshold of its own, both sides of it count, all layers are
/// looked at together, and it is said how many units would mark such spans by chance. See docs/contexts.md.
/// </remarks>
public static class SpanUnits
{
    private const int MostPlacements = 50, FewestPlacements = 10, MostPlacedSymbols = 50_000;

    /// <summary>Looks at all units of all sites.</summary>
    /// <param name="thresholds">The trace, with the thresholds of its units.</param>
    /// <param name="spans">What was marked.</param>
    /// <param name="options">How to look; null for the defaults.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="SiteException">There is no site of such a name.</exception>
    public static SpanUnitsResult Find(UnitThresholds thresholds, TextSpans spans, SpanOptions? options = null, CancellationToken cancellation = default)
    {
        options = (options ?? new SpanOptions()).Validated();
        Trace trace = thresholds.Trace;
        List<TextSpans> placements = Placements(spans, trace.Characters, options.Margin);
        List<(SpanUnit Unit, double Contrast)> found = [];
        List<double> elsewhere = [];
        foreach ((string site, int width) in Sites(trace, options.Sites))
        {
            ReadOnlySpan<UnitThreshold> known = thresholds.Of(site, cancellation);
            SpanSums sums = new(trace, site, known);
            sums.Read(spans, options.Margin, cancellation);
            for (int unit = 0; unit < width; unit++)
            {
                // A unit that never moves marks nothing.
                if (float.IsNaN(known[unit].Value)) continue;
                (bool isHigh, double score) = sums.Best(unit);
                double inside = sums.Inside(unit), around = sums.Around(unit);
                double contrast = double.IsNaN(around) ? 0 : Math.Abs(inside - around) / known[unit].Deviation;
                double share = isHigh ? known[unit].ShareHigh : 1 - known[unit].ShareHigh;
                found.Add((new SpanUnit(new UnitSide(site, unit, isHigh), score, inside, around, known[unit].Value, share, double.NaN), contrast));
            }

            foreach (TextSpans placement in placements)
            {
                sums.Read(placement, options.Margin, cancellation);
                for (int unit = 0; unit < width; unit++)
                {
                    if (!float.IsNaN(known[unit].Value)) elsewhere.Add(sums.Best(unit).Score);
                }
            }
        }

        elsewhere.Sort();
        // The sort is stable: of equal units the first site's comes first.
        SpanUnit[] best = [.. found.OrderByDescending(one => one.Unit.Score).ThenByDescending(one => one.Contrast).Take(options.Count)
            .Select(one => one.Unit with { ByChance = placements.Count == 0 ? double.NaN : (double)AtLeast(elsewhere, one.Unit.Score) / placements.Count })];
        return new SpanUnitsResult(spans.Ranges, options.Margin, found.Count, placements.Count, best);
    }

    /// <summary>The sites of the layers: all of them, or those of the names given.</summary>
    private static IEnumerable<(string Site, int Width)> Sites(Trace trace, IReadOnlyList<string> names) => names.Count == 0
        ? trace.Sites.Where(site => SiteName.IsOfLayer(site.Site))
        : [.. names.Distinct(StringComparer.Ordinal).Select(name => (name, trace.Width(name)))];

    /// <summary>The same spans at other places, spread evenly over the text.</summary>
    private static List<TextSpans> Placements(TextSpans spans, int characters, int margin)
    {
        long symbols = spans.Ranges.Sum(span => span.Count + 2L * margin);
        int count = (int)Math.Min(MostPlacements, MostPlacedSymbols / symbols);
        List<TextSpans> placements = [];
        for (int place = 1; place <= count; place++)
        {
            if (spans.Shifted((int)((long)characters * place / (count + 1))) is { } shifted) placements.Add(shifted);
        }

        return placements.Count < FewestPlacements ? [] : placements;
    }

    private static int AtLeast(List<double> sorted, double score)
    {
        (int from, int to) = (0, sorted.Count);
        while (from < to)
        {
            int middle = (from + to) / 2;
            if (sorted[middle] < score) from = middle + 1;
            else to = middle;
        }

        return sorted.Count - from;
    }
}
