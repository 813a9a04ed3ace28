namespace RnnScope.Analysis.Statistics;

/// <summary>A number that was estimated from a text, and how far off another text of the kind might put it.</summary>
/// <param name="Estimate">The number; NaN where there was nothing to estimate it from.</param>
/// <param name="Low">The lower end of the interval; NaN where there is none.</param>
/// <param name="High">The upper end of the interval.</param>
public sealed record Interval(double Estimate, double Low, double High)
{
    /// <summary>Whether a value is within the ends.</summary>
    public bool Contains(double value) => value >= Low && value <= High;

    /// <summary>The middle of what drawn texts gave; no ends where half of them or more gave nothing.</summary>
    internal static Interval OfDrawn(double estimate, double[] drawn, double confidence)
    {
        double[] finite = [.. drawn.Where(double.IsFinite).Order()];
        if (2 * finite.Length <= drawn.Length) return new Interval(estimate, double.NaN, double.NaN);
        int outside = (int)(finite.Length * (1 - confidence) / 2);
        return new Interval(estimate, finite[outside], finite[^(outside + 1)]);
    }
}
