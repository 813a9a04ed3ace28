using RnnScope.Analysis.Features;
using RnnScope.Analysis.Statistics;
using RnnScope.Engine.Tracing;
using RnnScope.Numerics.Memory;
using RnnScope.Numerics.Products;

namespace RnnScope.Analysis.Cells.Search;

/// <summary>Finds the small group of units from which a property is best read off: orthogonal matching pursuit (Pati, Rezaiifar and Krishnaprasad 1993).</summary>
/// <remarks>
/// One unit after the other is taken, each time the one that correlates most with what the line through the units taken so far
/// leaves unexplained; then the line is fitted anew. All properties go side by side: each round is one product of matrices.
/// </remarks>
internal sealed class SparseProbe : IDisposable
{
    private const int MostPositions = 20_000, FewestPositions = 2_000;
    private const long MostValues = 1L << 26;

    // What is left of a property that is fully explained is rounding.
    private const double Nothing = 1e-6;

    private readonly int[] _positions;
    private readonly IReadOnlyList<UnitAddress> _units;
    private readonly IReadOnlyList<TextProperty> _properties;
    // (positions, units), each column with mean 0 and variance 1 over the positions, and the squares if a property has gaps.
    private readonly PackedMatrix _values;
    private readonly PackedMatrix? _squares;
    private readonly double[] _means, _deviations;

    /// <summary>Reads the units at positions that are spread evenly over a part of the text.</summary>
    public SparseProbe(IUnitValues values, IReadOnlyList<UnitAddress> units, IReadOnlyList<TextProperty> properties, int from, int count, CancellationToken cancellation)
    {
        (_units, _properties) = (units, properties);
        int wanted = (int)Math.Clamp(MostValues / Math.Max(1, units.Count), FewestPositions, MostPositions);
        _positions = [.. SpreadPositions.Of(count, wanted).Select(position => from + position)];
        (_means, _deviations) = (new double[units.Count], new double[units.Count]);
        _values = new PackedMatrix(_positions.Length, units.Count);
        bool hasGaps = properties.Any(property => _positions.Any(position => float.IsNaN(property.Track[position])));
        _squares = hasGaps ? new PackedMatrix(_positions.Length, units.Count) : null;
        int offset = 0;
        foreach ((string site, int width) in values.Sites)
        {
            if (width == 0) continue;
            cancellation.ThrowIfCancellationRequested();
            Fill(values, site, width, offset);
            offset += width;
        }
    }

    /// <summary>Fits a group for each property.</summary>
    /// <param name="size">The most units of a group.</param>
    /// <returns>For each property the units in the order in which they were taken; none where the property does not vary.</returns>
    public IReadOnlyList<IReadOnlyList<WeighedUnit>> Fit(int size)
    {
        Part[] parts = [.. _properties.Select(property => new Part([.. _positions.Select(position => property.Track[position])]))];
        double[][] spreads = Spreads(parts);
        for (int round = 0; round < size; round++)
        {
            float[][] products = Products(_values, [.. parts.Select(part => part.Rest)]);
            for (int p = 0; p < parts.Length; p++)
            {
                Part part = parts[p];
                int best = -1;
                double most = Nothing;
                for (int unit = 0; unit < _units.Count; unit++)
                {
                    double correlation = Math.Abs(products[p][unit]) * spreads[p][unit] / Math.Max(part.Length, double.Epsilon);
                    if (correlation > most && !part.Taken.Contains(unit)) (best, most) = (unit, correlation);
                }

                if (best >= 0 && part.RestLength > Nothing * part.Length) part.Take(best, Column(best));
            }
        }

        return
        [
            .. parts.Select(part => (IReadOnlyList<WeighedUnit>)
                [.. part.Taken.Select((unit, place) => new WeighedUnit(_units[unit], part.Weights[place] / _deviations[unit], _means[unit]))]),
        ];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _values.Dispose();
        _squares?.Dispose();
    }

    private void Fill(IUnitValues values, string site, int width, int offset)
    {
        float[] rows = new float[_positions.Length * width];
        for (int i = 0; i < _positions.Length; i++) values.Read(site, _positions[i], 1, rows.AsSpan(i * width, width));
        for (int unit = 0; unit < width; unit++)
        {
            double sum = 0, squares = 0;
            for (int i = unit; i < rows.Length; i += width) sum += rows[i];
            double mean = sum / _positions.Length;
            for (int i = unit; i < rows.Length; i += width) squares += (rows[i] - mean) * (rows[i] - mean);
            double deviation = Math.Sqrt(squares / _positions.Length);
            // Units that do not vary, or are no numbers, are 0 everywhere and never taken.
            (_means[offset + unit], _deviations[offset + unit]) = (mean, deviation);
            bool varies = deviation > 1e-9 * Math.Abs(mean) && double.IsFinite(deviation);
            for (int i = unit; i < rows.Length; i += width) rows[i] = varies ? (float)((rows[i] - mean) / deviation) : 0;
        }

        _values.Pack(rows, _positions.Length, width, 0, offset);
        if (_squares is null) return;
        for (int i = 0; i < rows.Length; i++) rows[i] *= rows[i];
        _squares.Pack(rows, _positions.Length, width, 0, offset);
    }

