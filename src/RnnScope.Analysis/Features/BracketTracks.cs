using RnnScope.Analysis.Brackets;

namespace RnnScope.Analysis.Features;

/// <summary>What is open: from an opening bracket up to the symbol before the one that closes it.</summary>
internal static class BracketTracks
{
    /// <summary>(N), where the bracket that opens here is closed; 0 for all other symbols.</summary>
    /// <param name="characters">Scalar values.</param>
    /// <param name="kind">Code knows strings and comments; for all others a blank line ends what is open.</param>
    public static int[] Partners(ReadOnlySpan<int> characters, TextKind kind)
    {
        int[] partners = new int[characters.Length];
        foreach (BracketPair pair in BracketFinder.Find(characters, kind == TextKind.Code ? BracketMatching.Code : BracketMatching.Prose))
        {
            // Where both branches of an #if close a bracket, the second one does. Pairs come in the order of their ends.
            if (characters[pair.Open] is '(' or '[' or '{') partners[pair.Open] = pair.Close;
        }

        return partners;
    }

    /// <summary>1 where one of these brackets is open.</summary>
    public static float[] Inside(ScannedText text, string opening)
    {
        float[] track = Depth(text, opening);
        for (int i = 0; i < track.Length; i++) track[i] = track[i] > 0 ? 1 : 0;
        return track;
    }

    /// <summary>How many of these brackets are open.</summary>
    public static float[] Depth(ScannedText text, string opening) =>
        Depth(text, at => text.Characters[at] <= char.MaxValue && opening.Contains((char)text.Characters[at], StringComparison.Ordinal));

    /// <summary>1 in the parentheses behind the word <c>if</c>.</summary>
    public static float[] IfCondition(ScannedText text)
    {
        float[] track = Depth(text, at => text.Characters[at] == '(' && IsBehindIf(text.Characters.AsSpan(0, at)));
        for (int i = 0; i < track.Length; i++) track[i] = track[i] > 0 ? 1 : 0;
        return track;
    }

    private static float[] Depth(ScannedText text, Func<int, bool> counts)
    {
        float[] track = new float[text.Length];
        int[] partners = text.Partners;
        for (int at = 0; at < track.Length; at++)
        {
            if (partners[at] == 0 || !counts(at)) continue;
            track[at]++;
            track[partners[at]]--;
        }

        float depth = 0;
        for (int at = 0; at < track.Length; at++) track[at] = depth += track[at];
        return track;
    }

    private static bool IsBehindIf(ReadOnlySpan<int> before)
    {
        int end = before.Length;
        while (end > 0 && before[end - 1] is ' ' or '\t' or '\r' or '\n') end--;
        return end >= 2 && before[end - 1] == 'f' && before[end - 2] == 'i'
            && (end == 2 || !(before[end - 3] is '_' or '$' or '#' or >= 0x80 || char.IsAsciiLetterOrDigit((char)Math.Max(0, before[end - 3]))));
    }
}
