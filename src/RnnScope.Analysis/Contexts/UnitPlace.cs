using RnnScope.Analysis.Errors;

namespace RnnScope.Analysis.Contexts;

/// <summary>A stretch of a text at which units are together on the sides that were asked for.</summary>
/// <param name="Range">The stretch; it is as long as it is.</param>
/// <param name="Score">
/// The mean of two shares: of the units' values within the stretch that are on their side, and of those just around it that are not.
/// 1 when all units are on their side from its first symbol to its last, and none just before and after.
/// </param>
public sealed record UnitPlace(TextRange Range, double Score);

/// <summary>Where units behave so, over a whole text.</summary>
/// <param name="Least">How many of the units make a place when they are on their side.</param>
/// <param name="Margin">How many symbols before and after a place are just around it.</param>
/// <param name="Total">How many places there are.</param>
/// <param name="Symbols">How many symbols they have together.</param>
/// <param name="Longest">Symbols of the longest.</param>
/// <param name="Places">The best ones: the highest score first; of equal ones the longer, then the earlier.</param>
public sealed record UnitPlacesResult(int Least, int Margin, int Total, long Symbols, int Longest, IReadOnlyList<UnitPlace> Places);

/// <summary>How places are looked for.</summary>
public sealed record PlaceOptions
{
    /// <summary>The most places that are listed, and units that are asked for.</summary>
    public const int MostPlaces = 1000, MostUnits = 64;

    /// <summary>How many of the units have to be on their side; 0, the default, for more than half.</summary>
    public int Least { get; init; }

    /// <summary>Symbols before and after a place at which the units should be on the other side.</summary>
    /// <value>1 to 100; the default is 4.</value>
    public int Margin { get; init; } = 4;

    /// <summary>Symbols that a place has at least.</summary>
    /// <value>At least 1, the default.</value>
    public int Shortest { get; init; } = 1;

    /// <summary>How many places are listed.</summary>
    /// <value>1 to 1,000; the default is 50.</value>
    public int Count { get; init; } = 50;

    /// <summary>These options for so many units, if each is in range.</summary>
    /// <exception cref="ArgumentException">One is not.</exception>
    public PlaceOptions Validated(int units)
    {
        if (units is < 1 or > MostUnits) throw new ArgumentException($"expected 1 to {MostUnits} units, found {units}");
        if (Least < 0 || Least > units) throw new ArgumentException($"least: expected 1 to {units} units, found {Least}");
        if (Margin is < 1 or > SpanOptions.WidestMargin) throw new ArgumentException($"margin: expected 1 to {SpanOptions.WidestMargin} symbols, found {Margin}");
        if (Shortest < 1) throw new ArgumentException($"shortest: expected 1 symbol or more, found {Shortest}");
        if (Count is < 1 or > MostPlaces) throw new ArgumentException($"places: expected 1 to {MostPlaces}, found {Count}");
        return Least == 0 ? this with { Least = units / 2 + 1 } : this;
    }
}
