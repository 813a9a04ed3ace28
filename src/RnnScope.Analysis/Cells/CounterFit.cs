namespace RnnScope.Analysis.Cells;

/// <summary>How well a unit is a straight counter: a line that goes up or down with a numeric property, and back where it falls.</summary>
/// <param name="Slope">Change of the unit for each step of the property, by least squares.</param>
/// <param name="Straight">The share of the unit's variance that a straight line of the property explains, 0 to 1.</param>
/// <param name="WithinRuns">
/// The same within the stretches between two resets, the level of each taken off: whether it counts, or is only higher in some
/// stretches than in others. NaN without any variance there.
/// </param>
/// <param name="Resets">How often the property falls from one symbol to the next.</param>
/// <param name="Followed">
/// The share of them at which the unit goes back, at once, by at least half of what the line says; NaN without resets.
/// </param>
public sealed record CounterFit(double Slope, double Straight, double WithinRuns, int Resets, double Followed)
{
    /// <summary>Fits a line.</summary>
    /// <param name="unit">The unit's values, (N).</param>
    /// <param name="track">The property, (N); NaN does not count, and ends a stretch.</param>
    public static CounterFit Of(ReadOnlySpan<float> unit, ReadOnlySpan<float> track)
    {
        Sums all = default, run = default, within = default;
        for (int i = 0; i < track.Length; i++)
        {
            bool isReset = i == 0 || float.IsNaN(track[i]) || float.IsNaN(track[i - 1]) || track[i] < track[i - 1];
            if (isReset)
            {
                within.AddCentred(run);
                run = default;
            }

            if (float.IsNaN(track[i])) continue;
            // Near zero sums of squares lose nothing.
            all.Add(unit[i] - unit[0], track[i]);
            run.Add(unit[i] - unit[0], track[i]);
        }

        within.AddCentred(run);
        Sums centred = default;
        centred.AddCentred(all);
        double slope = centred.YY > 0 ? centred.XY / centred.YY : double.NaN;
        (int resets, int followed) = Resetting(unit, track, slope);
        return new CounterFit(slope, centred.Explained, within.Explained, resets, resets > 0 ? (double)followed / resets : double.NaN);
    }

    private static (int Resets, int Followed) Resetting(ReadOnlySpan<float> unit, ReadOnlySpan<float> track, double slope)
    {
        int resets = 0, followed = 0;
        for (int i = 1; i < track.Length; i++)
        {
            // False for NaN on either side.
            if (!(track[i] < track[i - 1])) continue;
            resets++;
            double expected = slope * (track[i] - track[i - 1]);
            if (((double)unit[i] - unit[i - 1]) * Math.Sign(expected) >= Math.Abs(expected) / 2) followed++;
        }

        return (resets, followed);
    }

    private struct Sums
    {
        private double _count, _x, _y, _xx;

        public double YY { get; private set; }

        public double XY { get; private set; }

        /// <summary>The share of the variance of x that y explains.</summary>
        public readonly double Explained => _xx > 0 && YY > 0 ? XY * XY / _xx / YY : double.NaN;

        public void Add(double x, double y)
        {
            _count++;
            _x += x;
            _y += y;
            _xx += x * x;
            YY += y * y;
            XY += x * y;
        }

        /// <summary>Adds sums of squares around the means of others.</summary>
        public void AddCentred(Sums other)
        {
            if (other._count == 0) return;
            _xx += other._xx - other._x * other._x / other._count;
            YY += other.YY - other._y * other._y / other._count;
            XY += other.XY - other._x * other._y / other._count;
        }
    }
}
