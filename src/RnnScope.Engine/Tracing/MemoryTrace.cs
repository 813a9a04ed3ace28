using RnnScope.Engine.Text;

namespace RnnScope.Engine.Tracing;

/// <summary>A trace that is in memory only: of a text that somebody typed.</summary>
public sealed class MemoryTrace : Trace, ITraceSink
{
    private readonly Dictionary<string, float[]> _values;

    internal MemoryTrace(string title, Vocabulary vocabulary, WordVocabulary? words, ushort[] symbols, IReadOnlyList<Site> sites)
        : base(title, vocabulary, words, symbols, sites.Select(site => (site.Name, site.Width))) =>
        _values = sites.ToDictionary(site => site.Name, site => new float[checked(symbols.Length * site.Width)], StringComparer.Ordinal);

    private MemoryTrace(MemoryTrace whole, int from)
        : base(whole.Title, whole.Vocabulary, whole.Words, whole.SymbolIds[from..], whole.Sites) =>
        _values = whole._values.ToDictionary(site => site.Key, site => site.Value[(from * whole.Width(site.Key))..], StringComparer.Ordinal);

    /// <summary>The same without its first symbols.</summary>
    internal MemoryTrace Without(int symbols) => symbols == 0 ? this : new MemoryTrace(this, symbols);

    ISiteSink ITraceSink.Open(Site site, long from) => new Stretch(_values[site.Name].AsMemory((int)from * site.Width));

    private protected override void Read(string site, int width, int from, Span<float> destination) =>
        _values[site].AsSpan(from * width, destination.Length).CopyTo(destination);

    private protected override void ReadUnit(string site, int width, int unit, int from, Span<float> destination)
    {
        float[] values = _values[site];
        for (int i = 0; i < destination.Length; i++) destination[i] = values[(from + i) * width + unit];
    }

    private sealed class Stretch(Memory<float> left) : ISiteSink
    {
        public void Append(ReadOnlySpan<float> rows)
        {
            rows.CopyTo(left.Span);
            left = left[rows.Length..];
        }

        public void Complete()
        {
        }
    }
}
