namespace RnnScope.Numerics.Memory;

/// <summary>Equally spaced rows inside a buffer, and equally spaced groups of such rows. Units: floats.</summary>
/// <param name="Buffer">The memory the rows lie in.</param>
/// <param name="Offset">Where row 0 starts.</param>
/// <param name="Stride">From the start of a row to the start of the next; 0 repeats one row.</param>
/// <param name="GroupStride">From row 0 of a group to row 0 of the next, for instance of the next time step; may be negative.</param>
public readonly record struct RowBlock(FloatBuffer Buffer, long Offset, long Stride, long GroupStride = 0)
{
    /// <summary>The same rows, from row <paramref name="row"/> on.</summary>
    public RowBlock From(long row) => this with { Offset = Offset + row * Stride };

    /// <summary>The same rows, from column <paramref name="column"/> on.</summary>
    public RowBlock Column(long column) => this with { Offset = Offset + column };

    /// <summary>The same rows, from group <paramref name="group"/> on.</summary>
    public RowBlock Group(long group) => this with { Offset = Offset + group * GroupStride };

    /// <summary>The same groups in reverse, starting with group <paramref name="last"/>.</summary>
    public RowBlock Backwards(long last) => this with { Offset = Offset + last * GroupStride, GroupStride = -GroupStride };

    /// <summary>Row 0 of each group, as rows.</summary>
    internal RowBlock GroupsAsRows => this with { Stride = GroupStride, GroupStride = 0 };

    /// <summary>The first <paramref name="count"/> floats of a row.</summary>
    public Span<float> Row(long row, int count) => Buffer.Span(Offset + row * Stride, count);

    internal unsafe nint Address => (nint)Buffer.Pointer(Offset);

    internal nint StrideBytes => (nint)(Stride * sizeof(float));

    internal nint GroupStrideBytes => (nint)(GroupStride * sizeof(float));

    /// <summary>Throws unless that many groups of <paramref name="rows"/> rows of <paramref name="width"/> floats lie inside the buffer.</summary>
    internal void Check(long rows, long width, long groups = 1)
    {
        if (rows <= 0 || groups <= 0) return;
        long reach = (groups - 1) * GroupStride, length = (rows - 1) * Stride + width;
        Buffer.CheckRange(Offset + Math.Min(0, reach), Math.Abs(reach) + length);
    }
}
