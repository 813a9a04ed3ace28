using RnnScope.Engine.Text;

namespace RnnScope.Engine.Tracing;

/// <summary>A text that a network reads, with what it is asked at each symbol.</summary>
/// <param name="Ids">The text, (N), in memory or on the disk.</param>
/// <param name="Words">The word that each symbol belongs to, (N); null where the next symbol is asked for.</param>
/// <param name="Vectors">The unit's learned vectors, where they change from symbol to symbol; else null.</param>
internal sealed record ReadingMatter(ISymbolIds Ids, ushort[]? Words, IVectorTrack? Vectors)
{
    /// <summary>How far behind a symbol lies what is asked there: 1 for the next symbol, 0 for the word.</summary>
    public int Ahead => Words is null ? 1 : 0;

    /// <summary>What is read at the places from one on; some symbol outside of the text.</summary>
    public void Read(long from, Span<ushort> ids)
    {
        long first = Math.Max(from, 0), end = Math.Min(Ids.Length, from + ids.Length);
        ids.Clear();
        if (first < end) Ids.Read(first, ids[(int)(first - from)..(int)(end - from)]);
    }

    /// <summary>The word that is asked for at a place; <see cref="Target.None"/> where nothing is.</summary>
    public ushort WordAt(long place) => Words is { } words && place >= 0 && place < words.Length ? words[place] : Target.None;
}
