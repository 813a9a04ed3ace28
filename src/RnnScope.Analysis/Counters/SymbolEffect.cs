using RnnScope.Analysis.Statistics;

namespace RnnScope.Analysis.Counters;

/// <summary>What a symbol does to a unit, in a word.</summary>
public enum SymbolRole
{
    /// <summary>Nothing that could be told from chance.</summary>
    None,

    /// <summary>The unit goes up by it: the whole interval of the mean change is above 0.</summary>
    Increments,

    /// <summary>The unit goes down by it.</summary>
    Decrements,

    /// <summary>The unit is nearly at one value after it, whatever it was before.</summary>
    Resets,
}

/// <summary>What reading a symbol does to the value of a unit.</summary>
/// <param name="Symbol">Its id.</param>
/// <param name="Count">How often it was read where the unit had a value before and after.</param>
/// <param name="Change">Mean of the value after the symbol less the value before; ends are NaN where there are too few occurrences.</param>
/// <param name="Share">Of the unit's squared change over the text, what the symbol's mean change accounts for; 0 to 1.</param>
/// <param name="Before">Mean value before it.</param>
/// <param name="BeforeDeviation">Standard deviation of the values before it.</param>
/// <param name="After">Mean value after it.</param>
/// <param name="AfterDeviation">Standard deviation of the values after it.</param>
/// <param name="Kept">
/// How much of a difference before the symbol is left after it: the slope of the value after on the value before. 1 for a counter,
/// 0 for a reset; NaN where the value before was always the same.
/// </param>
/// <param name="IsReset">Whether the value after it is nearly constant, whatever it was before: <see cref="CounterAnalysis.ResetSpread"/>.</param>
public sealed record SymbolEffect(
    int Symbol, int Count, Interval Change, double Share, double Before, double BeforeDeviation, double After, double AfterDeviation, double Kept,
    bool IsReset)
{
    /// <summary>What it does, in a word.</summary>
    public SymbolRole Role => IsReset ? SymbolRole.Resets
        : Change.Low > 0 ? SymbolRole.Increments
        : Change.High < 0 ? SymbolRole.Decrements
        : SymbolRole.None;
}
