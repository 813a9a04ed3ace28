namespace RnnScope.Analysis.Features;

/// <summary>Whether the reader is within a comment of C-like source text.</summary>
public static class InsideComment
{
    /// <summary>The property over a text.</summary>
    /// <param name="codes">Byte or scalar values.</param>
    public static TextProperty Of(ReadOnlySpan<int> codes) => new(
        "inside a comment",
        "1 from the second symbol of // or /* up to the symbol before the end of the line or before the last symbol of */",
        PropertyKind.Binary,
        StateTrack.Of(codes, SourceState.Comment));
}
