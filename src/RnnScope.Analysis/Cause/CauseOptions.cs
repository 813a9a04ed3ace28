namespace RnnScope.Analysis.Cause;

/// <summary>Where units are held, as to a property.</summary>
public enum HoldWhere
{
    /// <summary>Everywhere.</summary>
    All,

    /// <summary>After symbols where it holds.</summary>
    Holds,

    /// <summary>After all other symbols.</summary>
    Elsewhere,
}

/// <summary>How an intervention is measured.</summary>
public sealed record CauseOptions
{
    /// <summary>Where units are held.</summary>
    /// <value>The default is everywhere.</value>
    public HoldWhere Where { get; init; }

    /// <summary>A property holds where its number is above this.</summary>
    /// <value>The default is 0.5: a binary property holds where it is 1, a depth where something is open.</value>
    public double Above { get; init; } = 0.5;

    /// <summary>Groups of other units of the same site to which the same is done.</summary>
    /// <value>0 to 1,000; the default is 10. Small sites give fewer.</value>
    public int Controls { get; init; } = 10;

    /// <summary>Where the random numbers start: which controls, and which places are exchanged.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>For a patch, how many predictions from that place on are counted.</summary>
    /// <value>At least 1; the default is 100.</value>
    public int Follow { get; init; } = 100;

    /// <summary>Threads to use; the result does not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Throws unless all numbers are in range.</summary>
    /// <exception cref="ArgumentException">One is not.</exception>
    public CauseOptions Validated()
    {
        if (Controls is < 0 or > 1000) throw new ArgumentException($"expected 0 to 1,000 controls, found {Controls}");
        if (Follow < 1) throw new ArgumentException($"expected at least 1 prediction behind a patch, found {Follow}");
        return double.IsFinite(Above) ? this : throw new ArgumentException($"expected a finite number for the property to be above, found {Above}");
    }
}
