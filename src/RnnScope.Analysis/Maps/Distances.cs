namespace RnnScope.Analysis.Maps;

/// <summary>How far things are from each other, each pair once: what a map is drawn from.</summary>
public sealed class Distances
{
    private readonly double[,] _between;

    /// <summary>Asks for the distance of each pair once.</summary>
    /// <param name="count">n, things.</param>
    /// <param name="between">Their distance, the first index below the second: at least 0.</param>
    /// <exception cref="ArgumentException">A distance is negative or no number.</exception>
    public Distances(int count, Func<int, int, double> between)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        _between = new double[count, count];
        for (int i = 0; i < count; i++)
        {
            for (int j = i + 1; j < count; j++)
            {
                double distance = between(i, j);
                if (!(distance >= 0 && double.IsFinite(distance)))
                    throw new ArgumentException($"expected distances from 0, found {distance} between {i} and {j}", nameof(between));
                _between[i, j] = _between[j, i] = distance;
            }
        }
    }

    /// <summary>n.</summary>
    public int Count => _between.GetLength(0);

    /// <summary>The distance of two things.</summary>
    public double this[int one, int other] => _between[one, other];
}
