namespace RnnScope.Analysis.Gates;

/// <summary>Where saturation begins, and what is remarkable enough for a list.</summary>
public sealed record GateLimits
{
    /// <summary>A gate below this is left-saturated.</summary>
    public const float LeftBelow = 0.1f;

    /// <summary>A gate above this is right-saturated.</summary>
    public const float RightAbove = 0.9f;

    /// <summary>The share of the characters that counts as nearly always.</summary>
    /// <value>Above 0.5, at most 1; the default is 0.95.</value>
    public double Nearly { get; init; } = 0.95;

    /// <summary>A unit whose output stays within a range of this width is dead.</summary>
    /// <value>At least 0; the default is 0.05, a fortieth of what a hidden state can take.</value>
    public double DeadRange { get; init; } = 0.05;

    /// <summary>Two units whose outputs correlate at least so much, whatever the sign, are duplicates.</summary>
    /// <value>Above 0, at most 1; the default is 0.95.</value>
    public double Duplicate { get; init; } = 0.95;

    /// <summary>Throws unless every number is in range.</summary>
    /// <exception cref="ArgumentException">One is not; the message names it.</exception>
    public GateLimits Validated()
    {
        Check(Nearly > 0.5 && Nearly <= 1, "nearly", "above 0.5, at most 1", Nearly);
        Check(DeadRange >= 0 && double.IsFinite(DeadRange), "range of a dead unit", "0 or more", DeadRange);
        Check(Duplicate > 0 && Duplicate <= 1, "correlation of duplicates", "above 0, at most 1", Duplicate);
        return this;
    }

    private static void Check(bool isGood, string name, string expected, double found)
    {
        if (!isGood) throw new ArgumentException(FormattableString.Invariant($"{name}: expected {expected}, found {found}"));
    }
}
