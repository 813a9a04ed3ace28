using RnnScope.Analysis.Statistics;

namespace RnnScope.Analysis.Counters;

/// <summary>Asks what each symbol adds to a unit, takes from it, or resets it to: whether the unit counts, and what.</summary>
/// <remarks>One pass over one unit's values, in the order of the text and in double. See docs/counters.md.</remarks>
public static class CounterAnalysis
{
    /// <summary>
    /// A symbol resets a unit when the standard deviation of the values after it is at most this share of that of the values before it,
    /// and the values before it vary at least this much of what the unit does over the whole text.
    /// </summary>
    public const double ResetSpread = 0.2;

    /// <summary>Of fewer occurrences neither an interval nor a reset is claimed.</summary>
    public const int FewestOccurrences = 10;

    /// <summary>Only so many symbols, the first by their share, get intervals: the work and the memory grow with them.</summary>
    public const int MostIntervals = 100;

    private const int CheckEvery = 1 << 16;

    /// <summary>Measures one unit.</summary>
    /// <param name="symbols">The text, (N).</param>
    /// <param name="values">The unit's value after each symbol, (N). Steps from or to a value that is not finite do not count.</param>
    /// <param name="seed">Where the random numbers of the intervals start.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="ArgumentException">The two have different lengths.</exception>
    public static CounterResult Measure(
        ReadOnlySpan<ushort> symbols, ReadOnlySpan<float> values, ulong seed = 1, CancellationToken cancellation = default)
    {
        if (symbols.Length != values.Length) throw new ArgumentException($"expected a value for each of {symbols.Length} symbols, found {values.Length}", nameof(values));
        int kinds = 1;
        foreach (ushort symbol in symbols) kinds = Math.Max(kinds, symbol + 1);
        double origin = FirstFinite(values);
        StepSums[] sums = new StepSums[kinds];
        StepSums all = default;
        for (int at = 1; at < symbols.Length; at++)
        {
            if (at % CheckEvery == 0) cancellation.ThrowIfCancellationRequested();
            if (!IsStep(values, at)) continue;
            double before = values[at - 1] - origin, after = values[at] - origin;
            sums[symbols[at]].Add(before, after);
            all.Add(before, after);
        }

        int[] ranked = [.. Enumerable.Range(0, kinds).Where(id => sums[id].Count > 0)
            .OrderByDescending(id => sums[id].Count * sums[id].MeanChange * sums[id].MeanChange).ThenBy(id => id)];
        BlockBootstrap bootstrap = new(Math.Max(0, symbols.Length - 1), seed);
        Dictionary<int, Interval> intervals = Intervals(symbols, values, sums, ranked, bootstrap, cancellation);
        SymbolEffect[] effects = [.. ranked.Select(Effect)];
        double levels = ranked.Sum(id => sums[id].Count * Math.Pow(sums[id].MeanAfter - all.MeanAfter, 2));
        return new CounterResult(
            all.Count, origin + all.MeanAfter, Math.Sqrt(all.AfterVariance),
            all.SquaredChange > 0 ? effects.Sum(effect => effect.Share) : double.NaN,
            all.AfterVariance > 0 ? levels / (all.Count * all.AfterVariance) : double.NaN, effects, bootstrap);

        SymbolEffect Effect(int id)
        {
            StepSums sum = sums[id];
            double change = sum.MeanChange, before = Math.Sqrt(sum.BeforeVariance), after = Math.Sqrt(sum.AfterVariance);
            bool isReset = sum.Count >= FewestOccurrences && before > 0 && after <= ResetSpread * before && before >= ResetSpread * Math.Sqrt(all.AfterVariance);
            Interval interval = intervals.TryGetValue(id, out Interval? drawn) ? drawn with { Estimate = change } : new Interval(change, double.NaN, double.NaN);
            return new SymbolEffect(
                id, sum.Count, interval, all.SquaredChange > 0 ? sum.Count * change * change / all.SquaredChange : 0,
                origin + sum.MeanBefore, before, origin + sum.MeanAfter, after, sum.Slope, isReset);
        }
    }

    private static double FirstFinite(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            if (float.IsFinite(value)) return value;
        }

        return 0;
    }

    private static bool IsStep(ReadOnlySpan<float> values, int at) => float.IsFinite(values[at - 1]) && float.IsFinite(values[at]);

    /// <summary>The intervals of the mean change, by id, of the first symbols that occur often enough.</summary>
    private static Dictionary<int, Interval> Intervals(
        ReadOnlySpan<ushort> symbols, ReadOnlySpan<float> values, StepSums[] sums, int[] ranked, BlockBootstrap bootstrap, CancellationToken cancellation)
    {
        int[] chosen = [.. ranked.Where(id => sums[id].Count >= FewestOccurrences).Take(MostIntervals)];
        if (chosen.Length == 0) return [];
        cancellation.ThrowIfCancellationRequested();
        int[] groupOf = new int[sums.Length], groups = new int[symbols.Length - 1];
        double[] changes = new double[groups.Length];
        Array.Fill(groupOf, -1);
        for (int group = 0; group < chosen.Length; group++) groupOf[chosen[group]] = group;
        for (int at = 1; at < symbols.Length; at++)
        {
            bool isStep = IsStep(values, at);
            groups[at - 1] = isStep ? groupOf[symbols[at]] : -1;
            changes[at - 1] = isStep ? (double)values[at] - values[at - 1] : 0;
        }

        IReadOnlyList<Interval> intervals = bootstrap.Means(changes, groups, chosen.Length);
        return chosen.Zip(intervals).ToDictionary(pair => pair.First, pair => pair.Second);
    }
}
