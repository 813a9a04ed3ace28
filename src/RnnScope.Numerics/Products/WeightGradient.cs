using System.Runtime.Intrinsics;
using RnnScope.Numerics.Kernels;
using RnnScope.Numerics.Memory;

namespace RnnScope.Numerics.Products;

/// <summary>Adds up a^T d over many rows: the gradient of a weight matrix from its inputs and its outputs' adjoints.</summary>
/// <remarks>
/// The sum runs over the rows in order; workers share the result by columns, never the sum, so the bits depend neither on
/// their number nor on how the rows are cut into calls. Inputs are repacked, a chunk of rows at a time, to stay in cache;
/// adjoints are read where they are. One instance per worker: it owns the scratch.
/// </remarks>
public sealed class WeightGradient : IDisposable
{
    // A chunk of inputs fits the second-level cache; its part for one tile and a panel of adjoints fit the first.
    private const int ChunkRows = 208, ChunkInputs = 516;

    // Room behind the last row of a tile for what is written beyond it.
    private const int Beyond = 16;
    private readonly FloatBuffer _inputs = new((ChunkRows * ChunkInputs) + (MicroKernel.TileCount(ChunkInputs) * Beyond));

    /// <summary>Effectively computes gradient[i, j] += sum over rows of a[row, i] * d[row, j] for the columns given.</summary>
    /// <param name="a">Inputs, rows of M floats.</param>
    /// <param name="d">Adjoints, rows of at least the columns asked for.</param>
    /// <param name="rows">How many rows are summed; in each group, if there are several.</param>
    /// <param name="fromColumn">First column, a multiple of 32.</param>
    /// <param name="toColumn">End of the columns, a multiple of 16.</param>
    /// <param name="gradient">Receives the sums, (M, columns); only the given columns are touched.</param>
    /// <param name="groups">How many groups of rows, default 1; summed one after the other.</param>
    public void Accumulate(RowBlock a, RowBlock d, int rows, int fromColumn, int toColumn, PackedMatrix gradient, int groups = 1)
    {
        if (fromColumn % MicroKernel.PanelColumns != 0 || toColumn % 16 != 0)
            throw new ArgumentException($"columns {fromColumn}..{toColumn} do not fall on panels of {MicroKernel.PanelColumns}");
        if (rows <= 0 || groups <= 0 || fromColumn >= toColumn) return;
        int inputs = gradient.Rows;
        a.Check(rows, inputs, groups);
        d.Check(rows, toColumn, groups);
        if (toColumn > gradient.PaddedColumns)
            throw new ArgumentException($"columns up to {toColumn} of a gradient of {gradient.Columns}");
        // Groups of adjoints that follow each other are one sequence of rows; only then may a chunk span groups.
        bool isOneSequence = d.GroupStride == rows * d.Stride;
        int sequences = isOneSequence ? 1 : groups, length = isOneSequence ? rows * groups : rows;
        int parts = (inputs + ChunkInputs - 1) / ChunkInputs, chunks = (length + ChunkRows - 1) / ChunkRows;
        for (int sequence = 0; sequence < sequences; sequence++)
        {
            for (int chunk = 0, from = 0; chunk < chunks; chunk++)
            {
                // As even as possible: a small last chunk would cost nearly as much memory traffic as a whole one.
                int count = (length - from + chunks - chunk - 1) / (chunks - chunk);
                for (int part = 0, input = 0; part < parts; part++)
                {
                    int width = (inputs - input + parts - part - 1) / (parts - part);
                    PackInputs(a.Group(sequence).Column(input), width, rows, from, count);
                    AccumulateChunk(d.Group(sequence).From(from), count, fromColumn, toColumn, gradient, input, width);
                    input += width;
                }
                from += count;
            }
        }
    }

    /// <summary>Frees the scratch.</summary>
    public void Dispose() => _inputs.Dispose();

    private unsafe void AccumulateChunk(RowBlock d, int rows, int from, int to, PackedMatrix gradient, int firstInput, int inputs)
    {
        int tiles = MicroKernel.TileCount(inputs);
        for (int column = from; column < to;)
        {
            int width = Math.Min(MicroKernel.MaximumColumns, to - column), vectors = width / VectorWidth.Native.Lanes;
            nint adjoints = d.Column(column).Address;
            int input = 0;
            for (int tile = 0; tile < tiles; tile++)
            {
                int height = MicroKernel.TileHeight(inputs - input, tiles - tile);
                nint sums = gradient.Address(firstInput + input, column);
                Prefetch.Rows(sums + height * PackedMatrix.RowBytes, PackedMatrix.RowBytes, height, width * sizeof(float));
                int firstRow = rows * tile / tiles, endRow = rows * (tile + 1) / tiles;
                if (column + width < to)
                {
                    Prefetch.Rows(
                        adjoints + width * sizeof(float) + firstRow * d.StrideBytes, d.StrideBytes, endRow - firstRow, width * sizeof(float));
                }
                MicroKernel.TileOfRows(height, vectors)(
                    (nint)Tile(input, tile, rows), sizeof(float), height * sizeof(float), adjoints, d.StrideBytes,
                    sums, PackedMatrix.RowBytes, sums, PackedMatrix.RowBytes, rows);
                input += height;
            }
            column += width;
        }
    }

    /// <summary>Puts the inputs of one register tile side by side: (tile, row, input in tile).</summary>
    /// <param name="a">The inputs' first group.</param>
    /// <param name="inputs">How many of them.</param>
    /// <param name="groupRows">Rows of a group.</param>
    /// <param name="from">First row, counted through all groups.</param>
    /// <param name="count">How many rows.</param>
    private unsafe void PackInputs(RowBlock a, int inputs, int groupRows, int from, int count)
    {
        // The first tiles are of one height, all others of one less; and a row is read at once, as processors foresee it.
        int tiles = MicroKernel.TileCount(inputs), height = MicroKernel.TileHeight(inputs, tiles), tall = inputs - (height - 1) * tiles;
        float* to = Tile(0, 0, count), toLower = Tile(tall * height, tall, count);
        for (int row = from; row < from + count;)
        {
            int inGroup = row % groupRows, end = Math.Min(from + count, row + groupRows - inGroup);
            float* source = a.Buffer.Pointer(a.Group(row / groupRows).From(inGroup).Offset);
            for (; row < end; row++, source += a.Stride, to += height, toLower += height - 1)
            {
                Spread(source, to, tall, height, count);
                Spread(source + tall * height, toLower, tiles - tall, height - 1, count);
            }
        }
    }

    /// <summary>Copies a row to its place in each of some tiles.</summary>
    private static unsafe void Spread(float* row, float* to, int tiles, int height, int rows)
    {
        // A whole vector, though a tile has at most 12: the next row overwrites the rest, or nobody reads it.
        for (; tiles > 0; tiles--, row += height, to += (long)height * rows + Beyond) Vector512.Store(Vector512.Load(row), to);
    }

    /// <summary>Where the inputs of a tile are packed.</summary>
    private unsafe float* Tile(int input, int tile, int rows) => _inputs.Pointer((long)input * rows + tile * Beyond);
}
