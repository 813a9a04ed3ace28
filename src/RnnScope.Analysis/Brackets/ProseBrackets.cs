namespace RnnScope.Analysis.Brackets;

/// <summary>Pairs of plain text: ( ) [ ] { }, “...”, and straight double quotes.</summary>
/// <remarks>
/// The first straight quote opens, the second one closes. A blank line closes nothing but ends everything: a quotation that goes
/// on in the next paragraph is opened there again, and a bracket that nobody closed does no harm further on. Single quotes are
/// left alone, since most of them are apostrophes.
/// </remarks>
internal static class ProseBrackets
{
    /// <summary>All pairs, in the order of their closing symbols.</summary>
    public static IReadOnlyList<BracketPair> Find(ReadOnlySpan<int> codes)
    {
        List<BracketPair> pairs = [];
        OpenBracket? open = null;
        int quote = -1;
        bool isBlank = false;
        for (int at = 0; at < codes.Length; at++)
        {
            if (codes[at] == '\n')
            {
                if (isBlank) (open, quote) = (null, -1);
                isBlank = true;
                continue;
            }

            isBlank &= codes[at] is ' ' or '\t' or '\r';
            if (codes[at] != '"')
            {
                open = OpenBracket.Read(open, codes[at], at, pairs);
                continue;
            }

            if (quote >= 0) pairs.Add(new BracketPair(quote, at));
            quote = quote >= 0 ? -1 : at;
        }

        return pairs;
    }
}
