namespace RnnScope.Analysis.Features;

/// <summary>Finds the strings and comments of C# and TypeScript, and nearly those of C, C++ and Java.</summary>
/// <remarks>
/// <para>
/// A literal counts from its first quote up to the symbol before its last one; a comment from the second symbol of
/// <c>//</c> or <c>/*</c> up to the symbol before the end of the line, or before the last symbol of <c>*/</c>. Literals are
/// "..." and '...' with backslash escapes, which a line end closes (so a lone apostrophe harms one line only); C#'s @"..."
/// with doubled quotes and """...""" with three quotes or more; and `...` templates with escapes.
/// </para>
/// <para>
/// It is not a parser: the expressions within interpolated strings and templates count as string, their own quotes end it,
/// and a regular expression with quotes in it is taken for one.
/// </para>
/// </remarks>
internal static class SourceScanner
{
    private const int ShortestRawQuotes = 3;

    /// <summary>The state after each symbol.</summary>
    public static SourceState[] Scan(ReadOnlySpan<int> codes)
    {
        SourceState[] states = new SourceState[codes.Length];
        for (int at = 0; at < codes.Length;)
        {
            int end = at + 1;
            SourceState state = SourceState.Code;
            switch (codes[at])
            {
                case '/' when At(codes, at + 1) == '/':
                    // The first slash might have been a division.
                    (at, end, state) = (at + 1, EndOfLine(codes, at + 2), SourceState.Comment);
                    break;
                case '/' when At(codes, at + 1) == '*':
                    (at, end, state) = (at + 1, EndOfBlock(codes, at + 2), SourceState.Comment);
                    break;
                case '"' when Quotes(codes, at) >= ShortestRawQuotes && !IsVerbatim(codes, at):
                    (end, state) = (EndOfRaw(codes, at), SourceState.String);
                    break;
                case '"' when IsVerbatim(codes, at):
                    (end, state) = (EndOfVerbatim(codes, at + 1), SourceState.String);
                    break;
                case '"' or '\'':
                    (end, state) = (EndOfQuoted(codes, at + 1, codes[at], mayCrossLines: false), SourceState.String);
                    break;
                case '`':
                    (end, state) = (EndOfQuoted(codes, at + 1, '`', mayCrossLines: true), SourceState.String);
                    break;
            }

            states.AsSpan(at, end - at).Fill(state);
            // The symbol that ends a literal or comment is behind it, and is not looked at again.
            at = state == SourceState.Code ? end : end + 1;
        }

        return states;
    }

    private static int At(ReadOnlySpan<int> codes, int at) => (uint)at < (uint)codes.Length ? codes[at] : -1;

    /// <summary>@" and $@" and @$" begin a verbatim string.</summary>
    private static bool IsVerbatim(ReadOnlySpan<int> codes, int quote) =>
        At(codes, quote - 1) == '@' || (At(codes, quote - 1) == '$' && At(codes, quote - 2) == '@');

    private static int Quotes(ReadOnlySpan<int> codes, int at)
    {
        int end = at;
        while (At(codes, end) == '"') end++;
        return end - at;
    }

    private static int EndOfLine(ReadOnlySpan<int> codes, int from)
    {
        int length = codes[Math.Min(from, codes.Length)..].IndexOf('\n');
        return length < 0 ? codes.Length : from + length;
    }

    private static int EndOfBlock(ReadOnlySpan<int> codes, int from)
    {
        for (int at = from; at < codes.Length; at++)
        {
            // Not the star of the opening "/*": "/*/" goes on.
            if (codes[at] == '/' && at > from && codes[at - 1] == '*') return at;
        }

        return codes.Length;
    }

    private static int EndOfQuoted(ReadOnlySpan<int> codes, int from, int quote, bool mayCrossLines)
    {
        for (int at = from; at < codes.Length; at++)
        {
            if (codes[at] == quote || (codes[at] == '\n' && !mayCrossLines)) return at;
            if (codes[at] == '\\' && (mayCrossLines || At(codes, at + 1) != '\n')) at++;
        }

        return codes.Length;
    }

    private static int EndOfVerbatim(ReadOnlySpan<int> codes, int from)
    {
        for (int at = from; at < codes.Length; at++)
        {
            if (codes[at] != '"') continue;
            if (At(codes, at + 1) != '"') return at;
            at++;
        }

        return codes.Length;
    }

    private static int EndOfRaw(ReadOnlySpan<int> codes, int from)
    {
        int quotes = Quotes(codes, from);
        for (int at = from + quotes; at < codes.Length; at++)
        {
            int found = Quotes(codes, at);
            if (found >= quotes) return at + found - 1;
            at += found;
        }

        return codes.Length;
    }
}
