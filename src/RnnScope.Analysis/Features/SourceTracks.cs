namespace RnnScope.Analysis.Features;

/// <summary>Parts of source text: strings, comments by where they stand, lines of the preprocessor, statements.</summary>
internal static class SourceTracks
{
    /// <summary>1 where the scanner is in a state.</summary>
    public static float[] InState(ScannedText text, SourceState wanted)
    {
        float[] track = new float[text.Length];
        for (int i = 0; i < track.Length; i++) track[i] = text.States[i] == wanted ? 1 : 0;
        return track;
    }

    /// <summary>1 outside of strings, comments and white space.</summary>
    public static float[] Code(ScannedText text)
    {
        float[] track = InState(text, SourceState.Code);
        for (int i = 0; i < track.Length; i++)
        {
            if (IsSpace(text.Characters[i])) track[i] = 0;
        }

        return track;
    }

    /// <summary>1 in comments that have something before them in the line where they begin.</summary>
    public static float[] TrailingComment(ScannedText text) => Comment(text, isTrailing: true);

    /// <summary>1 in comments with nothing but white space before them in the line where they begin.</summary>
    public static float[] LeadingComment(ScannedText text) => Comment(text, isTrailing: false);

    /// <summary>1 from a # that is the first symbol of its line up to the symbol before the line feed.</summary>
    public static float[] Preprocessor(ScannedText text)
    {
        float[] track = new float[text.Length];
        bool isLeading = true, isInside = false;
        for (int i = 0; i < track.Length; i++)
        {
            int code = text.Characters[i];
            if (code == '\n')
            {
                bool goesOn = i > 0 && (text.Characters[i - 1] == '\\' || (i > 1 && text.Characters[i - 1] == '\r' && text.Characters[i - 2] == '\\'));
                (isLeading, isInside) = (true, isInside && goesOn);
            }
            else
            {
                isInside |= isLeading && code == '#' && text.States[i] == SourceState.Code;
                isLeading &= IsSpace(code);
            }

            track[i] = isInside ? 1 : 0;
        }

        return track;
    }

    /// <summary>Symbols since the last ; { or } outside of strings and comments.</summary>
    public static float[] InStatement(ScannedText text)
    {
        float[] track = new float[text.Length];
        int position = 0;
        for (int i = 0; i < track.Length; i++)
        {
            bool isEnd = text.Characters[i] is ';' or '{' or '}' && text.States[i] == SourceState.Code;
            position = isEnd ? 0 : position + 1;
            track[i] = position;
        }

        return track;
    }

    private static float[] Comment(ScannedText text, bool isTrailing)
    {
        float[] track = new float[text.Length];
        // Whether something stands in the line before the last symbol, which may be the slash that begins a comment.
        bool hasCode = false, hasCodeBefore = false, counts = false;
        for (int i = 0; i < track.Length; i++)
        {
            bool isComment = text.States[i] == SourceState.Comment;
            if (isComment && (i == 0 || text.States[i - 1] != SourceState.Comment)) counts = hasCodeBefore == isTrailing;
            track[i] = isComment && counts ? 1 : 0;
            hasCodeBefore = hasCode;
            hasCode = text.Characters[i] != '\n' && (hasCode || !IsSpace(text.Characters[i]));
        }

        return track;
    }

    private static bool IsSpace(int code) => code is ' ' or '\t' or '\r' or '\n';
}
