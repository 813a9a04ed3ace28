using RnnScope.Numerics.Memory;
using RnnScope.Numerics.Products;

namespace RnnScope.Analysis.Cells.Search;

/// <summary>The score of every unit for every property over the part of the text that units are picked on.</summary>
internal sealed class PickingScores : IDisposable
{
    /// <summary>Units that are scored together.</summary>
    public const int UnitsAtOnce = 64;

    // Sums of single precision stay short; beyond, they go on in double.
    private const int Depth = 1024;

    private readonly TrackWeights[] _tracks;
    // For each property with gaps: where its weights are, and where the column that says where it counts is.
    private readonly (int Property, int Mask)[] _masks;
    private readonly PackedMatrix _packed;
    private readonly int _symbols;

    /// <summary>Packs the properties.</summary>
    /// <param name="tracks">The properties over the part.</param>
    /// <param name="symbols">Symbols of the part.</param>
    public PickingScores(TrackWeights[] tracks, int symbols)
    {
        (_tracks, _symbols) = (tracks, symbols);
        int[] gapped = [.. Enumerable.Range(0, tracks.Length).Where(p => tracks[p].Varies && tracks[p].HasGaps)];
        _masks = [.. gapped.Select((property, place) => (property, tracks.Length + place))];
        int columns = tracks.Length + _masks.Length;
        _packed = new PackedMatrix(symbols, columns);
        float[] block = new float[Depth * columns];
        for (int from = 0; from < symbols; from += Depth)
        {
            int rows = Math.Min(Depth, symbols - from);
            for (int row = 0; row < rows; row++)
            {
                for (int p = 0; p < tracks.Length; p++) block[row * columns + p] = tracks[p].Weights[from + row];
                foreach ((int property, int mask) in _masks) block[row * columns + mask] = tracks[property].Counts(from + row) ? 1 : 0;
            }

            _packed.Pack(block.AsSpan(0, rows * columns), rows, columns, from, 0);
        }
    }

    /// <summary>Scores some units.</summary>
    /// <param name="units">At most <see cref="UnitsAtOnce"/>, over the part.</param>
    /// <returns>(units, properties), -1 to 1; 0 for units and properties that do not vary.</returns>
    public double[] Score(ReadOnlySpan<RankedColumn> units)
    {
        int width = _packed.PaddedColumns;
        using FloatBuffer rows = new((long)units.Length * Depth), sums = new((long)units.Length * width);
        double[] products = new double[units.Length * width], squares = new double[_masks.Length > 0 ? units.Length * width : 0];
        for (int from = 0; from < _symbols; from += Depth)
        {
            int count = Math.Min(Depth, _symbols - from);
            for (int i = 0; i < units.Length; i++) units[i].Normalised(from, rows.Span((long)i * Depth, count));
            AddProducts(products);
            if (squares.Length == 0) continue;
            foreach (ref float value in rows.Span(0, units.Length * Depth)) value *= value;
            AddProducts(squares);

            void AddProducts(double[] to)
            {
                MatrixProduct.Multiply(new RowBlock(rows, 0, Depth), to.Length / width, _packed, from, count, null, new RowBlock(sums, 0, width));
                ReadOnlySpan<float> parts = sums.Span(0, to.Length);
                for (int i = 0; i < to.Length; i++) to[i] += parts[i];
            }
        }

        double[] scores = new double[units.Length * _tracks.Length];
        for (int i = 0; i < units.Length; i++)
        {
            for (int p = 0; p < _tracks.Length; p++)
                if (_tracks[p].Varies && units[i].Varies) scores[i * _tracks.Length + p] = products[i * width + p] * _tracks[p].Factor(units[i]);
            foreach ((int property, int mask) in _masks)
            {
                // Among the symbols that count, the unit varies more or less than over all of them.
                TrackWeights track = _tracks[property];
                double sum = products[i * width + mask], square = squares[i * width + mask];
                double share = (square - sum * sum / track.Counted) * track.Symbols / track.Counted;
                double score = scores[i * _tracks.Length + property];
                scores[i * _tracks.Length + property] = share > 1e-9 ? Math.Clamp(score / Math.Sqrt(share), -1, 1) : 0;
            }
        }

        return scores;
    }

    /// <inheritdoc/>
    public void Dispose() => _packed.Dispose();
}
