using RnnScope.Engine.Text;

namespace RnnScope.Analysis.Features;

/// <summary>The properties that make sense for a text, and those that it gives no chance to find.</summary>
/// <param name="Kind">What sort of text it is; never <see cref="TextKind.Auto"/>.</param>
/// <param name="Properties">What can be looked for, in a fixed order.</param>
/// <param name="LeftOut">What fits the kind of text but not this text, in the same order.</param>
public sealed record PropertySet(TextKind Kind, IReadOnlyList<TextProperty> Properties, IReadOnlyList<LeftOutProperty> LeftOut)
{
    /// <summary>A property that is not 0 in fewer stretches of the text says little: chance can do that.</summary>
    public const int FewestStretches = 5;

    /// <summary>Measures all built-in properties that fit a text's kind.</summary>
    /// <param name="codes">Byte or scalar values; -1 for the unknown symbol.</param>
    /// <param name="symbols">What the values are.</param>
    /// <param name="kind">What sort of text it is.</param>
    public static PropertySet Of(ReadOnlySpan<int> codes, SymbolKind symbols = SymbolKind.Characters, TextKind kind = TextKind.Auto) =>
        Of(new ScannedText(codes, symbols, kind));

    /// <summary>Measures all built-in properties that fit a text's kind.</summary>
    /// <param name="text">The text.</param>
    public static PropertySet Of(ScannedText text)
    {
        List<TextProperty> properties = [];
        List<LeftOutProperty> leftOut = [];
        foreach (BuiltInProperty definition in BuiltInProperties.All.Where(definition => definition.Kinds.Contains(text.Kind)))
        {
            TextProperty property = definition.Over(text);
            string? reason = WhyLeftOut(property) ?? SameAs(property, properties);
            if (reason is null) properties.Add(property);
            else leftOut.Add(new LeftOutProperty(property.Name, reason));
        }

        return new PropertySet(text.Kind, properties, leftOut);
    }

    /// <summary>Why nothing can be said about a property on its text; null where something can.</summary>
    /// <param name="property">Any property, also of a user.</param>
    public static string? WhyLeftOut(TextProperty property)
    {
        float[] track = property.Track;
        int stretches = 0, known = 0;
        float first = 0;
        bool varies = false, isOn = false;
        foreach (float value in track)
        {
            if (float.IsNaN(value)) continue;
            if (known++ == 0) first = value;
            varies |= value != first;
            if (value != 0 && !isOn) stretches++;
            isOn = value != 0;
        }

        if (known == 0) return track.Length == 0 ? "the text is empty" : "no symbol of the text has a value";
        if (!varies) return FormattableString.Invariant($"it is {first} all over the text");
        if (stretches >= FewestStretches) return null;
        string holds = property.Kind == PropertyKind.Binary ? "it holds" : "it is not 0";
        return $"{holds} in {stretches} {(stretches == 1 ? "stretch" : "stretches")} of the text; fewer than {FewestStretches} say too little";
    }

    private static string? SameAs(TextProperty property, List<TextProperty> others)
    {
        TextProperty? same = others.Find(other => other.Track.AsSpan().SequenceEqual(property.Track));
        return same is null ? null : $"it is the same as '{same.Name}' all over the text";
    }
}

/// <summary>A property that is not looked for in a text.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Reason">Why, in a few words.</param>
public sealed record LeftOutProperty(string Name, string Reason);
