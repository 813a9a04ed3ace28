using System.Text;
using RnnScope.Engine.Text;
using RnnScope.Numerics;

namespace RnnScope.Testing.Tasks;

/// <summary>Noise in which every digit comes again, exactly so many symbols later: letters at random around and between them.</summary>
/// <param name="Ids">The text.</param>
/// <param name="Places">The positions behind which a digit comes again; ascending.</param>
public sealed record CopyText(ushort[] Ids, int[] Places)
{
    private const string Digits = "0123", Letters = "abcd";

    // Letters between one pair and the next.
    private const int Fewest = 5, Most = 14;

    /// <summary>What the text consists of.</summary>
    public static Vocabulary Vocabulary { get; } = Vocabulary.From(SymbolReader.Codes(Digits + Letters, SymbolKind.Characters), SymbolKind.Characters);

    /// <summary>The loss of whoever knows that a digit comes, and not which one; nats.</summary>
    public static double Chance { get; } = Math.Log(Digits.Length);

    /// <summary>Makes a text.</summary>
    /// <param name="characters">N.</param>
    /// <param name="distance">How much later a digit comes again.</param>
    /// <param name="rng">What comes, and when.</param>
    public static CopyText Make(int characters, int distance, Rng rng)
    {
        StringBuilder text = new();
        List<int> places = [];
        while (text.Length < characters)
        {
            Noise(Fewest + rng.NextInt(Most - Fewest + 1));
            char digit = Digits[rng.NextInt(Digits.Length)];
            text.Append(digit);
            Noise(distance - 1);
            places.Add(text.Length - 1);
            text.Append(digit);
        }

        text.Length = characters;
        return new CopyText(Vocabulary.Encode(SymbolReader.Codes(text.ToString(), SymbolKind.Characters)), [.. places.Where(place => place < characters - 1)]);

        void Noise(int count)
        {
            for (int i = 0; i < count; i++) text.Append(Letters[rng.NextInt(Letters.Length)]);
        }
    }
}
