using RnnScope.Analysis.Features;

namespace RnnScope.Analysis.Brackets;

/// <summary>Pairs of C-like source text: ( ) [ ] { } outside of literals and comments, and the two quotes of each literal.</summary>
/// <remarks>
/// Literals and comments are those of <see cref="SourceScanner"/>. The alternatives of <c>#if ... #else ... #endif</c> each begin
/// with the brackets that were open at the <c>#if</c>: a brace that both of them open is one brace. A closing bracket without
/// an opening one has no pair.
/// </remarks>
internal static class CodeBrackets
{
    /// <summary>All pairs, in the order of their closing symbols.</summary>
    public static IReadOnlyList<BracketPair> Find(ReadOnlySpan<int> codes)
    {
        SourceState[] states = SourceScanner.Scan(codes);
        List<BracketPair> pairs = [];
        Stack<OpenBracket?> alternatives = new();
        OpenBracket? open = null;
        bool isLeading = true;
        for (int at = 0; at < codes.Length; at++)
        {
            if (states[at] == SourceState.String)
            {
                int end = EndOf(states, at);
                // What a line end or the end of the text closes has no second quote.
                if (end < codes.Length && codes[end] == codes[at]) pairs.Add(new BracketPair(at, end));
                (at, isLeading) = (end, end < codes.Length && codes[end] == '\n');
                continue;
            }

            if (states[at] == SourceState.Comment) continue;
            if (codes[at] == '#' && isLeading) open = Directive(codes[(at + 1)..], open, alternatives);
            else open = OpenBracket.Read(open, codes[at], at, pairs);
            isLeading = codes[at] == '\n' || (isLeading && codes[at] is ' ' or '\t' or '\r');
        }

        return pairs;
    }

    /// <summary>What is open after a line of the preprocessor.</summary>
    private static OpenBracket? Directive(ReadOnlySpan<int> codes, OpenBracket? open, Stack<OpenBracket?> alternatives)
    {
        int from = 0;
        while (from < codes.Length && codes[from] is ' ' or '\t') from++;
        ReadOnlySpan<int> rest = codes[from..];
        if (Starts(rest, "if")) alternatives.Push(open);
        else if (Starts(rest, "el")) return alternatives.TryPeek(out OpenBracket? before) ? before : open;
        else if (Starts(rest, "endif")) alternatives.TryPop(out _);
        return open;
    }

    private static bool Starts(ReadOnlySpan<int> codes, string word)
    {
        if (codes.Length < word.Length) return false;
        for (int i = 0; i < word.Length; i++)
        {
            if (codes[i] != word[i]) return false;
        }

        return true;
    }

    private static int EndOf(SourceState[] states, int from)
    {
        while (from < states.Length && states[from] == SourceState.String) from++;
        return from;
    }
}
