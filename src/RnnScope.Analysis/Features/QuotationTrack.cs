using System.Text;
using RnnScope.Analysis.Errors.Words;

namespace RnnScope.Analysis.Features;

/// <summary>Direct speech and other quotations in prose.</summary>
/// <remarks>
/// <para>
/// Straight <c>"</c> opens and closes in turn. Curly and angled marks open and close by their shapes: “...”, ‘...’, „...“,
/// «...», and LaTeX's ``...''. Quotations of different marks may lie in each other. A straight single quote is always taken
/// for an apostrophe, and so is ’ with a letter or digit behind it, or with no ‘ open.
/// </para>
/// <para>
/// A blank line ends whatever is open. By custom a quotation of several paragraphs is opened anew in each and closed in the
/// last one only, so a quotation left open counts up to the end of its paragraph: there brackets (<see cref="Brackets.ProseBrackets"/>)
/// differ, which want pairs.
/// </para>
/// </remarks>
internal static class QuotationTrack
{
    /// <summary>1 from an opening mark up to the symbol before the closing one.</summary>
    public static float[] Of(ReadOnlySpan<int> characters)
    {
        float[] track = new float[characters.Length];
        Marks open = Marks.None;
        bool isBlank = false;
        for (int at = 0; at < track.Length; at++)
        {
            int code = characters[at];
            if (code == '\n' && isBlank) open = Marks.None;
            isBlank = code == '\n' || (isBlank && code is ' ' or '\t' or '\r');
            open = Read(open, characters, at);
            track[at] = open == Marks.None ? 0 : 1;
        }

        return track;
    }

    private static Marks Read(Marks open, ReadOnlySpan<int> characters, int at) => characters[at] switch
    {
        '"' => open ^ Marks.Straight,
        '\u201e' => open | Marks.Low,
        '\u201c' when open.HasFlag(Marks.Low) => open & ~Marks.Low,
        '\u201c' => open | Marks.Double,
        '\u201d' when open.HasFlag(Marks.Double) => open & ~Marks.Double,
        '\u201d' => open & ~Marks.Low,
        '\u2018' => open | Marks.Single,
        '\u2019' when !IsInWord(characters[(at + 1)..]) => open & ~Marks.Single,
        '\u00ab' => open | Marks.Angled,
        '\u00bb' => open & ~Marks.Angled,
        '`' when at > 0 && characters[at - 1] == '`' => open | Marks.Latex,
        '\'' when at > 0 && characters[at - 1] == '\'' => open & ~Marks.Latex,
        _ => open,
    };

    private static bool IsInWord(ReadOnlySpan<int> next)
    {
        int at = 0;
        while (at < next.Length && next[at] == CharacterReader.GoesOn) at++;
        return at < next.Length && next[at] >= 0 && Rune.IsLetterOrDigit(new Rune(next[at]));
    }

    [Flags]
    private enum Marks
    {
        None = 0,
        Straight = 1,
        Double = 2,
        Single = 4,
        Low = 8,
        Angled = 16,
        Latex = 32,
    }
}
