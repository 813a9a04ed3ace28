using RnnScope.Analysis.Scores;
using RnnScope.Analysis.Statistics;

namespace RnnScope.Analysis.Errors;

/// <summary>How much two models expect one symbol where it comes.</summary>
/// <param name="Symbol">Its id.</param>
/// <param name="Count">How often it comes.</param>
/// <param name="Model">Mean probability that the model gave it.</param>
/// <param name="Baseline">Mean probability that the other one gave it.</param>
/// <param name="Difference">The model less the baseline; no interval below <see cref="FewestForInterval"/> occurrences.</param>
public sealed record SymbolMean(int Symbol, int Count, double Model, double Baseline, Interval Difference)
{
    /// <summary>Of fewer occurrences a bootstrap knows too little.</summary>
    public const int FewestForInterval = 10;

    /// <summary>Means over the occurrences of each symbol that the text has, the model's largest advantage first.</summary>
    /// <param name="text">The text.</param>
    /// <param name="model">The model.</param>
    /// <param name="baseline">What it is compared with.</param>
    /// <param name="bootstrap">Makes the intervals.</param>
    public static IReadOnlyList<SymbolMean> Of(TextScores text, ModelScores model, ModelScores baseline, BlockBootstrap bootstrap)
    {
        ReadOnlySpan<ushort> ids = text.Ids.Span;
        int symbols = text.Vocabulary.Count;
        int[] counts = new int[symbols], groups = new int[ids.Length];
        double[] sums = new double[symbols], baselineSums = new double[symbols], differences = new double[ids.Length];
        for (int i = 0; i < ids.Length; i++)
        {
            counts[ids[i]]++;
            sums[ids[i]] += model.Probabilities[i];
            baselineSums[ids[i]] += baseline.Probabilities[i];
            differences[i] = model.Probabilities[i] - baseline.Probabilities[i];
        }

        for (int i = 0; i < ids.Length; i++) groups[i] = counts[ids[i]] < FewestForInterval ? -1 : ids[i];
        IReadOnlyList<Interval> intervals = bootstrap.Means(differences, groups, symbols);
        return [.. Enumerable.Range(0, symbols).Where(id => counts[id] > 0).Select(Row).OrderByDescending(row => row.Difference.Estimate)];

        SymbolMean Row(int id)
        {
            double mean = sums[id] / counts[id], other = baselineSums[id] / counts[id];
            return new SymbolMean(id, counts[id], mean, other, intervals[id] with { Estimate = mean - other });
        }
    }
}
