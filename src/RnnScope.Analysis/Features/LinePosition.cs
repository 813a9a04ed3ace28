namespace RnnScope.Analysis.Features;

/// <summary>How far into its line the reader is; in texts with wrapped lines it tells when a line end is due.</summary>
public static class LinePosition
{
    /// <summary>The property over a text.</summary>
    /// <param name="codes">Byte or scalar values.</param>
    public static TextProperty Of(ReadOnlySpan<int> codes)
    {
        float[] track = new float[codes.Length];
        int position = 0;
        for (int i = 0; i < track.Length; i++)
        {
            position = codes[i] == '\n' ? 0 : position + 1;
            track[i] = position;
        }

        return new TextProperty(
            "position in the line", "symbols since the last line feed, 0 at the line feed itself", PropertyKind.Numeric, track);
    }
}
