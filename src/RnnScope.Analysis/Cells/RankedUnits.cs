using RnnScope.Analysis.Features;
using RnnScope.Analysis.Statistics;

namespace RnnScope.Analysis.Cells;

/// <summary>
/// The units of a text, prepared so that all of them can be ranked by how they go with a property in a fraction of a second: for
/// hypotheses that somebody types.
/// </summary>
/// <remarks>
/// Every value is replaced by its rank among its unit's values, as a share in steps of 2^-16. Sums of ranks over the symbols where
/// a property holds then give the area under the curve, and sums of products the rank correlation, both to within 2^-16. The sums
/// are whole numbers, so the answer is the same for every number of threads. What this says is a score and no evidence: see
/// docs/cells.md for that. Where a property does not count everywhere (NaN), areas are counted in 512 steps of the rank.
/// </remarks>
public sealed class RankedUnits
{
    /// <summary>The memory that is used unless something else is asked for: half a gigabyte.</summary>
    public const long DefaultMemory = 1L << 29;

    /// <summary>The fewest positions that are kept, whatever the memory.</summary>
    public const int FewestPositions = 1000;

    private const int ChunkRows = 1024, UnitsAtOnce = 32, RankShift = 7, RankSteps = 1 << (16 - RankShift);

    private readonly (string Site, int Unit)[] _units;
    private readonly bool[] _counts;
    private readonly int[] _positions;
    private readonly int _threads;
    // Of the positions, in chunks: (rows, units), the ranks.
    private readonly ushort[][] _rows;
    private readonly RowSums _sums, _squares;

    private RankedUnits(IUnitValues values, long memory, int threads, CancellationToken cancellation)
    {
        _units = [.. values.Sites.SelectMany(site => Enumerable.Range(0, site.Width).Select(unit => (site.Site, unit)))];
        _counts = new bool[_units.Length];
        (Characters, _threads) = (values.Characters, threads);
        int wanted = (int)Math.Clamp(memory / (sizeof(ushort) * Math.Max(1, _units.Length)), FewestPositions, int.MaxValue);
        _positions = SpreadPositions.Of(values.Characters, wanted);
        _rows = new ushort[(_positions.Length + ChunkRows - 1) / ChunkRows][];
        ParallelOptions options = new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Parallel.For(0, _rows.Length, options, chunk => _rows[chunk] = Read(values, chunk));
        int blocks = (_units.Length + UnitsAtOnce - 1) / UnitsAtOnce;
        Parallel.For(0, blocks, options, block => ReplaceByRanks(block * UnitsAtOnce, Math.Min(_units.Length, (block + 1) * UnitsAtOnce)));
        _sums = Sum(null, static (sums, row, _) => sums.Add(row));
        _squares = Sum(null, static (sums, row, _) => sums.AddSquares(row));
    }

    /// <summary>Symbols of the text.</summary>
    public int Characters { get; }

    /// <summary>How many symbols of the text are looked at; they are spread evenly over it.</summary>
    public int Positions => _positions.Length;

    /// <summary>Whether all symbols of the text are looked at.</summary>
    public bool IsWhole => _positions.Length == Characters;

    /// <summary>Units that are ranked.</summary>
    public int Units => _units.Length;

    /// <summary>Reads all units of all sites once and ranks their values.</summary>
    /// <param name="values">The units; read by several threads at once, and not kept.</param>
    /// <param name="memory">Bytes that the ranks may take, 2 for each unit and symbol; a longer text is sampled evenly.</param>
    /// <param name="threads">Threads to use, now and for ranking; nothing else depends on it.</param>
    /// <param name="cancellation">Stops the preparation.</param>
    public static RankedUnits Of(
        IUnitValues values, long memory = DefaultMemory, int threads = 1, CancellationToken cancellation = default) =>
        new(values, memory, threads, cancellation);

    /// <summary>The units that go best with a property, of either sign, best first; of equal ones the first.</summary>
    /// <param name="property">The property, over the whole text.</param>
    /// <param name="top">How many units at most.</param>
    /// <returns>Units that do not vary, or have a value that is no number, score 0 and come last. None where the property does not vary.</returns>
    /// <exception cref="ArgumentException">The property has not one number per symbol.</exception>
    public IReadOnlyList<RankedUnit> Rank(TextProperty property, int top = int.MaxValue)
    {
        Tracks.Require(property, Characters);
        double[] scores = Scores(property);
        return
        [
            .. Enumerable.Range(0, _units.Length).Where(_ => scores.Length > 0)
                .Select(unit => new RankedUnit(_units[unit].Site, _units[unit].Unit, _counts[unit] ? scores[unit] : 0))
                .OrderByDescending(unit => Math.Abs(unit.Score)).Take(top),
        ];
    }

    private double[] Scores(TextProperty property)
    {
        float[] track = [.. _positions.Select(position => property.Track[position])];
        bool isWhole = !track.Any(float.IsNaN);
        if (property.Kind == PropertyKind.Numeric) return Correlations(track, isWhole);
        int holds = track.Count(value => value > 0), fails = track.Count(value => value <= 0);
        if (holds == 0 || fails == 0) return [];
        return isWhole ? Areas(track, holds, fails) : CountedAreas(track, holds, fails);
    }

    /// <summary>Of all symbols, the sums of the rarer kind suffice.</summary>
    private double[] Areas(float[] track, int holds, int fails)
    {
        bool rarer = holds <= fails;
        ulong[] some = [.. Sum(row => track[row] > 0 == rarer, static (sums, row, _) => sums.Add(row)).Values];
        double[] scores = new double[_units.Length];
        for (int unit = 0; unit < scores.Length; unit++)
        {
            ulong others = _sums.Values[unit] - some[unit];
            (double high, double low) = rarer ? (some[unit], others) : (others, some[unit]);
            scores[unit] = 2 * (high / holds - low / fails) / HalfKeys.Count;
        }

        return scores;
    }

