namespace RnnScope.Analysis.Features;

/// <summary>Where a reader is in a line and in a paragraph. Blank lines have nothing but spaces, tabs and carriage returns.</summary>
internal static class LineTracks
{
    /// <summary>Symbols since the last line feed.</summary>
    public static float[] Position(ReadOnlySpan<int> characters)
    {
        float[] track = new float[characters.Length];
        int position = 0;
        for (int i = 0; i < track.Length; i++)
        {
            position = characters[i] == '\n' ? 0 : position + 1;
            track[i] = position;
        }

        return track;
    }

    /// <summary>Symbols up to the next line feed or the end of the text.</summary>
    public static float[] Left(ReadOnlySpan<int> characters)
    {
        float[] track = new float[characters.Length];
        int left = 0;
        for (int i = track.Length - 1; i >= 0; i--)
        {
            track[i] = left;
            left = characters[i] == '\n' ? 0 : left + 1;
        }

        return track;
    }

    /// <summary>White space at the beginning of the line, so far.</summary>
    public static float[] Indentation(ReadOnlySpan<int> characters)
    {
        float[] track = new float[characters.Length];
        int depth = 0;
        bool isLeading = true;
        for (int i = 0; i < track.Length; i++)
        {
            if (characters[i] == '\n')
                (depth, isLeading) = (0, true);
            else if (isLeading && characters[i] is ' ' or '\t')
                depth++;
            else
                isLeading = false;
            track[i] = depth;
        }

        return track;
    }

    /// <summary>1 at white space with nothing else before it in its line.</summary>
    public static float[] Leading(ReadOnlySpan<int> characters)
    {
        float[] track = new float[characters.Length];
        bool isLeading = true;
        for (int i = 0; i < track.Length; i++)
        {
            bool isBlank = characters[i] is ' ' or '\t';
            track[i] = isLeading && isBlank ? 1 : 0;
            isLeading = characters[i] == '\n' || (isLeading && isBlank);
        }

        return track;
    }

    /// <summary>1 at line feeds.</summary>
    public static float[] Feed(ReadOnlySpan<int> characters)
    {
        float[] track = new float[characters.Length];
        for (int i = 0; i < track.Length; i++) track[i] = characters[i] == '\n' ? 1 : 0;
        return track;
    }

    /// <summary>Symbols since the last blank line.</summary>
    public static float[] InParagraph(ReadOnlySpan<int> characters) => OfParagraph(characters, countsLines: false);

    /// <summary>Line feeds since the last blank line.</summary>
    public static float[] LineOfParagraph(ReadOnlySpan<int> characters) => OfParagraph(characters, countsLines: true);

    private static float[] OfParagraph(ReadOnlySpan<int> characters, bool countsLines)
    {
        float[] track = new float[characters.Length];
        int count = 0;
        bool isBlank = true;
        for (int i = 0; i < track.Length; i++)
        {
            bool isFeed = characters[i] == '\n';
            if (isFeed && isBlank) count = 0;
            else if (isFeed || !countsLines) count++;
            isBlank = isFeed || (isBlank && characters[i] is ' ' or '\t' or '\r');
            track[i] = count;
        }

        return track;
    }
}
