namespace RnnScope.Engine.Tracing;

/// <summary>Collects the statistics of the units of a site in one pass, in double precision and in the order of the text.</summary>
public sealed class StatisticsSums(int width)
{
    private readonly float[] _minimum = Filled(width, float.PositiveInfinity), _maximum = Filled(width, float.NegativeInfinity);
    // Sums of differences from the first value: a unit that is far from 0 and hardly moves keeps its digits.
    private readonly float[] _origin = new float[width];
    private readonly double[] _sum = new double[width], _squares = new double[width];
    private readonly long[] _count = new long[width];

    /// <summary>Adds rows of (count, width).</summary>
    public void Add(ReadOnlySpan<float> rows)
    {
        for (; rows.Length >= width; rows = rows[width..])
        {
            for (int unit = 0; unit < width; unit++)
            {
                float value = rows[unit];
                if (float.IsNaN(value)) continue;
                if (_count[unit]++ == 0) _origin[unit] = value;
                if (value < _minimum[unit]) _minimum[unit] = value;
                if (value > _maximum[unit]) _maximum[unit] = value;
                double difference = (double)value - _origin[unit];
                _sum[unit] += difference;
                _squares[unit] += difference * difference;
            }
        }
    }

    /// <summary>Adds what another one has seen of the same units.</summary>
    public void Add(StatisticsSums other)
    {
        for (int unit = 0; unit < width; unit++)
        {
            long n = other._count[unit];
            if (n == 0) continue;
            if (_count[unit] == 0) _origin[unit] = other._origin[unit];
            _minimum[unit] = Math.Min(_minimum[unit], other._minimum[unit]);
            _maximum[unit] = Math.Max(_maximum[unit], other._maximum[unit]);
            double moved = (double)other._origin[unit] - _origin[unit];
            _squares[unit] += other._squares[unit] + 2 * moved * other._sum[unit] + n * moved * moved;
            _sum[unit] += other._sum[unit] + n * moved;
            _count[unit] += n;
        }
    }

    /// <summary>The statistics of each unit.</summary>
    public UnitStatistics[] Result()
    {
        UnitStatistics[] result = new UnitStatistics[width];
        for (int unit = 0; unit < width; unit++)
        {
            long n = _count[unit];
            double shift = _sum[unit] / n;
            double variance = Math.Max(0, _squares[unit] / n - shift * shift);
            result[unit] = n == 0
                ? new UnitStatistics(float.NaN, float.NaN, float.NaN, float.NaN)
                : new UnitStatistics(_minimum[unit], _maximum[unit], (float)(_origin[unit] + shift), (float)Math.Sqrt(variance));
        }

        return result;
    }

    private static float[] Filled(int count, float value)
    {
        float[] values = new float[count];
        Array.Fill(values, value);
        return values;
    }
}
