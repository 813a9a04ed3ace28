namespace RnnScope.Analysis.Cells;

/// <summary>Reads units one after the other, as keys (<see cref="HalfKeys"/>), from values that lie row after row.</summary>
internal static class UnitColumns
{
    // Values of so many rows at a time: large reads, and little memory for each thread.
    private const int BlockValues = 1 << 17;

    /// <summary>The keys of some units of a site over a stretch of the text.</summary>
    /// <param name="values">Where they come from.</param>
    /// <param name="site">The site.</param>
    /// <param name="units">The units.</param>
    /// <param name="from">The first symbol.</param>
    /// <param name="count">How many symbols.</param>
    /// <param name="options">Threads and cancellation; the result does not depend on them.</param>
    /// <returns>For each unit its keys, (count).</returns>
    public static ushort[][] Read(IUnitValues values, string site, IReadOnlyList<int> units, int from, int count, ParallelOptions options)
    {
        ushort[][] columns = [.. units.Select(_ => new ushort[count])];
        int width = values.Sites.First(s => s.Site == site).Width, rows = Math.Max(1, BlockValues / width);
        Parallel.For(0, (count + rows - 1) / rows, options, () => (Values: new float[rows * width], Keys: new ushort[rows * width]), (block, _, buffers) =>
        {
            int first = block * rows, height = Math.Min(rows, count - first);
            values.Read(site, from + first, height, buffers.Values.AsSpan(0, height * width));
            HalfKeys.Of(buffers.Values.AsSpan(0, height * width), buffers.Keys);
            for (int i = 0; i < columns.Length; i++)
            {
                Span<ushort> column = columns[i].AsSpan(first, height);
                for (int row = 0, at = units[i]; row < column.Length; row++, at += width) column[row] = buffers.Keys[at];
            }

            return buffers;
        }, _ => { });
        return columns;
    }
}
