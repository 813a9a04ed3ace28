namespace RnnScope.Engine.Interventions;

/// <summary>Holds units at values, whatever their equation says.</summary>
/// <param name="Units">The units.</param>
/// <param name="Values">Rows of one value for each unit, (rows, units); usually one row.</param>
/// <param name="RowOf">
/// For a text of N symbols, which row holds after each of them, (N); <see cref="Free"/> where the units are left alone. Null: the
/// first row holds everywhere, in any text.
/// </param>
public sealed record Hold(UnitGroup Units, IReadOnlyList<float> Values, IReadOnlyList<int>? RowOf = null)
{
    /// <summary>Stands for no row: the units are left alone.</summary>
    public const int Free = -1;

    /// <summary>Holds all units at one value, everywhere.</summary>
    public static Hold At(UnitGroup units, float value) => new(units, [.. Enumerable.Repeat(value, units.Units.Count)]);

    /// <summary>Throws unless all values are numbers and every row is there.</summary>
    /// <exception cref="ArgumentException">A value is not finite, or the sizes do not fit.</exception>
    internal Hold Validated()
    {
        int width = Units.Units.Count, rows = Values.Count / width;
        if (rows == 0 || rows * width != Values.Count)
            throw new ArgumentException($"{Units}: expected rows of {width} values, found {Values.Count} values");
        foreach (float value in Values)
            if (!float.IsFinite(value)) throw new ArgumentException($"{Units}: expected a finite value to hold, found {value}");
        foreach (int row in RowOf ?? [])
            if (row < Free || row >= rows) throw new ArgumentException($"{Units}: expected rows below {rows}, found {row}");
        return this;
    }
}