    private double[] Correlations(float[] track, bool isWhole)
    {
        ushort[] ranks = TrackRanks.Shares(track);
        Func<int, bool>? counts = isWhole ? null : row => !float.IsNaN(track[row]);
        RowSums products = Sum(counts, (sums, row, at) => sums.AddTimes(row, ranks[at]));
        RowSums sums = isWhole ? _sums : Sum(counts, static (sums, row, _) => sums.Add(row));
        RowSums squares = isWhole ? _squares : Sum(counts, static (sums, row, _) => sums.AddSquares(row));
        double count = 0, y = 0, yy = 0;
        for (int row = 0; row < track.Length; row++)
        {
            if (float.IsNaN(track[row])) continue;
            count++;
            y += ranks[row];
            yy += (double)ranks[row] * ranks[row];
        }

        double varianceY = count * yy - y * y;
        if (!(varianceY > 0)) return [];
        double[] scores = new double[_units.Length];
        for (int unit = 0; unit < scores.Length; unit++)
        {
            double x = sums.Values[unit], variance = count * squares.Values[unit] - x * x;
            scores[unit] = variance > 0 ? (count * products.Values[unit] - x * y) / Math.Sqrt(variance) / Math.Sqrt(varianceY) : 0;
        }

        return scores;
    }

    /// <summary>Ranks over the whole text say nothing exact about a part of it, but their order does: it is counted in steps.</summary>
    private double[] CountedAreas(float[] track, int holds, int fails)
    {
        int[] counts = new int[_units.Length * 2 * RankSteps];
        int shares = Math.Min(_threads, _units.Length);
        Parallel.For(0, shares, new ParallelOptions { MaxDegreeOfParallelism = _threads }, share =>
        {
            int from = (int)((long)_units.Length * share / shares), to = (int)((long)_units.Length * (share + 1) / shares);
            for (int row = 0; row < track.Length; row++)
            {
                if (float.IsNaN(track[row])) continue;
                ReadOnlySpan<ushort> ranks = Row(row);
                int kind = track[row] > 0 ? RankSteps : 0;
                for (int unit = from; unit < to; unit++) counts[unit * 2 * RankSteps + kind + (ranks[unit] >> RankShift)]++;
            }
        });
        double[] scores = new double[_units.Length];
        for (int unit = 0; unit < scores.Length; unit++)
        {
            ReadOnlySpan<int> failing = counts.AsSpan(unit * 2 * RankSteps, RankSteps), holding = counts.AsSpan((unit * 2 + 1) * RankSteps, RankSteps);
            double below = 0, higher = 0;
            for (int step = 0; step < RankSteps; step++)
            {
                higher += holding[step] * (below + failing[step] / 2.0);
                below += failing[step];
            }

            scores[unit] = 2 * higher / holds / fails - 1;
        }

        return scores;
    }

    private ReadOnlySpan<ushort> Row(int row) => _rows[row / ChunkRows].AsSpan(row % ChunkRows * _units.Length, _units.Length);

    /// <summary>A sum over the rows that count; each thread has every n-th chunk of n threads.</summary>
    private RowSums Sum(Func<int, bool>? counts, RowAddition add)
    {
        RowSums[] shares = new RowSums[_threads];
        Parallel.For(0, _threads, new ParallelOptions { MaxDegreeOfParallelism = _threads }, share =>
        {
            RowSums sums = shares[share] = new RowSums(_units.Length);
            for (int chunk = share; chunk < _rows.Length; chunk += _threads)
            {
                int first = chunk * ChunkRows, count = _rows[chunk].Length / Math.Max(1, _units.Length);
                for (int row = first; row < first + count; row++)
                {
                    if (counts is null || counts(row)) add(sums, Row(row), row);
                }
            }
        });
        foreach (RowSums share in shares.Skip(1)) shares[0].Add(share);
        return shares[0];
    }

    private delegate void RowAddition(RowSums sums, ReadOnlySpan<ushort> row, int at);

    private ushort[] Read(IUnitValues values, int chunk)
    {
        ReadOnlySpan<int> positions = _positions.AsSpan()[(chunk * ChunkRows)..Math.Min(_positions.Length, (chunk + 1) * ChunkRows)];
        ushort[] rows = new ushort[positions.Length * _units.Length];
        int offset = 0, from = positions[0], count = positions[^1] - from + 1;
        foreach ((string site, int width) in values.Sites)
        {
            float[] stretch = new float[count * width];
            values.Read(site, from, count, stretch);
            for (int row = 0; row < positions.Length; row++)
                HalfKeys.Of(stretch.AsSpan((positions[row] - from) * width, width), rows.AsSpan(row * _units.Length + offset, width));
            offset += width;
        }

        return rows;
    }

    private void ReplaceByRanks(int from, int to)
    {
        ushort[] keys = new ushort[_positions.Length], ranks = new ushort[HalfKeys.Count];
        RankTable table = new();
        for (int unit = from; unit < to; unit++)
        {
            for (int row = 0; row < keys.Length; row++) keys[row] = _rows[row / ChunkRows][row % ChunkRows * _units.Length + unit];
            table.Recount(keys);
            table.Shares(ranks);
            _counts[unit] = table.IsNumbers && table.Varies;
            for (int row = 0; row < keys.Length; row++) _rows[row / ChunkRows][row % ChunkRows * _units.Length + unit] = ranks[keys[row]];
        }
    }
}
