namespace RnnScope.Numerics.Memory;

/// <summary>Equally spaced rows inside a buffer: where the first starts and how far apart they are. Units: floats.</summary>
/// <param name="Buffer">The memory the rows lie in.</param>
/// <param name="Offset">Where row 0 starts.</param>
/// <param name="Stride">From the start of a row to the start of the next; 0 repeats one row.</param>
public readonly record struct RowBlock(FloatBuffer Buffer, long Offset, long Stride)
{
    /// <summary>The same rows, from row <paramref name="row"/> on.</summary>
    public RowBlock From(long row) => this with { Offset = Offset + row * Stride };

    /// <summary>The same rows, from column <paramref name="column"/> on.</summary>
    public RowBlock Column(long column) => this with { Offset = Offset + column };

    /// <summary>The first <paramref name="count"/> floats of a row.</summary>
    public Span<float> Row(long row, int count) => Buffer.Span(Offset + row * Stride, count);

    internal unsafe nint Address => (nint)Buffer.Pointer(Offset);

    internal nint StrideBytes => (nint)(Stride * sizeof(float));

    /// <summary>Throws unless <paramref name="rows"/> rows of <paramref name="width"/> floats lie inside the buffer.</summary>
    internal void Check(long rows, long width)
    {
        if (rows > 0) Buffer.CheckRange(Offset, (rows - 1) * Stride + width);
    }
}
