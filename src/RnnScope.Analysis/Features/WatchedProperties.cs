using RnnScope.Engine.Text;

namespace RnnScope.Analysis.Features;

/// <summary>The few properties that units are scored for through the snapshots of a training; <see cref="PropertySet"/> has all of them.</summary>
public static class WatchedProperties
{
    // Of source text and of sentences: the same for every text, so that scores of two texts stand side by side.
    private static readonly (string Name, TextKind Kind)[] Watched =
    [
        ("inside a string", TextKind.Code), ("inside a comment", TextKind.Code), ("inside quotes", TextKind.Prose), ("inside parentheses", TextKind.Code),
        ("indentation", TextKind.Code), ("position in the line", TextKind.Prose), ("position in the word", TextKind.Prose), ("capital", TextKind.Prose),
    ];

    /// <summary>All of them over a text, in a fixed order; each is measured as in the kind of text that it belongs to.</summary>
    /// <param name="codes">Scalar values.</param>
    public static IReadOnlyList<TextProperty> Of(ReadOnlySpan<int> codes)
    {
        Dictionary<TextKind, ScannedText> texts = new();
        foreach (TextKind kind in Watched.Select(one => one.Kind).Distinct()) texts[kind] = new ScannedText(codes, SymbolKind.Characters, kind);
        return [.. Watched.Select(one => BuiltInProperties.Find(one.Name)!.Over(texts[one.Kind]))];
    }
}
