namespace RnnScope.Analysis.Counters;

/// <summary>Sums over the steps at which one symbol was read: the value before it, after it, and the change.</summary>
/// <remarks>Values are taken relative to one origin, which keeps the digits of units that stay far from zero.</remarks>
internal struct StepSums
{
    private double _before, _after, _change, _beforeSquares, _afterSquares, _products;

    /// <summary>How many steps.</summary>
    public int Count { get; private set; }

    /// <summary>The mean change; NaN without steps.</summary>
    public readonly double MeanChange => _change / Count;

    /// <summary>Mean value before, relative to the origin.</summary>
    public readonly double MeanBefore => _before / Count;

    /// <summary>Mean value after, relative to the origin.</summary>
    public readonly double MeanAfter => _after / Count;

    /// <summary>The sum of squared changes.</summary>
    public double SquaredChange { get; private set; }

    /// <summary>The variance of the values before.</summary>
    public readonly double BeforeVariance => Variance(_before, _beforeSquares);

    /// <summary>The variance of the values after.</summary>
    public readonly double AfterVariance => Variance(_after, _afterSquares);

    /// <summary>The slope of the value after on the value before; NaN where the value before was always the same.</summary>
    public readonly double Slope
    {
        get
        {
            double variance = BeforeVariance;
            return variance > 0 ? (_products / Count - MeanBefore * MeanAfter) / variance : double.NaN;
        }
    }

    /// <summary>Adds a step.</summary>
    /// <param name="before">The value before, relative to the origin.</param>
    /// <param name="after">The value after, relative to the origin.</param>
    public void Add(double before, double after)
    {
        Count++;
        _before += before;
        _after += after;
        _change += after - before;
        SquaredChange += (after - before) * (after - before);
        _beforeSquares += before * before;
        _afterSquares += after * after;
        _products += before * after;
    }

    /// <summary>What rounding leaves of no variance is none.</summary>
    private readonly double Variance(double sum, double squares)
    {
        const double Rounding = 1e-13;
        double left = squares - sum * sum / Count;
        return left > Rounding * squares ? left / Count : 0;
    }
}
