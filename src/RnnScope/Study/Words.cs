using System.Globalization;
using RnnScope.Analysis.Statistics;

namespace RnnScope.Study;

/// <summary>Numbers and names as the report writes them.</summary>
internal static class Words
{
    /// <summary>A count, as in 330,000.</summary>
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A loss, as in 1.4533.</summary>
    public static string Loss(double nats) => double.IsFinite(nats) ? nats.ToString("F4", CultureInfo.InvariantCulture) : "–";

    /// <summary>A share, as in 57.0 %.</summary>
    public static string Percent(double share) => double.IsFinite(share) ? string.Create(CultureInfo.InvariantCulture, $"{100 * share:F1} %") : "–";

    /// <summary>The ends of an interval of shares, as in 56.5 to 57.6.</summary>
    public static string PercentRange(Interval share) => double.IsFinite(share.Low)
        ? string.Create(CultureInfo.InvariantCulture, $"{100 * share.Low:F1} to {100 * share.High:F1}") : "–";

    /// <summary>The ends of an interval.</summary>
    public static string Range(Interval interval, string format) => double.IsFinite(interval.Low)
        ? $"{interval.Low.ToString(format, CultureInfo.InvariantCulture)} to {interval.High.ToString(format, CultureInfo.InvariantCulture)}" : "–";

    /// <summary>A probability, as in 0.732.</summary>
    public static string Probability(double value) => double.IsFinite(value) ? value.ToString("F3", CultureInfo.InvariantCulture) : "–";

    /// <summary>A number with its sign.</summary>
    public static string Signed(double value, string digits = "0.000") =>
        double.IsFinite(value) ? value.ToString($"+{digits};−{digits};{digits}", CultureInfo.InvariantCulture) : "–";

    /// <summary>The n-gram model with so many context symbols, as people say it.</summary>
    public static string NGram(int context) => string.Create(CultureInfo.InvariantCulture, $"n-gram, n\u00a0=\u00a0{context}");

    /// <summary>A small number in letters.</summary>
    public static string Number(int number) => number switch
    {
        1 => "One", 2 => "Two", 3 => "Three", 4 => "Four", 5 => "Five", 6 => "Six", 7 => "Seven", 8 => "Eight", 9 => "Nine", _ => Count(number),
    };

    /// <summary>Things in a row, as in "a, b and c".</summary>
    public static string List(IReadOnlyList<string> items) => items.Count switch
    {
        0 => "none",
        1 => items[0],
        _ => $"{string.Join(", ", items.Take(items.Count - 1))} and {items[^1]}",
    };
}
