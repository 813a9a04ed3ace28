using RnnScope.Numerics.Kernels;
using RnnScope.Numerics.Memory;

namespace RnnScope.Numerics.Products;

/// <summary>A matrix (K, N) laid out for products from the right: panels of 32 columns, each contiguous from k to k.</summary>
/// <remarks>
/// Weights are packed once per optimiser step and then read for every row of every time step. Columns are padded with zeros
/// to whole vectors of 16 at least, so no kernel has a tail.
/// </remarks>
public sealed class PackedMatrix : IDisposable
{
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
        PanelCount = (n + MicroKernel.PanelColumns - 1) / MicroKernel.PanelColumns;
        _panels = new FloatBuffer((long)PanelCount * k * MicroKernel.PanelColumns);
    }

    /// <summary>K, the length of each sum.</summary>
    public int Rows { get; }

    /// <summary>N, without padding.</summary>
    public int Columns { get; }

    /// <summary>N as products write it: rounded up to a whole number of 16 columns.</summary>
    public int PaddedColumns => (Columns + 15) / 16 * 16;

    /// <summary>Panels of 32 columns.</summary>
    public int PanelCount { get; }

    /// <summary>Copies a block (rows, columns), row after row, to the place where its first element is (row, column).</summary>
    public void Pack(ReadOnlySpan<float> block, int rows, int columns, int row, int column)
    {
        CheckBlock(block.Length, rows, columns, row, column);
        for (int r = 0; r < rows; r++)
        {
            ReadOnlySpan<float> source = block.Slice(r * columns, columns);
            int done = 0;
            while (done < columns)
            {
                int at = column + done, inPanel = at % MicroKernel.PanelColumns;
                int count = Math.Min(columns - done, MicroKernel.PanelColumns - inPanel);
                source.Slice(done, count).CopyTo(PanelRow(at / MicroKernel.PanelColumns, row + r).Slice(inPanel, count));
                done += count;
            }
        }
    }

    /// <summary>Copies the transpose of a block (rows, columns) to the place where its first element is (row, column).</summary>
    public void PackTransposed(ReadOnlySpan<float> block, int rows, int columns, int row, int column)
    {
        CheckBlock(block.Length, columns, rows, row, column);
        for (int done = 0; done < rows;)
        {
            int inPanel = (column + done) % MicroKernel.PanelColumns, count = Math.Min(rows - done, MicroKernel.PanelColumns - inPanel);
            for (int c = 0; c < columns; c++)
            {
                Span<float> to = PanelRow((column + done) / MicroKernel.PanelColumns, row + c).Slice(inPanel, count);
                for (int r = 0; r < to.Length; r++) to[r] = block[(done + r) * columns + c];
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
