using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Engine.Tracing;
using RnnScope.Engine.Units;

namespace RnnScope.Analysis.Tests.Contexts;

/// <summary>Networks whose weights are written down, so that it is known what each unit holds.</summary>
internal static class PlantedNetwork
{
    /// <summary>Units that hold a number for the symbol just read, whatever came before.</summary>
    public const string Table = "unit table\nstate h\nh' = affine(x, bias: none)";

    /// <summary>Units that add up a number for each symbol.</summary>
    public const string Adder = "unit adder\nstate h\nh' = h + affine(x, bias: none)";

    /// <summary>Units that are multiplied by a number for each symbol before another is added.</summary>
    public const string Resetter = "unit resetter\nstate h\nkeep = affine(x, bias: none)\nh' = keep * h + affine(x, bias: none)";

    /// <summary>The symbols of a text, all known.</summary>
    public static (Vocabulary Vocabulary, ushort[] Ids) Read(string text)
    {
        int[] codes = SymbolReader.Codes(text, SymbolKind.Characters);
        Vocabulary vocabulary = Vocabulary.From(codes, SymbolKind.Characters);
        return (vocabulary, vocabulary.Encode(codes));
    }

    /// <summary>A network of one or more layers that lets a real pass compute the values.</summary>
    /// <param name="unit">The unit file.</param>
    /// <param name="text">What it reads.</param>
    /// <param name="units">H.</param>
    /// <param name="weight">Weights from a symbol, by the line they belong to, the symbol and the unit.</param>
    public static MemoryTrace Trace(string unit, string text, int units, Func<string, char, int, float> weight)
    {
        (Vocabulary vocabulary, ushort[] ids) = Read(text);
        using Network network = new(new NetworkShape(UnitGraph.Parse("planted", unit), 1, units, vocabulary.Count));
        foreach (ParameterTensor tensor in network.Parameters.Tensors.Where(tensor => tensor.Name.StartsWith("layers.0.", StringComparison.Ordinal)))
        {
            string line = tensor.Name.Split('.')[2];
            Span<float> values = network.Parameters.Values(tensor);
            for (int id = 0; id < vocabulary.UnknownId; id++)
                for (int j = 0; j < units; j++) values[id * units + j] = weight(line, (char)vocabulary.Codes[id], j);
        }

        network.Pack();
        return Tracer.Read(network, vocabulary, ids, new TraceOptions());
    }

    /// <summary>All values of a unit.</summary>
    public static float[] Column(Trace trace, int unit, string site = "layers.0.h")
    {
        float[] column = new float[trace.Characters];
        trace.ReadColumn(site, unit, 0, column);
        return column;
    }
}
