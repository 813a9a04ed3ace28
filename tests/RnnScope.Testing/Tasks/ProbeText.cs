using System.Text;
using RnnScope.Engine.Text;
using RnnScope.Numerics;

namespace RnnScope.Testing.Tasks;

/// <summary>Letters at random among which two things must be remembered: whether a quote is open, and whether a parenthesis is.</summary>
/// <remarks>
/// Behind every <c>?</c> comes x within quotes and y outside of them, behind every <c>!</c> u within parentheses and v outside.
/// Nothing else in the text depends on either, so only memory can tell, and only these answers need it.
/// </remarks>
/// <param name="Ids">The text; begins outside of both.</param>
/// <param name="Quoted">(N), 1 after each symbol that leaves the reader within quotes.</param>
/// <param name="Bracketed">(N), the same for parentheses.</param>
public sealed record ProbeText(ushort[] Ids, float[] Quoted, float[] Bracketed)
{
    private const string Letters = "abcdef";
    private const char Open = '\u201c', Close = '\u201d';

    // Of all that comes next, so much opens or closes the one or the other, and so much asks for the one or the other.
    private const double MarkShare = 0.04, ProbeShare = 0.1;

    /// <summary>What the text consists of.</summary>
    public static Vocabulary Vocabulary { get; } = Vocabulary.From(SymbolReader.Codes($"{Letters}{Open}{Close}()?xy!uv", SymbolKind.Characters), SymbolKind.Characters);

    /// <summary>Makes a text.</summary>
    /// <param name="characters">N.</param>
    /// <param name="rng">What comes, and when.</param>
    public static ProbeText Make(int characters, Rng rng)
    {
        StringBuilder text = new();
        List<float> quoted = [], bracketed = [];
        bool isQuoted = false, isBracketed = false;
        while (text.Length < characters)
        {
            double chance = rng.NextDouble();
            if ((chance -= MarkShare) < 0)
            {
                isQuoted = !isQuoted;
                Write(isQuoted ? Open : Close);
            }
            else if ((chance -= MarkShare) < 0)
            {
                isBracketed = !isBracketed;
                Write(isBracketed ? '(' : ')');
            }
            else if ((chance -= ProbeShare) < 0)
            {
                Write('?');
                Write(isQuoted ? 'x' : 'y');
            }
            else if ((chance -= ProbeShare) < 0)
            {
                Write('!');
                Write(isBracketed ? 'u' : 'v');
            }
            else
            {
                Write(Letters[rng.NextInt(Letters.Length)]);
            }
        }

        text.Length = characters;
        return new ProbeText(Vocabulary.Encode(SymbolReader.Codes(text.ToString(), SymbolKind.Characters)), [.. quoted.Take(characters)], [.. bracketed.Take(characters)]);

        void Write(char symbol)
        {
            text.Append(symbol);
            quoted.Add(isQuoted ? 1 : 0);
            bracketed.Add(isBracketed ? 1 : 0);
        }
    }

    /// <summary>(N), 1 at each symbol behind which an answer comes.</summary>
    /// <param name="probe">? or !.</param>
    public float[] Asked(char probe)
    {
        ushort id = Vocabulary.Encode([probe])[0];
        return [.. Ids.Select(symbol => symbol == id ? 1f : 0)];
    }
}
