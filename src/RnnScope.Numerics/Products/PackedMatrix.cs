using RnnScope.Numerics.Kernels;
using RnnScope.Numerics.Memory;

namespace RnnScope.Numerics.Products;

/// <summary>A matrix (K, N) laid out for products from the right: panels of 32 columns (16 or 8 with narrower vectors), each contiguous from k to k.</summary>
/// <remarks>
/// Weights are packed once per optimiser step and then read for every row of every time step. Columns are padded with zeros
/// to whole vectors of 16 at least, so no kernel has a tail.
/// </remarks>
public sealed class PackedMatrix : IDisposable
{
    /// <summary>From a row of a panel to the next.</summary>
    internal static int RowBytes => MicroKernel.PanelColumns * sizeof(float);

    private const int LineFloats = 16;
    private readonly FloatBuffer _panels;

    /// <summary>Makes room for a matrix of zeros.</summary>
    /// <param name="k">Rows: the length of each sum.</param>
    /// <param name="n">Columns.</param>
    public PackedMatrix(int k, int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        Rows = k;
        Columns = n;
        // Of what products write, padding included: a panel may be narrower than that.
        PanelCount = (PaddedColumns + MicroKernel.PanelColumns - 1) / MicroKernel.PanelColumns;
        _panels = new FloatBuffer((long)PanelCount * k * MicroKernel.PanelColumns);
    }

    /// <summary>K, the length of each sum.</summary>
    public int Rows { get; }

    /// <summary>N, without padding.</summary>
    public int Columns { get; }

    /// <summary>N as products write it: rounded up to a whole number of 16 columns.</summary>
    public int PaddedColumns => (Columns + 15) / 16 * 16;

    /// <summary>How many panels there are.</summary>
    public int PanelCount { get; }

    /// <summary>Copies a block (rows, columns), row after row, to the place where its first element is (row, column).</summary>
    public void Pack(ReadOnlySpan<float> block, int rows, int columns, int row, int column)
    {
        CheckBlock(block.Length, rows, columns, row, column);
        for (int r = 0; r < rows; r++)
        {
            for (int done = 0; done < columns;)
            {
                Span<float> part = Part(row + r, column + done, columns - done);
                block.Slice(r * columns + done, part.Length).CopyTo(part);
                done += part.Length;
            }
        }
    }

    /// <summary>Copies the numbers at (row, column) and after into a block (rows, columns), row after row.</summary>
    public void Unpack(Span<float> block, int rows, int columns, int row, int column)
    {
        CheckBlock(block.Length, rows, columns, row, column);
        for (int r = 0; r < rows; r++)
        {
            for (int done = 0; done < columns;)
            {
                Span<float> part = Part(row + r, column + done, columns - done);
                part.CopyTo(block.Slice(r * columns + done, part.Length));
                done += part.Length;
            }
        }
    }

    /// <summary>Sets columns from..to to zero; both are multiples of 32, or <paramref name="to"/> is the end.</summary>
    public void Clear(int from, int to)
    {
        for (int column = from; column < to; column += MicroKernel.PanelColumns)
            _panels.Span((long)(column / MicroKernel.PanelColumns) * Rows * MicroKernel.PanelColumns, Rows * MicroKernel.PanelColumns).Clear();
    }

    /// <summary>Copies the transpose of a block (rows, columns) to the place where its first element is (row, column).</summary>
    public void PackTransposed(ReadOnlySpan<float> block, int rows, int columns, int row, int column)
    {
        CheckBlock(block.Length, columns, rows, row, column);
        for (int done = 0; done < rows;)
        {
            int inPanel = (column + done) % MicroKernel.PanelColumns, count = Math.Min(rows - done, MicroKernel.PanelColumns - inPanel);
            int panel = (column + done) / MicroKernel.PanelColumns;
            // A cache line of the block at a time, all of it: its rows may fall on the same few cache sets.
            for (int left = 0; left < columns; left += LineFloats)
            {
                int width = Math.Min(LineFloats, columns - left);
                Span<float> to = _panels.Span(((long)panel * Rows + row + left) * MicroKernel.PanelColumns, width * MicroKernel.PanelColumns)[inPanel..];
                for (int r = 0; r < count; r++)
                {
                    ReadOnlySpan<float> from = block.Slice((done + r) * columns + left, width);
                    for (int c = 0; c < from.Length; c++) to[c * MicroKernel.PanelColumns + r] = from[c];
                }
            }
            done += count;
        }
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose() => _panels.Dispose();

    /// <summary>From an element of a panel to that of the next.</summary>
    internal nint PanelBytes => (nint)Rows * MicroKernel.PanelColumns * sizeof(float);

    /// <summary>The address of element (row, column); column a multiple of a vector.</summary>
    internal unsafe nint Address(int row, int column) => (nint)_panels.Pointer(
        ((long)(column / MicroKernel.PanelColumns) * Rows + row) * MicroKernel.PanelColumns + column % MicroKernel.PanelColumns);

    /// <summary>The numbers of a row from a column on, up to the end of its panel.</summary>
    private Span<float> Part(int row, int column, int atMost)
    {
        int inPanel = column % MicroKernel.PanelColumns;
        return PanelRow(column / MicroKernel.PanelColumns, row).Slice(inPanel, Math.Min(atMost, MicroKernel.PanelColumns - inPanel));
    }

    private Span<float> PanelRow(int panel, int row) =>
        _panels.Span(((long)panel * Rows + row) * MicroKernel.PanelColumns, MicroKernel.PanelColumns);

    private void CheckBlock(int length, int rows, int columns, int row, int column)
    {
        if (length != (long)rows * columns || row < 0 || column < 0 || row + rows > Rows || column + columns > Columns)
        {
            throw new ArgumentException(
                $"a block of {length} floats as ({rows}, {columns}) at ({row}, {column}) does not fit into ({Rows}, {Columns})");
        }
    }
}
