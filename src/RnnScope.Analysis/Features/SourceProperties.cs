using RnnScope.Engine.Text;

namespace RnnScope.Analysis.Features;

/// <summary>Four properties of source text that units are scored for through the snapshots of a training; <see cref="PropertySet"/> has all of them.</summary>
public static class SourceProperties
{
    private static readonly string[] Names = ["inside a string", "inside a comment", "position in the line", "indentation"];

    /// <summary>All of them over a text, in a fixed order.</summary>
    /// <param name="codes">Scalar values.</param>
    public static IReadOnlyList<TextProperty> Of(ReadOnlySpan<int> codes)
    {
        ScannedText text = new(codes, SymbolKind.Characters, TextKind.Code);
        return [.. Names.Select(name => BuiltInProperties.Find(name)!.Over(text))];
    }
}
