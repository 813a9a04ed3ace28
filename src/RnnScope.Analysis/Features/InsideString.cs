namespace RnnScope.Analysis.Features;

/// <summary>Whether the reader is within a literal in quotes; the property of source text that people can check at a glance.</summary>
public static class InsideString
{
    /// <summary>The property over a text.</summary>
    /// <param name="codes">Byte or scalar values.</param>
    public static TextProperty Of(ReadOnlySpan<int> codes) => SourceProperties.Of(codes)[0];
}
