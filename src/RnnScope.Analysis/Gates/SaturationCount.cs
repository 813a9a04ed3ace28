namespace RnnScope.Analysis.Gates;

/// <summary>Counts at how many symbols each unit of a gate is saturated.</summary>
internal sealed class SaturationCount(int units)
{
    private readonly Lock _turn = new();

    /// <summary>(H), at how many symbols each unit was left-saturated.</summary>
    public long[] Left { get; } = new long[units];

    /// <summary>(H), at how many symbols each unit was right-saturated.</summary>
    public long[] Right { get; } = new long[units];

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
                    Left[unit] += value < GateLimits.LeftBelow ? 1 : 0;
                    Right[unit] += value > GateLimits.RightAbove ? 1 : 0;
                }
            }
        }
    }

    /// <summary>Adds what was counted over another part of the text.</summary>
    public void Add(SaturationCount other)
    {
        for (int unit = 0; unit < units; unit++)
        {
            Left[unit] += other.Left[unit];
            Right[unit] += other.Right[unit];
        }
    }

    /// <summary>The shares of a text.</summary>
    public GateSaturation Of(int layer, Gate gate, int characters)
    {
        (double[] left, double[] right) = Shares(characters);
        return new GateSaturation(layer, gate, left, right);
    }

    /// <summary>The shares of a text, (H) and (H).</summary>
    public (double[] Left, double[] Right) Shares(int characters) =>
        ([.. Left.Select(count => (double)count / characters)], [.. Right.Select(count => (double)count / characters)]);
}
