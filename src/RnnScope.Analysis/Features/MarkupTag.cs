namespace RnnScope.Analysis.Features;

/// <summary>A tag of HTML or XML.</summary>
/// <param name="From">Where its &lt; is.</param>
/// <param name="Close">Where its &gt; is.</param>
/// <param name="Name">Its name in lower case; empty for declarations and instructions.</param>
/// <param name="Change">1 if an element begins, -1 if one ends, 0 if neither.</param>
internal readonly record struct MarkupTag(int From, int Close, string Name, int Change)
{
    private const int LongestName = 64;

    // Elements of HTML that have no end.
    private static readonly HashSet<string> Empty =
        ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

    /// <summary>The tag that begins at a &lt;, or null: it has a letter, /, ! or ? behind it, and its &gt; before the next &lt;.</summary>
    public static MarkupTag? Read(ReadOnlySpan<int> characters, int from)
    {
        int at = from + 1;
        if (at >= characters.Length) return null;
        bool isEnd = characters[at] == '/', isOther = characters[at] is '!' or '?';
        if (isEnd || isOther) at++;
        int nameEnd = at;
        while (nameEnd < characters.Length && nameEnd - at < LongestName && IsName(characters[nameEnd])) nameEnd++;
        if (!isOther && (nameEnd == at || characters[at] is >= 0 and < 0x80 && !char.IsAsciiLetter((char)characters[at]))) return null;
        int length = characters[(from + 1)..].IndexOfAny('<', '>');
        if (length < 0 || characters[from + 1 + length] == '<') return null;
        int close = from + 1 + length;
        string name = isOther ? "" : string.Create(nameEnd - at, characters[at..nameEnd], static (name, codes) =>
        {
            for (int i = 0; i < name.Length; i++) name[i] = char.ToLowerInvariant((char)codes[i]);
        });
        bool isWhole = isOther || characters[close - 1] == '/' || Empty.Contains(name);
        return new MarkupTag(from, close, name, isEnd ? -1 : isWhole ? 0 : 1);
    }

    /// <summary>(N), elements that are open after each symbol.</summary>
    /// <remarks>An end belongs to the nearest open element of its name; those within that were never ended are given up, and an end without a beginning is ignored.</remarks>
    public static float[] Depth(ScannedText text)
    {
        ReadOnlySpan<int> characters = text.Characters;
        float[] track = new float[characters.Length];
        Stack<string> open = new();
        Dictionary<string, int> count = [];
        for (int at = 0; at < track.Length; at++)
        {
            track[at] = open.Count;
            if (characters[at] != '<' || text.Markup[at].HasFlag(MarkupState.Comment) || Read(characters, at) is not { } tag) continue;
            track.AsSpan(at, tag.Close - at).Fill(open.Count);
            if (tag.Change > 0)
            {
                open.Push(tag.Name);
                count[tag.Name] = count.GetValueOrDefault(tag.Name) + 1;
            }
            else if (tag.Change < 0 && count.GetValueOrDefault(tag.Name) > 0)
            {
                string ended;
                do count[ended = open.Pop()]--;
                while (ended != tag.Name);
            }

            at = tag.Close;
            track[at] = open.Count;
        }

        return track;
    }

    private static bool IsName(int code) => code >= 0x80 || (code >= 0 && (char.IsAsciiLetterOrDigit((char)code) || code is '-' or '_' or ':' or '.'));
}
