namespace RnnScope.Analysis.Features;

/// <summary>What the numbers of a property mean.</summary>
public enum PropertyKind
{
    /// <summary>0 or 1: it does not hold, or it holds.</summary>
    Binary,

    /// <summary>A count or a length.</summary>
    Numeric,
}
