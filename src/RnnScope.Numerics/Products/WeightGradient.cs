using System.Runtime.Intrinsics;
using RnnScope.Numerics.Kernels;
using RnnScope.Numerics.Memory;

namespace RnnScope.Numerics.Products;

/// <summary>Adds up a^T d over many rows: the gradient of a weight matrix from its inputs and its outputs' adjoints.</summary>
/// <remarks>
/// The sum runs over T * B rows, in order; workers share the result by columns, never the sum, so the bits do not depend on
/// their number. Rows come in chunks that are repacked to stay in cache. One instance per worker: it owns the scratch.
/// </remarks>
public sealed class WeightGradient : IDisposable
{
    private const int ChunkRows = 192;
    private const int Panel = MicroKernel.PanelColumns;
    private readonly FloatBuffer _inputs;
    private readonly FloatBuffer _adjoints = new(ChunkRows * Panel);

    /// <summary>Makes scratch for inputs of at most <paramref name="maximumInputs"/> floats a row.</summary>
    public WeightGradient(int maximumInputs) => _inputs = new FloatBuffer((long)ChunkRows * maximumInputs);

    /// <summary>Effectively computes gradient[i, j] += sum over rows of a[row, i] * d[row, j] for the columns given.</summary>
    /// <param name="a">Inputs, rows of M floats.</param>
    /// <param name="inputs">M.</param>
    /// <param name="d">Adjoints, rows of at least the columns asked for.</param>
    /// <param name="rows">How many rows are summed.</param>
    /// <param name="fromColumn">First column, a multiple of 32.</param>
    /// <param name="toColumn">End of the columns, a multiple of 16.</param>
    /// <param name="gradient">Receives M rows; only the given columns are touched.</param>
    public void Accumulate(RowBlock a, int inputs, RowBlock d, int rows, int fromColumn, int toColumn, RowBlock gradient)
    {
        if (fromColumn % Panel != 0 || toColumn % 16 != 0)
            throw new ArgumentException($"columns {fromColumn}..{toColumn} do not fall on panels of {Panel}");
        if (inputs * (long)ChunkRows > _inputs.Length)
            throw new ArgumentException($"{inputs} inputs, but the scratch was made for {_inputs.Length / ChunkRows}");
        if (rows == 0 || fromColumn >= toColumn) return;
        a.Check(rows, inputs);
        d.Check(rows, toColumn);
        gradient.Check(inputs, toColumn);
        for (int row = 0; row < rows; row += ChunkRows)
            AccumulateChunk(a.From(row), inputs, d.From(row), Math.Min(ChunkRows, rows - row), fromColumn, toColumn, gradient);
    }

    /// <summary>Frees the scratch.</summary>
    public void Dispose()
    {
        _inputs.Dispose();
        _adjoints.Dispose();
    }

    private unsafe void AccumulateChunk(RowBlock a, int inputs, RowBlock d, int rows, int from, int to, RowBlock gradient)
    {
        int tiles = (inputs + MicroKernel.MaximumRows - 1) / MicroKernel.MaximumRows;
        PackInputs(a, inputs, rows, tiles);
        for (int panel = from; panel < to; panel += Panel)
        {
            int panelWidth = Math.Min(Panel, to - panel);
            PackAdjoints(d.Column(panel), rows, panelWidth);
            for (int inner = 0; inner < panelWidth; inner += MicroKernel.MaximumColumns)
            {
                int vectors = Math.Min(MicroKernel.MaximumColumns, panelWidth - inner) / VectorWidth.Native.Lanes;
                nint columnBytes = (panel + inner) * sizeof(float);
                int input = 0;
                for (int tile = 0; tile < tiles; tile++)
                {
                    int height = TileHeight(inputs, input, tiles, tile);
                    nint c = gradient.Address + input * gradient.StrideBytes + columnBytes;
                    MicroKernel.Tile(height, vectors)(
                        (nint)_inputs.Pointer((long)input * rows), sizeof(float), height * sizeof(float),
                        (nint)_adjoints.Pointer(inner), c, gradient.StrideBytes, c, gradient.StrideBytes, rows);
                    input += height;
                }
            }
        }
    }

    /// <summary>Puts the inputs of one register tile side by side: (tile, row, input in tile).</summary>
    private unsafe void PackInputs(RowBlock a, int inputs, int rows, int tiles)
    {
        int input = 0;
        for (int tile = 0; tile < tiles; tile++)
        {
            int height = TileHeight(inputs, input, tiles, tile);
            float* from = a.Buffer.Pointer(a.Offset + input), to = _inputs.Pointer((long)input * rows);
            for (int row = 0; row < rows; row++, from += a.Stride, to += height)
            {
                // A whole vector, though a tile has at most 12: the next row overwrites the rest.
                Vector512.Store(Vector512.Load(from), to);
            }
            input += height;
        }
    }

    private unsafe void PackAdjoints(RowBlock d, int rows, int width)
    {
        float* from = d.Buffer.Pointer(d.Offset), to = _adjoints.Pointer(0);
        for (int row = 0; row < rows; row++, from += d.Stride, to += Panel)
        {
            Vector512.Store(Vector512.Load(from), to);
            if (width > 16) Vector512.Store(Vector512.Load(from + 16), to + 16);
        }
    }

    private static int TileHeight(int inputs, int done, int tiles, int tile) => (inputs - done + tiles - tile - 1) / (tiles - tile);
}
