namespace RnnScope.Analysis.Cells;

/// <summary>How to search for units that track something.</summary>
public sealed record CellSearchOptions
{
    /// <summary>Circular shifts that make the null distribution, a power of two from 64 to 4096; a short text has fewer.</summary>
    /// <value>The default is 512, of which 481 count. The work does not grow with them.</value>
    public int Shifts { get; init; } = 512;

    /// <summary>Units that are described for each property, 1 to 100.</summary>
    /// <value>The default is 3.</value>
    public int Top { get; init; } = 3;

    /// <summary>Units of the small group of each property, 0 (no group) to 20.</summary>
    /// <value>The default is 5.</value>
    public int Group { get; init; } = 5;

    /// <summary>The share of false claims that is allowed among all, above 0 and below 1.</summary>
    /// <value>The default is 0.05.</value>
    public double Level { get; init; } = 0.05;

    /// <summary>How much better than the best unit of the untrained twin a unit must be, of 1, for the training to have made the difference.</summary>
    /// <value>The default is 0.05; docs/cells.md says why.</value>
    public double Margin { get; init; } = 0.05;

    /// <summary>Threads to use, at least 1; the result does not depend on them.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Memory for units that are being searched, in bytes; the properties take some on top. Slow when small.</summary>
    /// <value>The default is half a gigabyte.</value>
    public long Memory { get; init; } = 1L << 29;

    /// <summary>Checks the numbers.</summary>
    /// <exception cref="ArgumentException">One makes no sense.</exception>
    public CellSearchOptions Validated()
    {
        Check(Shifts is >= 64 and <= 4096 && System.Numerics.BitOperations.IsPow2(Shifts), "shifts", "a power of two from 64 to 4096", Shifts);
        Check(Top is >= 1 and <= 100, "units for each property", "1 to 100", Top);
        Check(Group is >= 0 and <= 20, "units of a group", "0 to 20", Group);
        Check(Level is > 0 and < 1, "level", "above 0 and below 1", Level);
        Check(Margin is >= 0 and < 1, "margin", "0 to below 1", Margin);
        Check(Threads is >= 1 and <= 1024, "threads", "1 to 1024", Threads);
        Check(Memory > 0, "memory", "above 0", Memory);
        return this;
    }

    private static void Check(bool isGood, string what, string expected, object found)
    {
        if (!isGood) throw new ArgumentException(FormattableString.Invariant($"{what}: expected {expected}, found {found}"));
    }
}
