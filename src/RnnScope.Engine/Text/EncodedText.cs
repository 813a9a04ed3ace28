using System.Buffers;

namespace RnnScope.Engine.Text;

/// <summary>The ids of a text that stays where it is: symbols are looked up in the vocabulary when they are read.</summary>
internal sealed class EncodedText(ISymbolText text, Vocabulary vocabulary, long length) : ISymbolIds
{
    private const int Block = 1 << 15;

    public long Length => length;

    public ISymbolIds First(long count) => new EncodedText(text, vocabulary, Math.Min(count, length));

    public void Read(long from, Span<ushort> ids)
    {
        if (from < 0 || from > length - ids.Length)
            throw new ArgumentOutOfRangeException(nameof(from), from, $"{ids.Length} symbols of a text of {length}");
        int[] rented = ArrayPool<int>.Shared.Rent(Math.Min(Block, ids.Length));
        try
        {
            while (ids.Length > 0)
            {
                Span<int> codes = rented.AsSpan(0, Math.Min(Block, ids.Length));
                text.Read(from, codes);
                vocabulary.Encode(codes, ids);
                from += codes.Length;
                ids = ids[codes.Length..];
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }
}
