using System.Text;
using RnnScope.Analysis.Errors.Words;
using RnnScope.Engine.Text;

namespace RnnScope.Analysis.Features;

/// <summary>A text as a string, with the way back from its UTF-16 units to the symbols.</summary>
internal sealed class MatchedText
{
    // First symbol of each unit, and N behind the last; null where units are symbols.
    private readonly int[]? _symbolOf;

    /// <summary>Makes the string. The unknown symbol, and a byte that is no UTF-8, become U+FFFD.</summary>
    /// <param name="codes">Byte or scalar values.</param>
    /// <param name="symbols">What the values are.</param>
    public MatchedText(ReadOnlySpan<int> codes, SymbolKind symbols)
    {
        StringBuilder text = new(codes.Length);
        int[] symbolOf = new int[codes.Length + 1];
        List<int>? far = null;
        for (int at = 0; at < codes.Length;)
        {
            int code = CharacterReader.Read(codes[at..], symbols, out int length);
            Rune rune = Rune.IsValid(code) ? new Rune(code) : Rune.ReplacementChar;
            // A text may have more units than symbols: then the array does not do.
            if (rune.Utf16SequenceLength > length) far ??= [.. symbolOf.AsSpan(0, text.Length)];
            for (int i = 0; i < rune.Utf16SequenceLength; i++)
            {
                if (far is not null) far.Add(at);
                else symbolOf[text.Length + i] = at;
            }

            AppendTo(text, rune);
            at += length;
        }

        Text = text.ToString();
        far?.Add(codes.Length);
        if (far is null) symbolOf[Text.Length] = codes.Length;
        bool isSame = far is null && Text.Length == codes.Length;
        _symbolOf = isSame ? null : far is null ? symbolOf[..(Text.Length + 1)] : [.. far];
    }

    /// <summary>The string.</summary>
    public string Text { get; }

    /// <summary>The symbols of a piece of the string: a symbol of which a part is in it is in it.</summary>
    /// <param name="index">The first unit.</param>
    /// <param name="length">Units; at least 1.</param>
    public (int From, int To) Symbols(int index, int length)
    {
        if (_symbolOf is null) return (index, index + length);
        int from = _symbolOf[index], end = index + length;
        // Not between the two units of one symbol.
        while (end < _symbolOf.Length - 1 && _symbolOf[end] == _symbolOf[end - 1]) end++;
        return (from, _symbolOf[end]);
    }

    private static void AppendTo(StringBuilder text, Rune rune)
    {
        if (rune.IsBmp) text.Append((char)rune.Value);
        else text.Append(rune.ToString());
    }
}
