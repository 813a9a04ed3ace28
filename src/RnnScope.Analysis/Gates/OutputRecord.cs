namespace RnnScope.Analysis.Gates;

/// <summary>The range of each unit's output, and the whole layer at some positions.</summary>
/// <param name="units">H.</param>
/// <param name="positions">The positions that are kept, ascending.</param>
internal sealed class OutputRecord(int units, int[] positions)
{
    private readonly float[] _minimum = Filled(units, float.PositiveInfinity), _maximum = Filled(units, float.NegativeInfinity);
    private readonly Lock _turn = new();

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
                    _minimum[unit] = Math.Min(_minimum[unit], rows[unit]);
                    _maximum[unit] = Math.Max(_maximum[unit], rows[unit]);
                }

                if (slot < positions.Length && positions[slot] == position) rows[..units].CopyTo(Kept.AsSpan(slot++ * units));
            }
        }
    }

    /// <summary>The units whose output stays within a range.</summary>
    public IEnumerable<DeadUnit> Dead(int layer, double range) => Enumerable.Range(0, units)
        .Where(unit => (double)_maximum[unit] - _minimum[unit] <= range)
        .Select(unit => new DeadUnit(layer, unit, _minimum[unit], _maximum[unit]));

    private static float[] Filled(int count, float value)
    {
        float[] values = new float[count];
        Array.Fill(values, value);
        return values;
    }
}
