using RnnScope.Analysis.Errors;

namespace RnnScope.Analysis.Contexts;

/// <summary>A unit that is on one side of its threshold, or the other.</summary>
/// <param name="Site">Its site.</param>
/// <param name="Unit">Its index within the site.</param>
/// <param name="IsHigh">The side: at the threshold or above it, or below.</param>
public readonly record struct UnitSide(string Site, int Unit, bool IsHigh);

/// <summary>How exactly a unit marks spans of a text.</summary>
/// <param name="Side">The unit, and the side it is on within the spans.</param>
/// <param name="Score">
/// The mean of two shares: of the symbols of the span at which it is on that side, and of those just around it at which it is not. 1 is
/// exact, a half says nothing. Of several spans, the least.
/// </param>
/// <param name="Inside">Its mean value within the spans.</param>
/// <param name="Outside">Its mean value just around them; NaN where there is nothing around.</param>
/// <param name="Threshold">Where the sides meet.</param>
/// <param name="Share">The share of the whole text at which it is on that side.</param>
/// <param name="ByChance">
/// How many units reach this score at spans like these elsewhere in the text, on average; NaN where the spans are too long to say.
/// </param>
public sealed record SpanUnit(UnitSide Side, double Score, double Inside, double Outside, double Threshold, double Share, double ByChance);

/// <summary>The units that mark spans of a text, the most exact first.</summary>
/// <param name="Spans">The spans, in the order of the text; those that touched are one.</param>
/// <param name="Margin">How many symbols before and after each span are just around it.</param>
/// <param name="Compared">How many units were looked at.</param>
/// <param name="Placements">At how many other places of the text chance was counted; 0 where the spans are too long.</param>
/// <param name="Units">The units.</param>
public sealed record SpanUnitsResult(IReadOnlyList<TextRange> Spans, int Margin, int Compared, int Placements, IReadOnlyList<SpanUnit> Units);

/// <summary>How units are looked for that mark a span.</summary>
public sealed record SpanOptions
{
    /// <summary>The most symbols around a span, and units that are listed.</summary>
    public const int WidestMargin = 100, MostUnits = 1000;

    /// <summary>Symbols before and after a span at which the unit has to be on the other side.</summary>
    /// <value>1 to 100; the default is 4.</value>
    public int Margin { get; init; } = 4;

    /// <summary>How many units are listed.</summary>
    /// <value>1 to 1,000; the default is 50.</value>
    public int Count { get; init; } = 50;

    /// <summary>Names of sites; empty, the default, means all of all layers.</summary>
    public IReadOnlyList<string> Sites { get; init; } = [];

    /// <summary>These options, if each is in range.</summary>
    /// <exception cref="ArgumentException">One is not.</exception>
    public SpanOptions Validated()
    {
        if (Margin is < 1 or > WidestMargin) throw new ArgumentException($"margin: expected 1 to {WidestMargin} symbols, found {Margin}");
        if (Count is < 1 or > MostUnits) throw new ArgumentException($"units: expected 1 to {MostUnits}, found {Count}");
        return this;
    }
}
