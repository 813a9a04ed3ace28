namespace RnnScope.Analysis.Features;

/// <summary>The properties that are looked for in source text.</summary>
public static class SourceProperties
{
    /// <summary>All of them over a text, in a fixed order.</summary>
    /// <param name="codes">Byte or scalar values.</param>
    public static IReadOnlyList<TextProperty> Of(ReadOnlySpan<int> codes) =>
        [InsideString.Of(codes), InsideComment.Of(codes), LinePosition.Of(codes), Indentation.Of(codes)];
}
