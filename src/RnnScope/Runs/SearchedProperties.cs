using RnnScope.Analysis.Features;
using RnnScope.Analysis.Features.Labels;
using RnnScope.Engine.Tracing;

namespace RnnScope.Runs;

/// <summary>Which properties of a text units are searched for: the built-in ones of its kind, and the user's.</summary>
internal sealed record SearchedProperties
{
    /// <summary>What sort of text it is.</summary>
    public TextKind Kind { get; init; } = TextKind.Auto;

    /// <summary>What the user asked for by name or wrote.</summary>
    public IReadOnlyList<PropertyExpression> Expressions { get; init; } = [];

    /// <summary>Files of labels.</summary>
    public IReadOnlyList<string> LabelFiles { get; init; } = [];

    /// <summary>Measures them over the text of a trace; the user's come first.</summary>
    /// <exception cref="PropertyException">One of the user's has a mistake, or does not fit the text.</exception>
    public PropertySet Of(Trace trace, CancellationToken cancellation)
    {
        ScannedText text = ScannedText.Of(trace.Symbols, trace.Vocabulary, Kind);
        PropertySet known = PropertySet.Of(text);
        TextProperty[] own =
        [
            .. Expressions.Select(expression => expression.Over(text, cancellation)),
            .. LabelFiles.Select(path => LabelFile.Read(path, text.Length)),
        ];
        LeftOutProperty[] useless = [.. own.Select(property => (property.Name, Reason: PropertySet.WhyLeftOut(property)))
            .Where(property => property.Reason is not null).Select(property => new LeftOutProperty(property.Name, property.Reason!))];
        return known with
        {
            Properties = [.. own.Where(property => useless.All(other => other.Name != property.Name)), .. known.Properties.Where(property => IsNew(property.Name))],
            LeftOut = [.. useless, .. known.LeftOut.Where(property => IsNew(property.Name))],
        };

        bool IsNew(string name) => own.All(property => property.Name != name);
    }
}
