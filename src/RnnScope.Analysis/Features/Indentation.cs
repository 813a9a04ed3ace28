namespace RnnScope.Analysis.Features;

/// <summary>How deep the current line is indented.</summary>
public static class Indentation
{
    /// <summary>The property over a text.</summary>
    /// <param name="codes">Byte or scalar values.</param>
    public static TextProperty Of(ReadOnlySpan<int> codes)
    {
        float[] track = new float[codes.Length];
        int depth = 0;
        bool isLeading = true;
        for (int i = 0; i < track.Length; i++)
        {
            if (codes[i] == '\n')
                (depth, isLeading) = (0, true);
            else if (isLeading && codes[i] is ' ' or '\t')
                depth++;
            else
                isLeading = false;
            track[i] = depth;
        }

        return new TextProperty(
            "indentation",
            "spaces and tabs before the first other symbol of the line; up to that symbol, those read so far",
            PropertyKind.Numeric,
            track);
    }
}
