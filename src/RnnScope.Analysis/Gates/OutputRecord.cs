namespace RnnScope.Analysis.Gates;

/// <summary>The range of each unit's output, and the whole layer at some positions.</summary>
/// <param name="units">H.</param>
/// <param name="positions">The positions that are kept, ascending.</param>
internal sealed class OutputRecord(int units, int[] positions)
{
    private readonly Lock _turn = new();

    /// <summary>(H), the smallest output of each unit.</summary>
    public float[] Minimum { get; } = Filled(units, float.PositiveInfinity);

    /// <summary>(H), the largest.</summary>
    public float[] Maximum { get; } = Filled(units, float.NegativeInfinity);

    /// <summary>The outputs at the positions, (positions, H).</summary>
    public float[] Kept { get; } = new float[checked(positions.Length * units)];

    /// <summary>Adds rows of (count, H) that begin at a position; from any thread.</summary>
    public void Add(int from, ReadOnlySpan<float> rows)
    {
        int slot = Array.BinarySearch(positions, from);
        if (slot < 0) slot = ~slot;
        lock (_turn)
        {
            for (int position = from; rows.Length >= units; rows = rows[units..], position++)
            {
                for (int unit = 0; unit < units; unit++)
                {
                    Minimum[unit] = Math.Min(Minimum[unit], rows[unit]);
                    Maximum[unit] = Math.Max(Maximum[unit], rows[unit]);
                }

                if (slot < positions.Length && positions[slot] == position) rows[..units].CopyTo(Kept.AsSpan(slot++ * units));
            }
        }
    }

    /// <summary>Adds what another part of the text had.</summary>
    /// <param name="other">The record of that part, with the same positions.</param>
    /// <param name="from">Its first symbol.</param>
    /// <param name="to">The symbol behind its last one.</param>
    public void Add(OutputRecord other, long from, long to)
    {
        for (int unit = 0; unit < units; unit++)
        {
            Minimum[unit] = Math.Min(Minimum[unit], other.Minimum[unit]);
            Maximum[unit] = Math.Max(Maximum[unit], other.Maximum[unit]);
        }

        for (int slot = 0; slot < positions.Length; slot++)
        {
            if (positions[slot] >= from && positions[slot] < to) other.Kept.AsSpan(slot * units, units).CopyTo(Kept.AsSpan(slot * units));
        }
    }

    /// <summary>The units whose output stays within a range.</summary>
    public IEnumerable<DeadUnit> Dead(int layer, double range) => Enumerable.Range(0, units)
        .Where(unit => (double)Maximum[unit] - Minimum[unit] <= range)
        .Select(unit => new DeadUnit(layer, unit, Minimum[unit], Maximum[unit]));

    private static float[] Filled(int count, float value)
    {
        float[] values = new float[count];
        Array.Fill(values, value);
        return values;
    }
}
