namespace RnnScope.Analysis.Statistics;

/// <summary>A number that was estimated from a text, and how far off another text of the kind might put it.</summary>
/// <param name="Estimate">The number; NaN where there was nothing to estimate it from.</param>
/// <param name="Low">The lower end of the interval; NaN where there is none.</param>
/// <param name="High">The upper end of the interval.</param>
public sealed record Interval(double Estimate, double Low, double High)
{
    /// <summary>Whether a value is within the ends.</summary>
    public bool Contains(double value) => value >= Low && value <= High;
}
