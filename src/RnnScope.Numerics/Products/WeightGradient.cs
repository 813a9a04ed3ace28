using System.Runtime.Intrinsics;
using RnnScope.Numerics.Kernels;
using RnnScope.Numerics.Memory;

namespace RnnScope.Numerics.Products;

/// <summary>Adds up a^T d over many rows: the gradient of a weight matrix from its inputs and its outputs' adjoints.</summary>
/// <remarks>
/// The sum runs over the rows in order; workers share the result by columns, never the sum, so the bits depend neither on
/// their number nor on how the rows are cut into calls. Rows come in chunks that are repacked to stay in cache. One instance
/// per worker: it owns the scratch.
/// </remarks>
public sealed class WeightGradient : IDisposable
{
    // A chunk of inputs fits the second-level cache beside a panel of the result; a panel of adjoints nearly fits the first.
    private const int ChunkRows = 384, ChunkInputs = 240;
    private const int Panel = MicroKernel.PanelColumns;
    private readonly FloatBuffer _inputs = new(ChunkRows * ChunkInputs);
    private readonly FloatBuffer _adjoints = new(ChunkRows * Panel);

    /// <summary>Effectively computes gradient[i, j] += sum over rows of a[row, i] * d[row, j] for the columns given.</summary>
    /// <param name="a">Inputs, rows of M floats.</param>
    /// <param name="inputs">M.</param>
    /// <param name="d">Adjoints, rows of at least the columns asked for.</param>
    /// <param name="rows">How many rows are summed; in each group, if there are several.</param>
    /// <param name="fromColumn">First column, a multiple of 32.</param>
    /// <param name="toColumn">End of the columns, a multiple of 16.</param>
    /// <param name="gradient">Receives M rows; only the given columns are touched.</param>
    /// <param name="groups">How many groups of rows, default 1; summed one after the other.</param>
    public void Accumulate(RowBlock a, int inputs, RowBlock d, int rows, int fromColumn, int toColumn, RowBlock gradient, int groups = 1)
    {
        if (fromColumn % Panel != 0 || toColumn % 16 != 0)
            throw new ArgumentException($"columns {fromColumn}..{toColumn} do not fall on panels of {Panel}");
        if (rows <= 0 || groups <= 0 || fromColumn >= toColumn) return;
        a.Check(rows, inputs, groups);
        d.Check(rows, toColumn, groups);
        gradient.Check(inputs, toColumn);
        int total = rows * groups, parts = (inputs + ChunkInputs - 1) / ChunkInputs;
        for (int from = 0; from < total; from += ChunkRows)
        {
            var chunk = new Chunk(from, Math.Min(total, from + ChunkRows), rows);
            for (int part = 0, done = 0; part < parts; part++)
            {
                int count = (inputs - done + parts - part - 1) / (parts - part);
                AccumulateChunk(a.Column(done), count, d, chunk, fromColumn, toColumn, gradient.From(done));
                done += count;
            }
        }
    }

    /// <summary>Frees the scratch.</summary>
    public void Dispose()
    {
        _inputs.Dispose();
        _adjoints.Dispose();
    }

    private unsafe void AccumulateChunk(RowBlock a, int inputs, RowBlock d, Chunk chunk, int from, int to, RowBlock gradient)
    {
        int tiles = (inputs + MicroKernel.MaximumRows - 1) / MicroKernel.MaximumRows, rows = chunk.Rows;
        PackInputs(a, inputs, chunk, tiles);
        for (int panel = from; panel < to; panel += Panel)
        {
            int panelWidth = Math.Min(Panel, to - panel);
            PackAdjoints(d.Column(panel), chunk, panelWidth);
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
                        (nint)_adjoints.Pointer(inner), 0, c, gradient.StrideBytes, c, gradient.StrideBytes, rows);
                    input += height;
                }
            }
        }
    }

    /// <summary>Puts the inputs of one register tile side by side: (tile, row, input in tile).</summary>
    private unsafe void PackInputs(RowBlock a, int inputs, Chunk chunk, int tiles)
    {
        int input = 0;
        for (int tile = 0; tile < tiles; tile++)
        {
            int height = TileHeight(inputs, input, tiles, tile);
            float* to = _inputs.Pointer((long)input * chunk.Rows);
            for (int at = chunk.From; at < chunk.To;)
            {
                int count = chunk.RowsOfGroupAt(at);
                float* from = a.Buffer.Pointer(chunk.Locate(a, at) + input);
                for (int row = 0; row < count; row++, from += a.Stride, to += height)
                {
                    // A whole vector, though a tile has at most 12: the next row overwrites the rest.
                    Vector512.Store(Vector512.Load(from), to);
                }
                at += count;
            }
            input += height;
        }
    }

    private unsafe void PackAdjoints(RowBlock d, Chunk chunk, int width)
    {
        float* to = _adjoints.Pointer(0);
        for (int at = chunk.From; at < chunk.To;)
        {
            int count = chunk.RowsOfGroupAt(at);
            float* from = d.Buffer.Pointer(chunk.Locate(d, at));
            for (int row = 0; row < count; row++, from += d.Stride, to += Panel)
            {
                Vector512.Store(Vector512.Load(from), to);
                if (width > 16) Vector512.Store(Vector512.Load(from + 16), to + 16);
            }
            at += count;
        }
    }

    private static int TileHeight(int inputs, int done, int tiles, int tile) => (inputs - done + tiles - tile - 1) / (tiles - tile);

    /// <summary>Rows From..To of the sequence that all groups of GroupRows rows make.</summary>
    private readonly record struct Chunk(int From, int To, int GroupRows)
    {
        public int Rows => To - From;

        public int RowsOfGroupAt(int row) => Math.Min(To - row, GroupRows - row % GroupRows);

        public long Locate(RowBlock block, int row) =>
            block.Offset + row / GroupRows * block.GroupStride + row % GroupRows * block.Stride;
    }
}
