using System.Numerics;
using RnnScope.Numerics.Memory;

namespace RnnScope.Numerics;

/// <summary>Adds rows of numbers; each output has its own sum, so the vector width does not matter.</summary>
public static class RowAddition
{
    /// <summary>sum[i] += row[i].</summary>
    /// <param name="sum">Added to.</param>
    /// <param name="row">As many numbers.</param>
    public static void Add(Span<float> sum, ReadOnlySpan<float> row)
    {
        if (sum.Length != row.Length) throw new ArgumentException($"a sum of {sum.Length} numbers, a row of {row.Length}");
        int i = 0;
        for (; i <= sum.Length - Vector<float>.Count; i += Vector<float>.Count)
            (new Vector<float>(sum[i..]) + new Vector<float>(row[i..])).CopyTo(sum[i..]);
        for (; i < sum.Length; i++) sum[i] += row[i];
    }

    /// <summary>Adds all rows of all groups, one after the other.</summary>
    /// <param name="sum">Added to.</param>
    /// <param name="rows">Rows of at least as many numbers.</param>
    /// <param name="count">Rows of a group.</param>
    /// <param name="groups">How many groups.</param>
    public static void Add(Span<float> sum, RowBlock rows, int count, int groups)
    {
        for (int group = 0; group < groups; group++)
            for (int row = 0; row < count; row++) Add(sum, rows.Group(group).Row(row, sum.Length));
    }
}
