namespace RnnScope.Analysis.Features;

/// <summary>The definition of a property that can be measured on any text.</summary>
public sealed class BuiltInProperty
{
    private readonly Func<ScannedText, float[]> _measure;

    internal BuiltInProperty(
        string name, string group, PropertyKind kind, IReadOnlyList<TextKind> kinds, string description, Func<ScannedText, float[]> measure)
    {
        (Name, Group, Kind, Kinds, Description) = (name, group, kind, kinds, description);
        _measure = measure;
    }

    /// <summary>Short: letters and single spaces. It does not change between versions.</summary>
    public string Name { get; }

    /// <summary>The name in expressions: small letters, and underscores in place of spaces.</summary>
    public string Identifier => Name.Replace(' ', '_').ToLowerInvariant();

    /// <summary>What it is about: line, word, symbol, brackets, source or markup.</summary>
    public string Group { get; }

    /// <summary>What its numbers mean.</summary>
    public PropertyKind Kind { get; }

    /// <summary>The kinds of text in which it is looked for; it can be measured on the others, too.</summary>
    public IReadOnlyList<TextKind> Kinds { get; }

    /// <summary>The definition, in a sentence.</summary>
    public string Description { get; }

    /// <summary>The property over a text; N steps of work.</summary>
    /// <param name="text">The text.</param>
    public TextProperty Over(ScannedText text) => new(Name, Description, Kind, _measure(text));
}
