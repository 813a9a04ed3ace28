using RnnScope.Analysis.Features;
using RnnScope.Analysis.Features.Labels;
using RnnScope.Engine.Tracing;

namespace RnnScope.Server;

/// <summary>What can be asked of a text: built-in properties, expressions, and examples that somebody marked.</summary>
/// <param name="trace">The text.</param>
internal sealed class TextProperties(Trace trace)
{
    /// <summary>Begins a property that is made of examples, as in <c>spans 120:7,400:12</c>.</summary>
    public const string Examples = "spans ";

    // Those that are being typed, and the one whose track is on screen; of very long texts the last one alone.
    private const int Kept = 4;
    private const long KeptNumbers = 1L << 24;

    private readonly Lazy<ScannedText> _scanned = new(() => ScannedText.Of(trace.Symbols, trace.Vocabulary));
    private readonly Lock _lock = new();
    private readonly List<(string Source, TextProperty Property)> _kept = [];
    private IReadOnlyList<PropertyInfo>? _fitting;

    /// <summary>The built-in properties that make sense for the text; measured when they are first asked for.</summary>
    public IReadOnlyList<PropertyInfo> Fitting
    {
        get
        {
            lock (_lock) return _fitting ??= [.. PropertySet.Of(_scanned.Value).Properties.Select(PropertyInfo.Of)];
        }
    }

    /// <summary>A property over the text.</summary>
    /// <param name="source">The name of a built-in property or an expression (docs/properties.md), or examples.</param>
    /// <param name="cancellation">Stops the measuring.</param>
    /// <exception cref="PropertyException">It is none.</exception>
    public TextProperty Of(string source, CancellationToken cancellation)
    {
        lock (_lock)
        {
            int index = _kept.FindIndex(kept => kept.Source == source);
            if (index >= 0) return _kept[index].Property;
        }

        TextProperty property = source.StartsWith(Examples, StringComparison.Ordinal)
            ? LabelledSpans.Of(source, trace.Characters, Spans.Parse(source[Examples.Length..]), [])
            : PropertyExpression.Parse(source).Over(_scanned.Value, cancellation);
        lock (_lock)
        {
            _kept.Add((source, property));
            while (_kept.Count > Kept || (_kept.Count > 1 && (long)_kept.Count * trace.Characters > KeptNumbers)) _kept.RemoveAt(0);
        }

        return property;
    }
}
