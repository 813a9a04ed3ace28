using RnnScope.Analysis.Features;
using RnnScope.Analysis.Statistics;

namespace RnnScope.Analysis.Cells.Search;

/// <summary>The exact score of one column for one property over the part of the text that nothing was picked on, with an interval.</summary>
internal static class HeldOutScore
{
    /// <summary>Area under the curve of a binary property, Spearman's correlation with a numeric one.</summary>
    /// <param name="keys">The column, over the part.</param>
    /// <param name="track">The property there.</param>
    /// <param name="kind">What the property's numbers mean.</param>
    /// <param name="isHigh">Whether the column is expected to be high, rather than low, where the property is.</param>
    /// <param name="bootstrap">Draws texts of the part's length.</param>
    /// <returns>Chance level is 0.5 for an area and 0 for a correlation; larger is better, and below chance is the wrong way round.</returns>
    public static DrawnMean Of(ReadOnlySpan<ushort> keys, ReadOnlySpan<float> track, PropertyKind kind, bool isHigh, BlockBootstrap bootstrap) =>
        kind == PropertyKind.Binary ? Area(keys, track, isHigh, bootstrap) : RankCorrelation(keys, track, isHigh, bootstrap);

    /// <summary>
    /// The area is the mean, over the symbols where the property holds, of the share of the others that are lower; and the mean,
    /// over the others, of the share that is higher. In drawn texts both means move, and to first order the area by their sum
    /// (DeLong, DeLong and Clarke-Pearson 1988).
    /// </summary>
    private static DrawnMean Area(ReadOnlySpan<ushort> keys, ReadOnlySpan<float> track, bool isHigh, BlockBootstrap bootstrap)
    {
        (int[] holding, int[] failing) = ThresholdFit.Count(keys, track);
        double holds = holding.Sum(), fails = failing.Sum();
        double[] shareOfFailing = new double[HalfKeys.Count], shareOfHolding = new double[HalfKeys.Count];
        double failingBelow = 0, holdingBelow = 0;
        for (int key = 0; key < HalfKeys.Count; key++)
        {
            shareOfFailing[key] = (failingBelow + failing[key] / 2.0) / fails;
            shareOfHolding[key] = 1 - (holdingBelow + holding[key] / 2.0) / holds;
            failingBelow += failing[key];
            holdingBelow += holding[key];
        }

        double[] higher = new double[keys.Length], isHolding = new double[keys.Length], lower = new double[keys.Length], isFailing = new double[keys.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            if (track[i] > 0) (higher[i], isHolding[i]) = (isHigh ? shareOfFailing[keys[i]] : 1 - shareOfFailing[keys[i]], 1);
            else if (track[i] <= 0) (lower[i], isFailing[i]) = (isHigh ? shareOfHolding[keys[i]] : 1 - shareOfHolding[keys[i]], 1);
        }

        double area = higher.Sum() / holds;
        return bootstrap.Draw(sums => sums[0] / sums[1] + sums[2] / sums[3] - area, higher, isHolding, lower, isFailing);
    }

    private static DrawnMean RankCorrelation(ReadOnlySpan<ushort> keys, ReadOnlySpan<float> track, bool isHigh, BlockBootstrap bootstrap)
    {
        float[] counted = new float[keys.Length];
        for (int i = 0; i < keys.Length; i++) counted[i] = float.IsNaN(track[i]) ? float.NaN : isHigh ? keys[i] : -keys[i];
        return Correlated(TrackRanks.Centred(counted), TrackRanks.Centred(track), track, bootstrap);
    }

    private static DrawnMean Correlated(double[] x, double[] y, ReadOnlySpan<float> track, BlockBootstrap bootstrap)
    {
        double[] counts = new double[x.Length];
        for (int i = 0; i < counts.Length; i++) counts[i] = float.IsNaN(track[i]) ? 0 : 1;
        return bootstrap.Draw(
            sums => Correlation.FromSums((long)sums[0], sums[1], sums[2], sums[3], sums[4], sums[5]),
            counts, x, Products(x, x), y, Products(y, y), Products(x, y));
    }

    private static double[] Products(double[] a, double[] b) => [.. a.Zip(b, static (one, other) => one * other)];
}
