namespace RnnScope.Analysis.Features;

/// <summary>Addresses of the web.</summary>
internal static class UrlTrack
{
    private const string Ends = "\"<>[]{}()|\\^`'\u2018\u2019\u201c\u201d\u00ab\u00bb";

    /// <summary>
    /// 1 from the last slash of <c>://</c> with a letter before it, or from the dot of <c>www.</c> at the beginning of a word,
    /// where a reader knows, up to the symbol before white space, a quote or a bracket.
    /// </summary>
    public static float[] Of(ReadOnlySpan<int> characters)
    {
        float[] track = new float[characters.Length];
        bool isInside = false;
        for (int at = 0; at < track.Length; at++)
        {
            int code = characters[at];
            isInside = isInside ? !IsEnd(code) : IsStart(characters[..(at + 1)]);
            track[at] = isInside ? 1 : 0;
        }

        return track;
    }

    private static bool IsStart(ReadOnlySpan<int> read) =>
        (read is [.., var before, ':', '/', '/'] && IsLetter(before))
        || (read is [.., 'w', 'w', 'w', '.'] && (read.Length == 4 || !(IsLetter(read[^5]) || read[^5] is '_' or '-' or >= '0' and <= '9')));

    private static bool IsEnd(int code) =>
        code is >= 0 and <= ' ' or 0x7f or 0xa0 || (code is > 0 and <= char.MaxValue && Ends.Contains((char)code, StringComparison.Ordinal));

    private static bool IsLetter(int code) => code is >= 0 and < 0x80 && char.IsAsciiLetter((char)code);
}
