namespace RnnScope.Analysis.Contexts;

/// <summary>Splits the values of a unit into two groups that differ as much as possible (Otsu 1979).</summary>
/// <remarks>
/// Of all ways to cut a histogram in two, it takes the one with the largest variance between the groups, which is the one with the least
/// variance within them. Where the cut can lie anywhere in an empty stretch, it lies in the stretch's middle.
/// </remarks>
internal static class OtsuThreshold
{
    private const int Bins = 256;

    /// <summary>Finds the threshold of a unit.</summary>
    /// <param name="values">Its values, in any order; those that are not finite do not count.</param>
    public static UnitThreshold Of(ReadOnlySpan<float> values)
    {
        (double low, double high, double deviation) = Spread(values);
        if (!(high > low)) return new UnitThreshold(float.NaN, 0, 0);
        Span<int> counts = stackalloc int[Bins];
        int all = 0;
        double scale = Bins / (high - low);
        foreach (float value in values)
        {
            if (!float.IsFinite(value)) continue;
            counts[Math.Min(Bins - 1, (int)((value - low) * scale))]++;
            all++;
        }

        // Rounding must not put all values on one side.
        float threshold = Math.Max((float)(low + (high - low) * Cut(counts, all) / Bins), float.BitIncrement((float)low));
        int above = 0;
        foreach (float value in values)
        {
            if (value >= threshold && float.IsFinite(value)) above++;
        }

        return new UnitThreshold(threshold, (double)above / all, deviation);
    }

    /// <summary>Where to cut: so many bins are below.</summary>
    private static double Cut(ReadOnlySpan<int> counts, int all)
    {
        double sum = 0;
        for (int bin = 0; bin < Bins; bin++) sum += (double)counts[bin] * bin;
        double best = -1, below = 0;
        int first = 0, last = 0;
        long count = 0;
        for (int cut = 1; cut < Bins; cut++)
        {
            count += counts[cut - 1];
            below += (double)counts[cut - 1] * (cut - 1);
            if (count == 0 || count == all) continue;
            double difference = below / count - (sum - below) / (all - count);
            double between = (double)count * (all - count) * difference * difference;
            if (between > best) (best, first, last) = (between, cut, cut);
            // In an empty stretch nothing changes, so that the numbers are the same to the last bit.
            else if (between == best && counts[cut - 1] == 0 && last == cut - 1) last = cut;
        }

        return (first + last) / 2.0;
    }

    private static (double Low, double High, double Deviation) Spread(ReadOnlySpan<float> values)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity, sum = 0, squares = 0, origin = 0;
        int count = 0;
        foreach (double value in values)
        {
            if (!double.IsFinite(value)) continue;
            if (count++ == 0) origin = value;
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
            sum += value - origin;
            squares += (value - origin) * (value - origin);
        }

        double mean = sum / count;
        return (low, high, count == 0 ? 0 : Math.Sqrt(Math.Max(0, squares / count - mean * mean)));
    }
}