    /// <summary>For each property and unit, 1 / the length of the unit's column among the symbols that count.</summary>
    private double[][] Spreads(Part[] parts)
    {
        float[][] sums = Products(_values, [.. parts.Select(part => part.Counts)]);
        float[][]? squares = _squares is null ? null : Products(_squares, [.. parts.Select(part => part.Counts)]);
        return [.. parts.Select((part, p) => Enumerable.Range(0, _units.Count).Select(unit =>
        {
            double square = squares is null ? part.Counted : squares[p][unit], sum = sums[p][unit], variance = square - sum * sum / Math.Max(1, part.Counted);
            return variance > 1e-6 * part.Counted ? 1 / Math.Sqrt(variance) : 0;
        }).ToArray())];
    }

    /// <summary>Sums of products of each row with each unit.</summary>
    private float[][] Products(PackedMatrix values, float[][] rows)
    {
        using FloatBuffer left = new((long)rows.Length * _positions.Length), sums = new((long)rows.Length * values.PaddedColumns);
        for (int row = 0; row < rows.Length; row++) rows[row].CopyTo(left.Span((long)row * _positions.Length, _positions.Length));
        MatrixProduct.Multiply(new RowBlock(left, 0, _positions.Length), rows.Length, values, null, new RowBlock(sums, 0, values.PaddedColumns));
        return [.. rows.Select((_, row) => sums.Span((long)row * values.PaddedColumns, values.Columns).ToArray())];
    }

    private float[] Column(int unit)
    {
        float[] column = new float[_positions.Length];
        _values.Unpack(column, column.Length, 1, 0, unit);
        return column;
    }

    /// <summary>One property: what has been taken, and what is left of it.</summary>
    private sealed class Part
    {
        private readonly float[] _target;
        private readonly List<double[]> _columns = [];

        public Part(float[] track)
        {
            Counts = [.. track.Select(value => float.IsNaN(value) ? 0f : 1)];
            Counted = Counts.Count(count => count > 0);
            _target = Centred([.. track.Select(value => float.IsNaN(value) ? 0.0 : value)]).Select(value => (float)value).ToArray();
            Rest = _target;
            Length = RestLength = Norm(_target);
        }

        public float[] Counts { get; }

        public int Counted { get; }

        public List<int> Taken { get; } = [];

        public double[] Weights { get; private set; } = [];

        public float[] Rest { get; private set; }

        public double Length { get; }

        public double RestLength { get; private set; }

        /// <summary>Takes a unit and fits the line anew.</summary>
        public void Take(int unit, float[] column)
        {
            Taken.Add(unit);
            _columns.Add(Centred([.. column.Select(value => (double)value)]));
            int size = _columns.Count;
            double[,] squares = new double[size, size];
            double[] products = new double[size];
            for (int i = 0; i < size; i++)
            {
                for (int j = 0; j <= i; j++) squares[i, j] = squares[j, i] = Dot(_columns[i], _columns[j]);
                for (int at = 0; at < _target.Length; at++) products[i] += _columns[i][at] * _target[at];
                // Two columns that are nearly the same must not make weights without bound.
                squares[i, i] *= 1 + 1e-6;
            }

            Weights = Solve(squares, products);
            float[] rest = [.. _target];
            for (int at = 0; at < rest.Length; at++)
            {
                double line = 0;
                for (int i = 0; i < size; i++) line += Weights[i] * _columns[i][at];
                rest[at] = (float)(_target[at] - line);
            }

            (Rest, RestLength) = (rest, Norm(rest));
        }

        private double[] Centred(double[] values)
        {
            double sum = 0;
            for (int i = 0; i < values.Length; i++) sum += Counts[i] * values[i];
            double mean = sum / Math.Max(1, Counted);
            for (int i = 0; i < values.Length; i++) values[i] = Counts[i] * (values[i] - mean);
            return values;
        }

        private static double Norm(float[] values) => Math.Sqrt(values.Sum(value => (double)value * value));

        private static double Dot(double[] a, double[] b)
        {
            double sum = 0;
            for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
            return sum;
        }

        /// <summary>Gaussian elimination; the matrix is positive definite and small.</summary>
        private static double[] Solve(double[,] matrix, double[] right)
        {
            int size = right.Length;
            double[] x = [.. right];
            for (int i = 0; i < size; i++)
            {
                for (int row = i + 1; row < size; row++)
                {
                    double factor = matrix[row, i] / matrix[i, i];
                    for (int column = i; column < size; column++) matrix[row, column] -= factor * matrix[i, column];
                    x[row] -= factor * x[i];
                }
            }

            for (int i = size - 1; i >= 0; i--)
            {
                for (int column = i + 1; column < size; column++) x[i] -= matrix[i, column] * x[column];
                x[i] /= matrix[i, i];
            }

            return x;
        }
    }
}
