using RnnScope.Engine.Text;

namespace RnnScope.Analysis.Features.Expressions;

/// <summary>A function of the expression language whose arguments are texts.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Usage">How it is written, for messages.</param>
/// <param name="Fewest">The fewest arguments.</param>
/// <param name="Most">The most arguments.</param>
/// <param name="Kind">What its numbers mean.</param>
/// <param name="Measure">Gives (N) numbers.</param>
internal sealed record TextFunction(
    string Name, string Usage, int Fewest, int Most, PropertyKind Kind, Func<ScannedText, IReadOnlyList<string>, float[]> Measure)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<TextFunction> All { get; } =
    [
        new("inside", "inside(\"open\", \"close\")", 2, 2, PropertyKind.Binary, (text, marks) => Inside(text.Codes, Reader(text, marks[0]), Reader(text, marks[1]))),
        new("depth", "depth(\"open\", \"close\")", 2, 2, PropertyKind.Numeric, (text, marks) => Depth(text.Codes, Reader(text, marks[0]), Reader(text, marks[1]))),
        new("since", "since(\"text\")", 1, 1, PropertyKind.Numeric, (text, marks) => Since(text.Codes, Reader(text, marks[0]), float.NaN)),
        new("position", "position(\"text\")", 1, 1, PropertyKind.Numeric, (text, marks) => Since(text.Codes, Reader(text, marks[0]), 0)),
        new("until", "until(\"text\")", 1, 1, PropertyKind.Numeric, (text, marks) => Until(text.Codes, Reader(text, marks[0]))),
        new("count", "count(\"text\") or count(\"text\", \"reset\")", 1, 2, PropertyKind.Numeric,
            (text, marks) => Count(text.Codes, Reader(text, marks[0]), marks.Count > 1 ? Reader(text, marks[1]) : null)),
        new("ends", "ends(\"text\")", 1, 1, PropertyKind.Binary, (text, marks) => Ends(text.Codes, Reader(text, marks[0]))),
        new("any_of", "any_of(\"characters\")", 1, 1, PropertyKind.Binary, AnyOf),
    ];

    private static OccurrenceReader Reader(ScannedText text, string mark) => new(SymbolReader.Codes(mark, text.Symbols));

    private static float[] Inside(int[] codes, OccurrenceReader open, OccurrenceReader close)
    {
        float[] track = new float[codes.Length];
        bool isInside = false;
        for (int i = 0; i < codes.Length; i++)
        {
            // No symbol is part of two marks: "/*/" does not close.
            if ((isInside ? close : open).Read(codes[i]))
            {
                isInside = !isInside;
                open.Forget();
                close.Forget();
            }

            track[i] = isInside ? 1 : 0;
        }

        return track;
    }

    private static float[] Depth(int[] codes, OccurrenceReader open, OccurrenceReader close)
    {
        float[] track = new float[codes.Length];
        int depth = 0;
        for (int i = 0; i < codes.Length; i++)
        {
            bool opens = open.Read(codes[i]), closes = close.Read(codes[i]);
            if (opens || closes)
            {
                bool isOpen = opens && (!closes || open.Length > close.Length);
                depth = isOpen ? depth + 1 : Math.Max(0, depth - 1);
                open.Forget();
                close.Forget();
            }

            track[i] = depth;
        }

        return track;
    }

    private static float[] Since(int[] codes, OccurrenceReader mark, float before)
    {
        float[] track = new float[codes.Length];
        int last = float.IsNaN(before) ? int.MinValue : -1;
        for (int i = 0; i < codes.Length; i++)
        {
            if (mark.Read(codes[i])) last = i;
            track[i] = last == int.MinValue ? float.NaN : i - last;
        }

        return track;
    }

    private static float[] Until(int[] codes, OccurrenceReader mark)
    {
        float[] track = new float[codes.Length];
        int filled = 0;
        for (int i = 0; i < codes.Length; i++)
        {
            if (!mark.Read(codes[i])) continue;
            int first = i - mark.Length + 1;
            for (; filled < first; filled++) track[filled] = first - filled - 1;
        }

        track.AsSpan(filled).Fill(float.NaN);
        return track;
    }

    private static float[] Count(int[] codes, OccurrenceReader mark, OccurrenceReader? reset)
    {
        float[] track = new float[codes.Length];
        int count = 0;
        for (int i = 0; i < codes.Length; i++)
        {
            if (mark.Read(codes[i])) count++;
            if (reset is not null && reset.Read(codes[i])) count = 0;
            track[i] = count;
        }

        return track;
    }

    private static float[] Ends(int[] codes, OccurrenceReader mark)
    {
        float[] track = new float[codes.Length];
        for (int i = 0; i < codes.Length; i++) track[i] = mark.Read(codes[i]) ? 1 : 0;
        return track;
    }

    private static float[] AnyOf(ScannedText text, IReadOnlyList<string> sets)
    {
        HashSet<int> wanted = [.. SymbolReader.Codes(sets[0], SymbolKind.Characters)];
        float[] track = new float[text.Length];
        for (int i = 0; i < track.Length; i++) track[i] = wanted.Contains(text.Characters[i]) ? 1 : 0;
        return track;
    }
}
