namespace RnnScope.Analysis.Statistics;

/// <summary>A number that was measured several times, such as the loss of trainings that differ in their seed alone.</summary>
/// <param name="Values">What came out, each finite.</param>
public sealed record Repetition(IReadOnlyList<double> Values)
{
    // The 97.5 % points for 1 to 10 degrees of freedom; beyond, the last one is too wide by less than a seventh.
    private static readonly double[] StudentsT = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228];

    /// <summary>Their mean; NaN where there are none.</summary>
    public double Mean => Values.Count == 0 ? double.NaN : Values.Average();

    /// <summary>Their standard deviation, with n - 1; NaN for fewer than two.</summary>
    public double Deviation
    {
        get
        {
            if (Values.Count < 2) return double.NaN;
            double mean = Mean;
            return Math.Sqrt(Values.Sum(value => (value - mean) * (value - mean)) / (Values.Count - 1));
        }
    }

    /// <summary>Half the width of the 95 % interval of the mean (Student 1908); NaN for fewer than two.</summary>
    public double Uncertainty => Values.Count < 2
        ? double.NaN
        : StudentsT[Math.Min(Values.Count - 1, StudentsT.Length) - 1] * Deviation / Math.Sqrt(Values.Count);
}
