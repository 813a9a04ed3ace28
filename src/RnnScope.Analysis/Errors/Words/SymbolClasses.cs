using System.Globalization;
using System.Text;
using RnnScope.Engine.Text;

namespace RnnScope.Analysis.Errors.Words;

/// <summary>Says of every symbol of a text what class it is of. Bytes get the class of the character that they are part of.</summary>
internal static class SymbolClasses
{
    private const string Quotes = "\"'`\u00ab\u00bb\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2039\u203a";
    private const string Apostrophes = "'\u2019";

    // Most symbols of most texts, looked up once.
    private static readonly SymbolClass[] Ascii = [.. Enumerable.Range(0, 0x80).Select(Classify)];

    /// <summary>The classes of a text, (N).</summary>
    public static SymbolClass[] Of(ReadOnlySpan<ushort> ids, Vocabulary vocabulary)
    {
        int[] codes = new int[ids.Length];
        for (int i = 0; i < codes.Length; i++) codes[i] = vocabulary.Codes[ids[i]];
        return Of(codes, vocabulary.Kind);
    }

    /// <summary>The classes of a text, (N).</summary>
    /// <param name="codes">Byte or scalar values, -1 for the unknown symbol.</param>
    /// <param name="symbols">What the values are.</param>
    public static SymbolClass[] Of(ReadOnlySpan<int> codes, SymbolKind symbols)
    {
        SymbolClass[] classes = new SymbolClass[codes.Length];
        int apostrophe = -1;
        for (int at = 0; at < codes.Length;)
        {
            int code = CharacterReader.Read(codes[at..], symbols, out int length);
            SymbolClass kind = Of(code);
            classes.AsSpan(at, length).Fill(kind);
            // Whether a mark between letters was an apostrophe is known one character later.
            if (apostrophe >= 0 && kind == SymbolClass.Letter) classes.AsSpan(apostrophe, at - apostrophe).Fill(SymbolClass.Apostrophe);
            bool mayJoin = code >= 0 && code <= char.MaxValue && Apostrophes.Contains((char)code) && at > 0 && classes[at - 1] == SymbolClass.Letter;
            apostrophe = mayJoin ? at : -1;
            at += length;
        }

        return classes;
    }

    /// <summary>Whether a symbol may be part of a word.</summary>
    public static bool IsInWord(this SymbolClass kind) => kind is SymbolClass.Letter or SymbolClass.Apostrophe;

    /// <summary>Whether a symbol is punctuation, in a word or not.</summary>
    public static bool IsPunctuation(this SymbolClass kind) => kind is SymbolClass.Punctuation or SymbolClass.Quote or SymbolClass.Apostrophe;

    private static SymbolClass Of(int code) => (uint)code < (uint)Ascii.Length ? Ascii[code] : Classify(code);

    private static SymbolClass Classify(int code)
    {
        if (code == Vocabulary.UnknownCode) return SymbolClass.Other;
        if (code == '_') return SymbolClass.Letter;
        if (code <= char.MaxValue && Quotes.Contains((char)code)) return SymbolClass.Quote;
        Rune rune = new(code);
        if (Rune.IsWhiteSpace(rune)) return SymbolClass.Space;
        UnicodeCategory category = Rune.GetUnicodeCategory(rune);
        if (Rune.IsLetter(rune) || Rune.IsNumber(rune)) return SymbolClass.Letter;
        if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark) return SymbolClass.Letter;
        return Rune.IsPunctuation(rune) || Rune.IsSymbol(rune) ? SymbolClass.Punctuation : SymbolClass.Other;
    }
}
