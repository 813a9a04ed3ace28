using System.Globalization;

namespace RnnScope.Figures;

/// <summary>Where an axis has its numbers: at 1, 2 and 5 times powers of ten.</summary>
internal static class Ticks
{
    private const int FewestOfLogarithmic = 3;

    /// <summary>Multiples of a nice step within a range.</summary>
    /// <param name="minimum">Its lower end.</param>
    /// <param name="maximum">Its upper end, above the lower one.</param>
    /// <param name="most">About how many there may be.</param>
    public static double[] Linear(double minimum, double maximum, int most = 6)
    {
        double step = Step(minimum, maximum, most);
        long first = (long)Math.Ceiling(minimum / step - 1e-9), last = (long)Math.Floor(maximum / step + 1e-9);
        // A product of whole number and step is the closest number to the decimal one more often than a sum of steps.
        return [.. Enumerable.Range(0, (int)(last - first + 1)).Select(i => Clean((first + i) * step, step))];
    }

    /// <summary>1, 2 and 5 times powers of ten within a range; powers of ten only where those are enough.</summary>
    /// <param name="minimum">Its lower end, above 0.</param>
    /// <param name="maximum">Its upper end.</param>
    public static double[] Logarithmic(double minimum, double maximum)
    {
        double[] powers = Of([1]), nice = Of([1, 2, 5]);
        if (powers.Length >= FewestOfLogarithmic) return powers;
        // Within less than a tenfold there may be one of them only.
        return nice.Length >= FewestOfLogarithmic ? nice : Linear(minimum, maximum);

        double[] Of(int[] factors) =>
        [
            .. from power in Enumerable.Range((int)Math.Floor(Math.Log10(minimum)), (int)Math.Ceiling(Math.Log10(maximum / minimum)) + 2)
               from factor in factors
               let value = double.Parse(FormattableString.Invariant($"{factor}e{power}"), CultureInfo.InvariantCulture)
               where value >= minimum * (1 - 1e-9) && value <= maximum * (1 + 1e-9)
               select value,
        ];
    }

    /// <summary>The step between ticks: 1, 2 or 5 times a power of ten.</summary>
    public static double Step(double minimum, double maximum, int most)
    {
        double rough = (maximum - minimum) / Math.Max(1, most), power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double factor = rough / power;
        return power * (factor <= 1.0000001 ? 1 : factor <= 2.0000001 ? 2 : factor <= 5.0000001 ? 5 : 10);
    }

    /// <summary>A number as an axis shows it: with a space as the sign of thousands only where there are five digits or more.</summary>
    public static string Label(double value)
    {
        if (value == 0) return "0";
        if (Math.Abs(value) >= 1e7 || Math.Abs(value) < 1e-4) return value.ToString("0.##e0", CultureInfo.InvariantCulture);
        return value.ToString(Math.Abs(value) >= 1e4 ? "#,0" : "0.######", CultureInfo.InvariantCulture);
    }

    private static double Clean(double value, double step) => Math.Round(value, Math.Clamp(2 - (int)Math.Floor(Math.Log10(step)), 0, 15));
}
