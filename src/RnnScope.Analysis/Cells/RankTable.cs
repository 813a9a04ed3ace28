namespace RnnScope.Analysis.Cells;

/// <summary>The mid-rank of every value of a unit: how many values are below it, plus half of those that equal it.</summary>
internal sealed class RankTable
{
    private readonly int[] _counts = new int[HalfKeys.Count];

    /// <summary>How many values were counted.</summary>
    public int Count { get; private set; }

    /// <summary>Whether all of them are numbers, infinities included.</summary>
    public bool IsNumbers { get; private set; } = true;

    /// <summary>Whether there are two different values at least.</summary>
    public bool Varies { get; private set; }

    /// <summary>How often each key came, (65,536).</summary>
    public ReadOnlySpan<int> Counts => _counts;

    /// <summary>Counts other values than before.</summary>
    /// <param name="keys">Their keys (<see cref="HalfKeys"/>).</param>
    public void Recount(ReadOnlySpan<ushort> keys)
    {
        Array.Clear(_counts);
        foreach (ushort key in keys) _counts[key]++;
        Count = keys.Length;
        IsNumbers = !_counts.AsSpan(0, HalfKeys.Lowest).ContainsAnyExcept(0) && !_counts.AsSpan(HalfKeys.Highest + 1).ContainsAnyExcept(0);
        Varies = keys.Length > 0 && _counts[keys[0]] < keys.Length;
    }

    /// <summary>Ranks with mean 0 and a sum of squares of 1, so that a sum of products of two such columns is a rank correlation.</summary>
    /// <param name="ranks">Receives the rank of each key, (65,536); all 0 for values that do not vary or are no numbers.</param>
    public void Normalised(Span<float> ranks)
    {
        ranks.Clear();
        if (!IsNumbers || !Varies) return;
        double mean = Count / 2.0, squares = 0;
        long below = 0;
        foreach (int count in _counts)
        {
            double rank = below + count / 2.0 - mean;
            squares += count * rank * rank;
            below += count;
        }

        double scale = 1 / Math.Sqrt(squares);
        below = 0;
        for (int key = 0; key < _counts.Length; key++)
        {
            if (_counts[key] > 0) ranks[key] = (float)((below + _counts[key] / 2.0 - mean) * scale);
            below += _counts[key];
        }
    }

    /// <summary>Ranks as shares of the values, in steps of 2^-16.</summary>
    /// <param name="ranks">Receives the rank of each key, (65,536).</param>
    public void Shares(Span<ushort> ranks)
    {
        long below = 0;
        for (int key = 0; key < _counts.Length; key++)
        {
            ranks[key] = (ushort)((2 * below + _counts[key]) * 32_768 / Math.Max(1, Count));
            below += _counts[key];
        }
    }
}
