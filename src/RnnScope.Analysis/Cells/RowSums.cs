using System.Numerics;
using System.Runtime.InteropServices;

namespace RnnScope.Analysis.Cells;

/// <summary>Sums over rows of 16-bit numbers, one for each column. They are whole numbers, so no order of adding them matters.</summary>
/// <param name="columns">Numbers of a row.</param>
internal sealed class RowSums(int columns)
{
    // As many numbers of 16 bits as surely fit a sum of 32.
    private const int MostPending = 1 << 16;

    private readonly uint[] _pending = new uint[columns];
    private readonly ulong[] _sums = new ulong[columns];
    private int _rows;

    /// <summary>The sums, (columns).</summary>
    public ReadOnlySpan<ulong> Values
    {
        get
        {
            Settle();
            return _sums;
        }
    }

    /// <summary>Adds a row.</summary>
    public void Add(ReadOnlySpan<ushort> row)
    {
        if (_rows++ == MostPending) Settle();
        ReadOnlySpan<Vector<ushort>> vectors = MemoryMarshal.Cast<ushort, Vector<ushort>>(row);
        Span<Vector<uint>> sums = MemoryMarshal.Cast<uint, Vector<uint>>(_pending.AsSpan());
        for (int i = 0; i < vectors.Length; i++)
        {
            Vector.Widen(vectors[i], out Vector<uint> low, out Vector<uint> high);
            sums[2 * i] += low;
            sums[2 * i + 1] += high;
        }

        for (int i = vectors.Length * Vector<ushort>.Count; i < row.Length; i++) _pending[i] += row[i];
    }

    /// <summary>Adds a row times a number.</summary>
    public void AddTimes(ReadOnlySpan<ushort> row, ushort factor)
    {
        Vector<uint> factors = new(factor);
        ReadOnlySpan<Vector<ushort>> vectors = MemoryMarshal.Cast<ushort, Vector<ushort>>(row);
        Span<Vector<ulong>> sums = MemoryMarshal.Cast<ulong, Vector<ulong>>(_sums.AsSpan());
        for (int i = 0; i < vectors.Length; i++)
        {
            Vector.Widen(vectors[i], out Vector<uint> low, out Vector<uint> high);
            Vector.Widen(low * factors, out Vector<ulong> first, out Vector<ulong> second);
            Vector.Widen(high * factors, out Vector<ulong> third, out Vector<ulong> fourth);
            sums[4 * i] += first;
            sums[4 * i + 1] += second;
            sums[4 * i + 2] += third;
            sums[4 * i + 3] += fourth;
        }

        for (int i = vectors.Length * Vector<ushort>.Count; i < row.Length; i++) _sums[i] += (ulong)row[i] * factor;
    }

    /// <summary>Adds the squares of a row.</summary>
    public void AddSquares(ReadOnlySpan<ushort> row)
    {
        for (int i = 0; i < row.Length; i++) _sums[i] += (ulong)row[i] * row[i];
    }

    /// <summary>Adds what another one has.</summary>
    public void Add(RowSums other)
    {
        ReadOnlySpan<ulong> values = other.Values;
        for (int i = 0; i < values.Length; i++) _sums[i] += values[i];
    }

    private void Settle()
    {
        for (int i = 0; i < _pending.Length; i++) _sums[i] += _pending[i];
        Array.Clear(_pending);
        _rows = 0;
    }
}
