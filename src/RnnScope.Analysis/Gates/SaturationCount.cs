namespace RnnScope.Analysis.Gates;

/// <summary>Counts at how many symbols each unit of a gate is saturated.</summary>
internal sealed class SaturationCount(int units)
{
    private readonly int[] _left = new int[units], _right = new int[units];
    private readonly Lock _turn = new();

    /// <summary>Adds rows of (count, H); from any thread.</summary>
    public void Add(ReadOnlySpan<float> rows)
    {
        lock (_turn)
        {
            for (; rows.Length >= units; rows = rows[units..])
            {
                for (int unit = 0; unit < units; unit++)
                {
                    float value = rows[unit];
                    _left[unit] += value < GateLimits.LeftBelow ? 1 : 0;
                    _right[unit] += value > GateLimits.RightAbove ? 1 : 0;
                }
            }
        }
    }

    /// <summary>The shares of a text.</summary>
    public GateSaturation Of(int layer, Gate gate, int characters) =>
        new(layer, gate, [.. _left.Select(count => (double)count / characters)], [.. _right.Select(count => (double)count / characters)]);
}
