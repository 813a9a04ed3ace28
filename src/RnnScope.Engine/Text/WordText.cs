using System.Buffers;
using System.Text;

namespace RnnScope.Engine.Text;

/// <summary>Turns a text into the form that an autocomplete network reads: words, with one space before each.</summary>
/// <remarks>
/// White space is what Unicode calls so: spaces, tabs, line ends and their like. How much of it stood between two words is
/// forgotten. A text that ends with white space ends with a space here, which the next word would follow.
/// </remarks>
public static class WordText
{
    /// <summary>The code of the space before a word.</summary>
    public const int Space = ' ';

    private static readonly string[] Digits = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

    /// <summary>The words of a text.</summary>
    /// <param name="codes">Unicode scalar values.</param>
    /// <param name="filter">What happens to them first.</param>
    /// <returns>Scalar values: a space, a word, a space, a word, ...; empty where there is no word.</returns>
    public static ReadOnlyMemory<int> Of(ReadOnlySpan<int> codes, TextFilter filter)
    {
        // Spelled digits are the only thing that makes a text longer; the buffer grows where there are many.
        ArrayBufferWriter<int> text = new(codes.Length + 2);
        bool isBetweenWords = true;
        foreach (int code in codes)
        {
            if (filter == TextFilter.Text8 && code is >= '0' and <= '9')
            {
                Write(text, Space);
                foreach (char letter in Digits[code - '0']) Write(text, letter);
                isBetweenWords = true;
            }
            else if (Kept(code, filter) is { } kept)
            {
                if (isBetweenWords) Write(text, Space);
                Write(text, kept);
                isBetweenWords = false;
            }
            else
            {
                isBetweenWords = true;
            }
        }

        if (text.WrittenCount > 0 && Kept(codes[^1], filter) is null && !EndsInDigit(codes, filter)) Write(text, Space);
        return text.WrittenMemory;
    }

    /// <summary>The position behind the word that begins at a position, and so the beginning of the next one.</summary>
    /// <param name="text">What <see cref="Of"/> returns, or its ids.</param>
    /// <param name="from">Where a word begins: at the space before it, or, of the first word, without one.</param>
    /// <param name="space">The space.</param>
    public static int EndOfWord<T>(ReadOnlySpan<T> text, int from, T space) where T : IEquatable<T>
    {
        int length = text[(from + 1)..].IndexOf(space);
        return length < 0 ? text.Length : from + 1 + length;
    }

    private static bool EndsInDigit(ReadOnlySpan<int> codes, TextFilter filter) =>
        filter == TextFilter.Text8 && codes[^1] is >= '0' and <= '9';

    /// <summary>What a filter makes of a symbol; null where it separates words.</summary>
    private static int? Kept(int code, TextFilter filter)
    {
        if (code < 128)
        {
            // Most symbols of most texts.
            bool isLower = code is >= 'a' and <= 'z', isUpper = code is >= 'A' and <= 'Z';
            if (filter == TextFilter.None) return char.IsWhiteSpace((char)code) ? null : code;
            return isLower ? code : isUpper ? code + ('a' - 'A') : null;
        }

        Rune rune = new(code);
        return filter switch
        {
            TextFilter.None => Rune.IsWhiteSpace(rune) ? null : code,
            TextFilter.Letters => Rune.IsLetter(rune) || IsMark(rune) ? Rune.ToLowerInvariant(rune).Value : null,
            _ => null,
        };
    }

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is
        System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    private static void Write(ArrayBufferWriter<int> text, int code)
    {
        text.GetSpan(1)[0] = code;
        text.Advance(1);
    }
}
