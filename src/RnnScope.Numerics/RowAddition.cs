using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RnnScope.Numerics.Memory;

namespace RnnScope.Numerics;

/// <summary>Adds rows of numbers; each output has its own sum, so the vector width does not matter.</summary>
public static class RowAddition
{
    private const int Together = 64;

    /// <summary>sum[i] += row[i].</summary>
    /// <param name="sum">Added to.</param>
    /// <param name="row">As many numbers.</param>
    public static void Add(Span<float> sum, ReadOnlySpan<float> row)
    {
        if (sum.Length != row.Length) throw new ArgumentException($"a sum of {sum.Length} numbers, a row of {row.Length}");
        ref float to = ref MemoryMarshal.GetReference(sum), from = ref MemoryMarshal.GetReference(row);
        int i = 0;
        for (; i <= sum.Length - Vector512<float>.Count; i += Vector512<float>.Count)
            (Vector512.LoadUnsafe(ref to, (nuint)i) + Vector512.LoadUnsafe(ref from, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        for (; i < sum.Length; i++) sum[i] += row[i];
    }

    /// <summary>Adds all rows of all groups, one after the other.</summary>
    /// <param name="sum">Added to.</param>
    /// <param name="rows">Rows of at least as many numbers.</param>
    /// <param name="count">Rows of a group.</param>
    /// <param name="groups">How many groups.</param>
    public static void Add(Span<float> sum, RowBlock rows, int count, int groups)
    {
        rows.Check(count, sum.Length, groups);
        int column = 0;
        for (; column <= sum.Length - Together; column += Together) AddColumns(sum.Slice(column, Together), rows.Column(column), count, groups);
        for (int group = 0; group < groups; group++)
            for (int row = 0; row < count; row++) Add(sum[column..], rows.Group(group).Column(column).Row(row, sum.Length - column));
    }

    /// <summary>So many columns at once that their sums stay in registers while all rows pass by.</summary>
    private static unsafe void AddColumns(Span<float> sum, RowBlock rows, int count, int groups)
    {
        fixed (float* sums = sum)
        {
            Vector512<float> a = Vector512.Load(sums), b = Vector512.Load(sums + 16), c = Vector512.Load(sums + 32), d = Vector512.Load(sums + 48);
            for (int group = 0; group < groups; group++)
            {
                float* row = (float*)rows.Group(group).Address;
                for (int left = count; left > 0; left--, row += rows.Stride)
                {
                    a += Vector512.Load(row);
                    b += Vector512.Load(row + 16);
                    c += Vector512.Load(row + 32);
                    d += Vector512.Load(row + 48);
                }
            }
            Vector512.Store(a, sums);
            Vector512.Store(b, sums + 16);
            Vector512.Store(c, sums + 32);
            Vector512.Store(d, sums + 48);
        }
    }
}
