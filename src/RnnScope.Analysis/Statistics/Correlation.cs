namespace RnnScope.Analysis.Statistics;

/// <summary>Pearson's correlation of two columns.</summary>
public static class Correlation
{
    /// <summary>The correlation, -1 to 1, summed in double and in the columns' order.</summary>
    /// <returns>NaN where it is not defined: fewer than two values, a constant column, or a value that is not finite.</returns>
    /// <exception cref="ArgumentException">The columns have different lengths.</exception>
    public static double Pearson(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        if (a.Length != b.Length) throw new ArgumentException($"columns of {a.Length} and {b.Length} values", nameof(b));
        CorrelationSums sums = new(1, 1);
        sums.Add(a, b);
        return sums.Pearson(0, 0);
    }

    /// <summary>The correlation from sums of shifted values.</summary>
    internal static double FromSums(long count, double x, double xx, double y, double yy, double xy)
    {
        double varianceX = xx - x * x / count;
        double varianceY = yy - y * y / count;
        // What is left of a constant column is rounding, and must not be taken for a signal.
        const double Rounding = 1e-13;
        if (!(varianceX > Rounding * xx) || !(varianceY > Rounding * yy)) return double.NaN;
        double correlation = (xy - x * y / count) / Math.Sqrt(varianceX) / Math.Sqrt(varianceY);
        return Math.Clamp(correlation, -1, 1);
    }
}
