namespace RnnScope.Analysis.Statistics;

/// <summary>A mean, or another number, over a text and over each text that a <see cref="BlockBootstrap"/> drew from it.</summary>
/// <remarks>
/// Two of one bootstrap have seen the same drawn texts. Subtracted text by text, they lose what makes a text hard for both, so
/// that a difference is known much better than either mean.
/// </remarks>
public sealed class DrawnMean
{
    private readonly double[] _drawn;
    private readonly double _confidence;

    internal DrawnMean(double estimate, double[] drawn, double confidence) =>
        (Estimate, _drawn, _confidence, Interval) = (estimate, drawn, confidence, Interval.OfDrawn(estimate, drawn, confidence));

    /// <summary>The mean over the text itself.</summary>
    public double Estimate { get; }

    /// <summary>The mean, and what the middle of the drawn texts spans.</summary>
    public Interval Interval { get; }

    /// <summary>This mean less another one of the same bootstrap, with the interval of the difference.</summary>
    /// <exception cref="ArgumentException">The other one comes from a bootstrap with another number of drawn texts.</exception>
    public Interval Less(DrawnMean other)
    {
        if (other._drawn.Length != _drawn.Length)
            throw new ArgumentException($"expected a mean of the same {_drawn.Length} drawn texts, found one of {other._drawn.Length}", nameof(other));
        return Interval.OfDrawn(Estimate - other.Estimate, [.. _drawn.Zip(other._drawn, (one, two) => one - two)], _confidence);
    }
}
