using RnnScope.Analysis.Errors;

namespace RnnScope.Analysis.Contexts;

/// <summary>A place of a text where a unit does something remarkable.</summary>
/// <param name="Position">The symbol after which it does.</param>
/// <param name="Value">Its value there.</param>
/// <param name="Change">That value less the one before; NaN at the first symbol.</param>
/// <param name="Range">The place with what stands around it, within the text.</param>
public sealed record UnitContext(int Position, float Value, float Change, TextRange Range);

/// <summary>The most remarkable places of a unit, the most remarkable first.</summary>
/// <param name="Highest">Where its value is highest.</param>
/// <param name="Lowest">Where its value is lowest.</param>
/// <param name="Changing">Where its value changes most from one symbol to the next, up or down.</param>
public sealed record TopContextsResult(IReadOnlyList<UnitContext> Highest, IReadOnlyList<UnitContext> Lowest, IReadOnlyList<UnitContext> Changing);

/// <summary>How many places are wanted, and how much around them.</summary>
public sealed record ContextOptions
{
    /// <summary>The most places of a kind, and symbols on either side.</summary>
    public const int MostPlaces = 100, MostSymbols = 500;

    /// <summary>Places of each kind.</summary>
    /// <value>1 to 100; the default is 10.</value>
    public int Count { get; init; } = 10;

    /// <summary>Symbols before the place.</summary>
    /// <value>0 to 500; the default is 40.</value>
    public int Before { get; init; } = 40;

    /// <summary>Symbols after the place.</summary>
    /// <value>0 to 500; the default is 20.</value>
    public int After { get; init; } = 20;

    /// <summary>These options, if each is in range.</summary>
    /// <exception cref="ArgumentException">One is not.</exception>
    public ContextOptions Validated()
    {
        Check(Count, 1, MostPlaces, "places");
        Check(Before, 0, MostSymbols, "symbols before a place");
        Check(After, 0, MostSymbols, "symbols after a place");
        return this;

        static void Check(int value, int least, int most, string what)
        {
            if (value < least || value > most) throw new ArgumentException($"{what}: expected {least} to {most}, found {value}");
        }
    }
}
