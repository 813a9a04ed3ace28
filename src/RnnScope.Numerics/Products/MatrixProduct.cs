using RnnScope.Numerics.Kernels;
using RnnScope.Numerics.Memory;

namespace RnnScope.Numerics.Products;

/// <summary>Products of rows with packed weights: the forward pass and the pass back through transposed weights.</summary>
public static class MatrixProduct
{
    /// <summary>Effectively computes c = init + a b for every row.</summary>
    /// <param name="a">Rows of K floats.</param>
    /// <param name="rows">How many rows; in each group, if there are several.</param>
    /// <param name="b">Packed (K, N).</param>
    /// <param name="init">What the sums start from, rows of N (stride 0: one bias for all; may be <paramref name="c"/>
    /// itself); null starts from zero.</param>
    /// <param name="c">Receives rows of N rounded up to 16.</param>
    /// <param name="groups">How many groups of rows, default 1: with several, one walk over the weights serves all.</param>
    /// <remarks>
    /// Every output is one chain of fused multiply-adds from k = 0 upwards, so the result depends neither on the vector
    /// width nor on which rows are computed together. NaN and infinities follow IEEE 754.
    /// </remarks>
    public static void Multiply(RowBlock a, int rows, PackedMatrix b, RowBlock? init, RowBlock c, int groups = 1) =>
        Multiply(a, rows, b, 0, b.Rows, init, c, groups);

    /// <summary>As above with only the rows <paramref name="from"/>.. of b, <paramref name="count"/> of them; a starts at the first.</summary>
    public static void Multiply(RowBlock a, int rows, PackedMatrix b, int from, int count, RowBlock? init, RowBlock c, int groups = 1)
    {
        if (rows <= 0 || groups <= 0) return;
        if (from < 0 || count < 0 || from + count > b.Rows)
            throw new ArgumentOutOfRangeException(nameof(count), $"rows {from}..{from + count} of a matrix with {b.Rows}");
        a.Check(rows, count, groups);
        c.Check(rows, b.PaddedColumns, groups);
        init?.Check(rows, b.PaddedColumns, groups);
        if (rows == 1) (rows, groups, a, c, init) = (groups, 1, a.GroupsAsRows, c.GroupsAsRows, init?.GroupsAsRows);
        int widest = MicroKernel.WidestTile(MicroKernel.TileHeight(rows, MicroKernel.TileCount(rows)));
        for (int column = 0; column < b.PaddedColumns;)
        {
            // Panels are the outer loop: one panel stays in cache while all rows pass by.
            int width = Math.Min(widest, b.PaddedColumns - column);
            nint panel = b.Address(from, column);
            for (int group = 0; group < groups; group++)
            {
                RowBlock next = group + 1 < groups ? c.Group(group + 1).Column(column) : c.Column(column + width);
                MultiplyPanels(
                    a.Group(group), rows, panel, b.PanelBytes, count, init?.Group(group).Column(column), c.Group(group).Column(column), width, next.Address);
            }
            column += width;
        }
    }

    private static void MultiplyPanels(
        RowBlock a, int rows, nint panel, nint panelBytes, int count, RowBlock? init, RowBlock c, int width, nint next)
    {
        int vectors = width / VectorWidth.Native.Lanes;
        nint initAddress = init?.Address ?? 0, initStride = init?.StrideBytes ?? 0;
        nint aAddress = a.Address, aStride = a.StrideBytes, cAddress = c.Address, cStride = c.StrideBytes;
        for (int tiles = MicroKernel.TileCount(rows); tiles > 0; tiles--)
        {
            int height = MicroKernel.TileHeight(rows, tiles);
            // While this tile is multiplied, the rows that the next one starts from or writes come near.
            Prefetch.Rows(tiles > 1 ? cAddress + height * cStride : next, cStride, height, width * sizeof(float));
            MicroKernel.Tile(height, vectors)(
                aAddress, aStride, sizeof(float), panel, panelBytes, initAddress, initStride, cAddress, cStride, count);
            aAddress += height * aStride;
            cAddress += height * cStride;
            if (initAddress != 0) initAddress += height * initStride;
            rows -= height;
        }
    }
}
