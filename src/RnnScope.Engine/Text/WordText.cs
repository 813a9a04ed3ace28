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
    public static ReadOnlyMemory<int> Of(ReadOnlySpan<int> codes, TextFilter filter) => Read(codes, filter, null);

    /// <summary>The words of a text, and where each symbol comes from.</summary>
    /// <param name="codes">Unicode scalar values.</param>
    /// <param name="filter">What happens to them first.</param>
    /// <param name="origins">
    /// For each symbol of the result the index of the code that it is read for, ascending: of a space the last code between the two words;
    /// where there is none, the first of the word.
    /// </param>
    /// <returns>As <see cref="Of"/>.</returns>
    public static ReadOnlyMemory<int> WithOrigins(ReadOnlySpan<int> codes, TextFilter filter, out ReadOnlyMemory<int> origins)
    {
        ArrayBufferWriter<int> found = new(codes.Length + 2);
        ReadOnlyMemory<int> text = Read(codes, filter, found);
        origins = found.WrittenMemory;
        return text;
    }

    private static ReadOnlyMemory<int> Read(ReadOnlySpan<int> codes, TextFilter filter, ArrayBufferWriter<int>? origins)
    {
        // Spelled digits are the only thing that makes a text longer; the buffer grows where there are many.
        ArrayBufferWriter<int> text = new(codes.Length + 2);
        bool isBetweenWords = true;
        int gap = -1;
        for (int at = 0; at < codes.Length; at++)
        {
            int code = codes[at];
            if (filter == TextFilter.Text8 && code is >= '0' and <= '9')
            {
                Write(Space, gap < 0 ? at : gap);
                foreach (char letter in Digits[code - '0']) Write(letter, at);
                (isBetweenWords, gap) = (true, -1);
            }
            else if (Kept(code, filter) is { } kept)
            {
                if (isBetweenWords) Write(Space, gap < 0 ? at : gap);
                Write(kept, at);
                (isBetweenWords, gap) = (false, -1);
            }
            else
            {
                (isBetweenWords, gap) = (true, at);
            }
        }

        if (text.WrittenCount > 0 && Kept(codes[^1], filter) is null && !EndsInDigit(codes, filter)) Write(Space, codes.Length - 1);
        return text.WrittenMemory;

        void Write(int symbol, int origin)
        {
            Put(text, symbol);
            if (origins is not null) Put(origins, origin);
        }
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

    private static void Put(ArrayBufferWriter<int> buffer, int value)
    {
        buffer.GetSpan(1)[0] = value;
        buffer.Advance(1);
    }
}
