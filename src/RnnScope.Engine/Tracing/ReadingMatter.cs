using RnnScope.Engine.Text;

namespace RnnScope.Engine.Tracing;

/// <summary>A text that a network reads, with what it is asked at each symbol.</summary>
/// <param name="Ids">The text, (N).</param>
/// <param name="Words">The word that each symbol belongs to, (N); null where the next symbol is asked for.</param>
/// <param name="Vectors">The unit's learned vectors, where they change from symbol to symbol; else null.</param>
internal sealed record ReadingMatter(ReadOnlyMemory<ushort> Ids, ushort[]? Words, IVectorTrack? Vectors)
{
    /// <summary>How far behind a symbol lies what is asked there: 1 for the next symbol, 0 for the word.</summary>
    public int Ahead => Words is null ? 1 : 0;

    /// <summary>What is read at a place; some symbol outside of the text.</summary>
    public ushort InputAt(int place) => At(Ids.Span, place, 0);

    /// <summary>What is asked at a place; some symbol, or <see cref="Target.None"/>, where nothing is.</summary>
    public ushort TargetAt(int place) => Words is { } words ? At(words, place, Target.None) : At(Ids.Span, place + 1, 0);

    private static ushort At(ReadOnlySpan<ushort> values, int place, ushort outside) =>
        (uint)place < (uint)values.Length ? values[place] : outside;
}
