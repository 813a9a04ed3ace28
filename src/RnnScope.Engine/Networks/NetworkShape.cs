using RnnScope.Engine.Units;

namespace RnnScope.Engine.Networks;

/// <summary>What a network is made of, before it has weights.</summary>
/// <param name="Unit">The recurrent unit.</param>
/// <param name="Layers">L, at least 1.</param>
/// <param name="Units">H, units of each layer, at least 1.</param>
/// <param name="Symbols">V, size of the vocabulary, at least 2.</param>
public sealed record NetworkShape(UnitGraph Unit, int Layers, int Units, int Symbols)
{
    /// <summary>Most layers that are accepted.</summary>
    public const int MaximumLayers = 64;

    /// <summary>Most units of a layer that are accepted.</summary>
    public const int MaximumUnits = 16_384;

    /// <summary>Words that the network can predict, at least 2; null (the default) where it predicts the next symbol.</summary>
    public int? Words { get; init; }

    /// <summary>K, classes of the output layer: the words, or V.</summary>
    public int Outputs => Words ?? Symbols;

    /// <summary>H rounded up to whole vectors: the distance between slots of a row.</summary>
    public int Lanes => (Units + 15) / 16 * 16;

    /// <summary>All numbers that training changes; may be more than a network can have.</summary>
    public long Parameters => ParameterSet.Declare(this).Sum(tensor => (long)tensor.Rows * tensor.Columns);

    /// <summary>Throws unless all sizes are in range.</summary>
    /// <exception cref="ArgumentException">A size is out of range; the message says which and what is allowed.</exception>
    public NetworkShape Validated()
    {
        Check(Layers, 1, MaximumLayers, "layers");
        Check(Units, 1, MaximumUnits, "units");
        Check(Symbols, 2, ushort.MaxValue, "symbols");
        Check(Outputs, 2, ushort.MaxValue, "words");
        return this;
    }

    private static void Check(int value, int minimum, int maximum, string name)
    {
        if (value < minimum || value > maximum) throw new ArgumentException($"{name}: expected {minimum} to {maximum}, found {value}");
    }
}
