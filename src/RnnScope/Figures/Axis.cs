namespace RnnScope.Figures;

/// <summary>An axis: what it measures, from where to where, and on which scale.</summary>
/// <param name="Title">The quantity with its unit, as in "loss (nats per symbol)".</param>
/// <param name="Minimum">Its lower end; above 0 when it is logarithmic.</param>
/// <param name="Maximum">Its upper end.</param>
/// <param name="IsLogarithmic">Whether equal factors are equal distances.</param>
internal sealed record Axis(string Title, double Minimum, double Maximum, bool IsLogarithmic = false)
{
    /// <summary>The values that have a number and a grid line.</summary>
    public IReadOnlyList<double> Ticks { get; init; } = IsLogarithmic ? Figures.Ticks.Logarithmic(Minimum, Maximum) : Figures.Ticks.Linear(Minimum, Maximum);

    /// <summary>What stands at a tick.</summary>
    public Func<double, string> Label { get; init; } = Figures.Ticks.Label;

    /// <summary>Where a value is, 0 at the lower end, 1 at the upper one.</summary>
    public double Share(double value) => IsLogarithmic
        ? Math.Log(value / Minimum) / Math.Log(Maximum / Minimum)
        : (value - Minimum) / (Maximum - Minimum);

    /// <summary>A linear axis that holds some values and ends at ticks.</summary>
    /// <param name="title">The quantity with its unit.</param>
    /// <param name="values">The values; NaN and infinity do not count.</param>
    public static Axis Linear(string title, IEnumerable<double> values)
    {
        (double low, double high) = Range(values);
        double step = Figures.Ticks.Step(low, high, 5);
        double from = Math.Floor(low / step + 1e-9) * step, to = Math.Ceiling(high / step - 1e-9) * step;
        return new Axis(title, Math.Round(from, 12), Math.Round(to, 12));
    }

    /// <summary>A logarithmic axis that holds some values, with a little room at both ends.</summary>
    /// <param name="title">The quantity with its unit.</param>
    /// <param name="values">The values; those that are not above 0 do not count.</param>
    public static Axis Logarithmic(string title, IEnumerable<double> values)
    {
        double[] positive = [.. values.Where(value => value > 0 && double.IsFinite(value))];
        (double low, double high) = positive.Length == 0 ? (1, 10) : (positive.Min(), positive.Max());
        if (high / low < 1.5) (low, high) = (low / 1.5, high * 1.5);
        double room = Math.Pow(high / low, 0.03);
        return new Axis(title, low / room, high * room, IsLogarithmic: true);
    }

    private static (double Low, double High) Range(IEnumerable<double> values)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        if (finite.Length == 0) return (0, 1);
        (double low, double high) = (finite.Min(), finite.Max());
        if (high > low) return (low, high);
        double room = low == 0 ? 0.5 : Math.Abs(low) / 10;
        return (low - room, high + room);
    }
}
