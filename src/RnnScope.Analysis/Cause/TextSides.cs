using RnnScope.Analysis.Features;

namespace RnnScope.Analysis.Cause;

/// <summary>The two sides of a text: after which symbols a property holds, and after which it does not.</summary>
internal sealed class TextSides
{
    /// <summary>The number of the side where the property holds; the other one's is 1.</summary>
    public const int Holds = 0;

    private const int None = -1;

    private readonly int[] _sides;

    /// <summary>Divides a text.</summary>
    /// <param name="characters">N.</param>
    /// <param name="property">The property; null for one side with everything.</param>
    /// <param name="above">It holds where its number is above this; where it is NaN, neither side counts.</param>
    public TextSides(int characters, TextProperty? property, double above)
    {
        if (property is not null && property.Track.Length != characters)
            throw new ArgumentException($"'{property.Name}' has {property.Track.Length} numbers, the text {characters} symbols");
        _sides = new int[characters];
        for (int place = 0; property is not null && place < characters; place++)
            _sides[place] = float.IsNaN(property.Track[place]) ? None : property.Track[place] > above ? Holds : 1;
        Names = property is null ? ["everywhere"] : ["where it holds", "elsewhere"];
    }

    /// <summary>What the sides are called.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The side of a place, or -1 for none.</summary>
    public int this[int place] => _sides[place];

    /// <summary>Whether units are held after the symbol at a place.</summary>
    public bool Includes(HoldWhere where, int place) => where switch
    {
        HoldWhere.Holds => _sides[place] == Holds,
        HoldWhere.Elsewhere => _sides[place] == 1,
        _ => true,
    };

    /// <summary>All places of a side.</summary>
    public int[] PlacesOf(int side) => [.. Enumerable.Range(0, _sides.Length).Where(place => _sides[place] == side)];
}
