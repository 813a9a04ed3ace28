using System.Globalization;

namespace RnnScope.Analysis.NGrams;

/// <summary>What is taken from the counts of n-grams of one length, to be given to symbols that were not seen after a context.</summary>
/// <param name="One">Taken from a count of 1; above 0, at most 1.</param>
/// <param name="Two">Taken from a count of 2; above 0, at most 2.</param>
/// <param name="ThreePlus">Taken from every higher count; above 0, at most 3.</param>
/// <param name="Fallback">Why the counts gave no discounts, so that fixed ones are used; null when they gave them.</param>
/// <remarks>
/// With t1..t4 n-grams that have a count of exactly 1..4 and Y = t1 / (t1 + 2 t2): D1 = 1 - 2 Y t2 / t1, D2 = 2 - 3 Y t3 / t2,
/// D3+ = 3 - 4 Y t4 / t3 (Chen and Goodman 1998). The fixed ones are 0.5, 1 and 1.5. See docs/ngrams.md.
/// </remarks>
public sealed record Discounts(double One, double Two, double ThreePlus, string? Fallback = null)
{
    /// <summary>The discounts that follow from counts of counts, or the fixed ones with the reason.</summary>
    /// <param name="ones">t1, n-grams with a count of 1.</param>
    /// <param name="twos">t2, n-grams with a count of 2.</param>
    /// <param name="threes">t3, n-grams with a count of 3.</param>
    /// <param name="fours">t4, n-grams with a count of 4.</param>
    public static Discounts Of(long ones, long twos, long threes, long fours)
    {
        if (ones == 0) return Fixed("no n-gram has a count of 1");
        if (twos == 0) return Fixed("no n-gram has a count of 2");
        if (threes == 0) return Fixed("no n-gram has a count of 3");
        double y = ones / (ones + 2.0 * twos);
        Discounts discounts = new(1 - 2 * y * twos / ones, 2 - 3 * y * threes / twos, 3 - 4 * y * fours / threes);
        // D1 = Y is always between 0 and 1, and what is subtracted is never negative.
        if (!(discounts.Two > 0)) return Fixed(NotAbove("D2", discounts.Two));
        if (!(discounts.ThreePlus > 0)) return Fixed(NotAbove("D3+", discounts.ThreePlus));
        return discounts;
    }

    /// <summary>The probability of a symbol after a context: its discounted share, and its part of what the discounts freed.</summary>
    /// <param name="count">How often the symbol follows; 0 and more.</param>
    /// <param name="all">The counts of all symbols that follow.</param>
    /// <param name="shorter">Its probability after the context without the first symbol.</param>
    internal double Interpolate(int count, in CountSummary all, double shorter) => Share(count, all) + Freed(all) * shorter;

    /// <summary>The discounted share of a symbol.</summary>
    internal double Share(int count, in CountSummary all) => count == 0 ? 0 : (count - Of(count)) / all.Sum;

    /// <summary>The share that the discounts freed: all of it when nothing follows.</summary>
    internal double Freed(in CountSummary all) => all.Sum == 0 ? 1 : (One * all.Ones + Two * all.Twos + ThreePlus * all.More) / all.Sum;

    private double Of(int count) => count switch { 1 => One, 2 => Two, _ => ThreePlus };

    private static Discounts Fixed(string reason) => new(0.5, 1, 1.5, reason);

    private static string NotAbove(string name, double value) =>
        string.Create(CultureInfo.InvariantCulture, $"{name} would be {value:0.###}, not above 0");
}
