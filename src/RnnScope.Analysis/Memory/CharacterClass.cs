using System.Text;
using RnnScope.Analysis.Errors.Words;
using RnnScope.Engine.Text;

namespace RnnScope.Analysis.Memory;

/// <summary>What a symbol is, coarsely.</summary>
public enum CharacterClass
{
    /// <summary>Letters, marks, the underscore.</summary>
    Letter,

    /// <summary>Digits and other numbers.</summary>
    Digit,

    /// <summary>White space within a line.</summary>
    Space,

    /// <summary>Punctuation, quotation marks and symbols such as + and $.</summary>
    Punctuation,

    /// <summary>The end of a line.</summary>
    Newline,

    /// <summary>Controls, the unknown symbol, bytes that are no UTF-8.</summary>
    Other,
}

/// <summary>Sorts the symbols of a text.</summary>
internal static class CharacterClasses
{
    /// <summary>The classes of a text, (N); bytes have that of the character that they are part of.</summary>
    public static CharacterClass[] Of(IReadOnlyList<SymbolClass> classes, ReadOnlySpan<ushort> ids, Vocabulary vocabulary)
    {
        var result = new CharacterClass[ids.Length];
        for (int i = 0; i < result.Length; i++)
        {
            int code = vocabulary.Codes[ids[i]];
            bool isRune = vocabulary.Kind == SymbolKind.Characters || code < 0x80;
            result[i] = classes[i] switch
            {
                SymbolClass.Letter => isRune && Rune.IsNumber(new Rune(code)) ? CharacterClass.Digit : CharacterClass.Letter,
                SymbolClass.Space => code is '\n' or '\r' ? CharacterClass.Newline : CharacterClass.Space,
                SymbolClass.Other => CharacterClass.Other,
                _ => CharacterClass.Punctuation,
            };
        }

        return result;
    }
}
