using RnnScope.Engine.Files;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Engine.Units;
using RnnScope.Numerics;

namespace RnnScope.Testing;

/// <summary>An LSTM whose weights are set by hand so that one cell is 1 within quotes and -1 outside, and the output goes by it.</summary>
/// <remarks>
/// Within quotes the text has x, y and z, outside a, b and c; nothing but memory tells which. The other cells say something about
/// the last symbol, move as much, and change the output a little.
/// </remarks>
public static class PlantedQuotes
{
    public const int Unit = 5, Units = 24;
    public const char Open = '\u201c', Close = '\u201d';

    private const string Inside = "xyz", Outside = "abc";
    private const float Certain = 20, Impossible = -12, NoiseWeight = 0.1f;

    // Of the symbols of each side, so many are quotation marks.
    private const double QuoteShare = 0.1;

    public static Vocabulary Vocabulary { get; } =
        Vocabulary.From(SymbolReader.Codes($"{Inside}{Outside}{Open}{Close}", SymbolKind.Characters), SymbolKind.Characters);

    /// <summary>The name of the planted unit.</summary>
    public static string Name => $"layers.0.c:{Unit}";

    public static ushort Id(char symbol) => Vocabulary.Encode([symbol])[0];

    /// <summary>A text as the network expects it; begins within quotes.</summary>
    public static ushort[] Text(int length, ulong seed = 1)
    {
        Rng rng = new(seed);
        ushort[] ids = new ushort[length];
        bool isInside = false;
        for (int i = 0; i < length; i++)
        {
            bool isQuote = i == 0 || rng.NextDouble() < QuoteShare;
            ids[i] = Id(isQuote ? (isInside ? Close : Open) : (isInside ? Inside : Outside)[rng.NextInt(3)]);
            if (isQuote) isInside = !isInside;
        }

        return ids;
    }

    /// <summary>1 after each symbol that leaves the reader within quotes, else 0.</summary>
    public static float[] Track(ReadOnlySpan<ushort> ids)
    {
        float[] track = new float[ids.Length];
        for (int i = 0; i < track.Length; i++) track[i] = ids[i] == Id(Open) ? 1 : ids[i] == Id(Close) || i == 0 ? 0 : track[i - 1];
        return track;
    }

    public static Model Model()
    {
        int symbols = Vocabulary.Count;
        Network network = new(new NetworkShape(BuiltInUnits.Resolve("lstm"), 1, Units, symbols));
        ParameterSet parameters = network.Parameters;
        Rng rng = new(3);
        Span<float> output = Values("output.weight"), outputBias = Values("output.bias");
        foreach (ref float weight in output) weight = rng.NextUniform(NoiseWeight);
        // Whatever was read last, and nothing else: i = 1, f = 0, g = 1 or -1, o = 1.
        Values("layers.0.i.bias").Fill(Certain);
        Values("layers.0.f.bias").Fill(-Certain);
        Values("layers.0.o.bias").Fill(Certain);
        foreach (ref float weight in Values("layers.0.g.x")) weight = rng.NextInt(2) == 0 ? Certain : -Certain;
        // The planted cell takes in quotation marks only, and keeps what it has at all other symbols.
        for (int symbol = 0; symbol < symbols; symbol++)
        {
            bool isQuote = symbol == Id(Open) || symbol == Id(Close);
            Values("layers.0.i.x")[symbol * Units + Unit] = isQuote ? 0 : -2 * Certain;
            Values("layers.0.f.x")[symbol * Units + Unit] = isQuote ? 0 : 2 * Certain;
            Values("layers.0.g.x")[symbol * Units + Unit] = symbol == Id(Open) ? Certain : -Certain;
        }

        // Its output is tanh(1) within quotes and -tanh(1) outside: of a symbol's two logits, half the sum and half the difference.
        for (int symbol = 0; symbol < symbols; symbol++)
        {
            float inside = Logit(symbol, Inside, Close), outside = Logit(symbol, Outside, Open);
            outputBias[symbol] = (inside + outside) / 2;
            output[Unit * symbols + symbol] = (inside - outside) / 2 / MathF.Tanh(1);
        }

        network.Pack();
        return new Model("planted", network, Vocabulary, new Dictionary<string, string>());

        Span<float> Values(string name) => parameters.Values(parameters[name]);
    }

    private static float Logit(int symbol, string letters, char quote)
    {
        if (symbol == Id(quote)) return (float)Math.Log(QuoteShare);
        return letters.Any(letter => Id(letter) == symbol) ? (float)Math.Log((1 - QuoteShare) / letters.Length) : Impossible;
    }
}
