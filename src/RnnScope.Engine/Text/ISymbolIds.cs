namespace RnnScope.Engine.Text;

/// <summary>The ids of a text, by position, in memory or on the disk. Many threads may read at once.</summary>
public interface ISymbolIds
{
    /// <summary>N, symbols of the text.</summary>
    long Length { get; }

    /// <summary>Reads a stretch of the text.</summary>
    /// <param name="from">The first symbol.</param>
    /// <param name="ids">Receives ids, as many as it is long; they lie inside the text.</param>
    /// <exception cref="TextException">The file cannot be read any longer, or has changed.</exception>
    void Read(long from, Span<ushort> ids);

    /// <summary>The beginning of the text.</summary>
    /// <param name="count">How many symbols; all when there are fewer.</param>
    ISymbolIds First(long count);

    /// <summary>All of it, in memory.</summary>
    /// <exception cref="TextException">It does not fit.</exception>
    ReadOnlyMemory<ushort> ToMemory()
    {
        ushort[] ids = new ushort[MemoryNeed.Array("the text", Length, sizeof(ushort))];
        Read(0, ids);
        return ids;
    }

    /// <summary>Hands on a stretch of the text in pieces of bounded size, in order.</summary>
    /// <param name="from">The first symbol.</param>
    /// <param name="count">How many; they lie inside the text.</param>
    /// <param name="take">Takes a piece; it is gone after the call.</param>
    void ForEachPiece(long from, long count, Action<ReadOnlySpan<ushort>> take)
    {
        ushort[] piece = new ushort[Math.Min(count, 1 << 16)];
        for (long end = from + count; from < end; from += piece.Length)
        {
            Span<ushort> part = piece.AsSpan(0, (int)Math.Min(piece.Length, end - from));
            Read(from, part);
            take(part);
        }
    }
}

/// <summary>Ids that are in memory.</summary>
/// <param name="ids">The ids.</param>
public sealed class MemoryIds(ReadOnlyMemory<ushort> ids) : ISymbolIds
{
    private readonly ReadOnlyMemory<ushort> _ids = ids;

    /// <inheritdoc/>
    public long Length => _ids.Length;

    /// <inheritdoc/>
    public void Read(long from, Span<ushort> ids) => _ids.Span.Slice(checked((int)from), ids.Length).CopyTo(ids);

    /// <inheritdoc/>
    public ISymbolIds First(long count) => new MemoryIds(_ids[..(int)Math.Min(count, _ids.Length)]);

    /// <inheritdoc/>
    public ReadOnlyMemory<ushort> ToMemory() => _ids;
}
