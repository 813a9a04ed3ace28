using System.Buffers;
using System.Text;
using RnnScope.Engine.Text;

namespace RnnScope.Analysis.Errors.Words;

/// <summary>Makes characters of symbols, whichever they are.</summary>
internal static class CharacterReader
{
    /// <summary>What <see cref="AtLastSymbols"/> gives for a byte whose character goes on in the next one.</summary>
    public const int GoesOn = -2;

    /// <summary>The first character of a text, or -1 where there is none to be made out.</summary>
    /// <param name="codes">Byte or scalar values, -1 for the unknown symbol; at least one.</param>
    /// <param name="symbols">What the values are.</param>
    /// <param name="length">How many symbols it has.</param>
    public static int Read(ReadOnlySpan<int> codes, SymbolKind symbols, out int length)
    {
        length = 1;
        int code = codes[0];
        if (symbols == SymbolKind.Characters || code < 0x80) return code;
        Span<byte> bytes = stackalloc byte[4];
        int count = 0;
        for (; count < Math.Min(4, codes.Length); count++)
        {
            if (codes[count] < 0) break;
            bytes[count] = (byte)codes[count];
        }

        if (Rune.DecodeFromUtf8(bytes[..count], out Rune rune, out int used) != OperationStatus.Done) return -1;
        length = used;
        return rune.Value;
    }

    /// <summary>(N), the characters of a text, each at its last symbol, where a reader knows it; <see cref="GoesOn"/> before that.</summary>
    /// <param name="codes">Byte or scalar values, -1 for the unknown symbol.</param>
    /// <param name="symbols">What the values are.</param>
    public static int[] AtLastSymbols(ReadOnlySpan<int> codes, SymbolKind symbols)
    {
        int[] characters = new int[codes.Length];
        for (int at = 0; at < codes.Length;)
        {
            int character = Read(codes[at..], symbols, out int length);
            characters.AsSpan(at, length).Fill(GoesOn);
            characters[at + length - 1] = character;
            at += length;
        }

        return characters;
    }
}
