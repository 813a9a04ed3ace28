namespace RnnScope.Analysis.Features;

/// <summary>Finds what stands out in HTML, XML, wiki text, Markdown and LaTeX. It is not a parser.</summary>
/// <remarks>Damage stays small: a tag without its &gt; before the next &lt; is none, and blank lines end what is left open.</remarks>
internal static class MarkupScanner
{
    private const int LongestEntity = 10;

    /// <summary>The states after each symbol.</summary>
    /// <param name="characters">Scalar values.</param>
    public static MarkupState[] Scan(ReadOnlySpan<int> characters)
    {
        MarkupState[] states = new MarkupState[characters.Length];
        MarkComments(characters, states);
        for (int at = 0; at < characters.Length; at++)
        {
            if (characters[at] == '<' && MarkupTag.Read(characters, at) is { } tag && !states[at].HasFlag(MarkupState.Comment)) MarkTag(characters, tag, states);
            if (characters[at] == '&') Mark(states, at, EndOfEntity(characters, at), MarkupState.Entity);
            if (at == 0 || characters[at - 1] == '\n') MarkHeading(characters, at, states);
        }

        MarkNested(characters, '[', ']', endsAtBlankLine: false, states, MarkupState.Link);
        MarkNested(characters, '{', '}', endsAtBlankLine: true, states, MarkupState.Template);
        MarkMathematics(characters, states);
        return states;
    }

    private static void Mark(MarkupState[] states, int from, int to, MarkupState state)
    {
        for (int at = from; at < to; at++) states[at] |= state;
    }

    private static void MarkComments(ReadOnlySpan<int> characters, MarkupState[] states)
    {
        ReadOnlySpan<int> opening = ['<', '!', '-', '-'], closing = ['-', '-', '>'];
        for (int at = 0; ;)
        {
            int found = characters[at..].IndexOf(opening);
            if (found < 0) return;
            int from = at + found + opening.Length;
            int length = characters[from..].IndexOf(closing);
            if (length < 0) return;
            at = from + length + closing.Length;
            Mark(states, from - 1, at - 1, MarkupState.Comment);
        }
    }

    private static void MarkTag(ReadOnlySpan<int> characters, MarkupTag tag, MarkupState[] states)
    {
        Mark(states, tag.From, tag.Close, MarkupState.Tag);
        int quote = 0, last = 0;
        for (int at = tag.From; at < tag.Close; at++)
        {
            int code = characters[at];
            if (quote != 0 ? code == quote : last == '=' && code is '"' or '\'') quote = quote == 0 ? code : 0;
            if (quote != 0) states[at] |= MarkupState.Value;
            if (code is not (' ' or '\t' or '\r' or '\n')) last = code;
        }
    }

    private static int EndOfEntity(ReadOnlySpan<int> characters, int ampersand)
    {
        int at = ampersand + 1;
        while (at < characters.Length && at - ampersand <= LongestEntity && characters[at] is >= 0 and < 0x80
            && (characters[at] == '#' || char.IsAsciiLetterOrDigit((char)characters[at]))) at++;
        return at < characters.Length && at > ampersand + 1 && characters[at] == ';' ? at : ampersand;
    }

    private static void MarkHeading(ReadOnlySpan<int> characters, int from, MarkupState[] states)
    {
        int at = from;
        while (at < characters.Length && characters[at] == '#') at++;
        bool isHeading = characters[from] == '=' || (at > from && at < characters.Length && characters[at] == ' ');
        if (!isHeading) return;
        int length = characters[from..].IndexOf('\n');
        Mark(states, from, length < 0 ? characters.Length : from + length, MarkupState.Heading);
    }

    private static void MarkNested(
        ReadOnlySpan<int> characters, int opening, int closing, bool endsAtBlankLine, MarkupState[] states, MarkupState state)
    {
        int depth = 0, free = 0;
        bool isBlank = true;
        for (int at = 0; at < characters.Length; at++)
        {
            int code = characters[at];
            if (code == '\n' && (isBlank || !endsAtBlankLine)) depth = 0;
            isBlank = code == '\n' || (isBlank && code is ' ' or '\t' or '\r');
            // A symbol is part of one mark only: three in a row are one mark and a half.
            bool isMark = at > free && code == characters[at - 1] && (code == opening || code == closing);
            if (isMark)
            {
                depth = code == opening ? depth + 1 : Math.Max(0, depth - 1);
                free = at + 1;
            }

            if (depth > 0) states[at] |= state;
        }
    }

    /// <summary>
    /// Of the dollar signs of a paragraph, one with no white space behind it opens, and one of the same number with no white space
    /// before it and no digit behind it closes: prices are no mathematics.
    /// </summary>
    private static void MarkMathematics(ReadOnlySpan<int> characters, MarkupState[] states)
    {
        int open = -1, size = 0;
        bool isBlank = true;
        for (int at = 0; at < characters.Length; at++)
        {
            int code = characters[at];
            if (code == '\n' && isBlank) open = -1;
            isBlank = code == '\n' || (isBlank && code is ' ' or '\t' or '\r');
            if (code != '$' || (at > 0 && characters[at - 1] == '\\')) continue;
            int signs = at + 1 < characters.Length && characters[at + 1] == '$' ? 2 : 1;
            int before = at > 0 ? characters[at - 1] : ' ', behind = at + signs < characters.Length ? characters[at + signs] : ' ';
            bool mayClose = signs == 2 || !(IsSpace(before) || behind is >= '0' and <= '9');
            if (open >= 0 && size == signs && mayClose)
            {
                Mark(states, open + size - 1, at + signs - 1, MarkupState.Mathematics);
                open = -1;
            }
            else if (signs == 2 || !IsSpace(behind))
            {
                (open, size) = (at, signs);
            }

            at += signs - 1;
        }
    }

    private static bool IsSpace(int code) => code is ' ' or '\t' or '\r' or '\n';
}
