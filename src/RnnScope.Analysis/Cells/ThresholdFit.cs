namespace RnnScope.Analysis.Cells;

/// <summary>How well a binary property can be told from whether a unit is beyond a threshold.</summary>
/// <param name="Threshold">The threshold with the largest F1 over the part of the text that the unit was picked on.</param>
/// <param name="F1">Harmonic mean of precision and recall beyond it, on the rest of the text.</param>
/// <param name="Precision">Of the symbols beyond it, the share where the property holds; NaN where there are none.</param>
/// <param name="Recall">Of the symbols where the property holds, the share beyond it.</param>
/// <param name="AlwaysF1">F1 of saying everywhere that the property holds: what a threshold has to beat.</param>
public sealed record ThresholdFit(double Threshold, double F1, double Precision, double Recall, double AlwaysF1)
{
    /// <summary>Finds the threshold on one part of a text and measures it on another.</summary>
    /// <param name="picking">Keys of the unit over the first part.</param>
    /// <param name="pickingTrack">The property there.</param>
    /// <param name="test">Keys of the unit over the other part.</param>
    /// <param name="testTrack">The property there.</param>
    /// <param name="isHigh">Whether the unit is high, rather than low, where the property holds.</param>
    internal static ThresholdFit Of(
        ReadOnlySpan<ushort> picking, ReadOnlySpan<float> pickingTrack, ReadOnlySpan<ushort> test, ReadOnlySpan<float> testTrack, bool isHigh)
    {
        (int[] holding, int[] failing) = Count(picking, pickingTrack);
        int holds = holding.Sum(), caught = 0, wrong = 0, threshold = 0;
        double best = -1;
        for (int step = 0; step < HalfKeys.Count; step++)
        {
            int key = isHigh ? HalfKeys.Count - 1 - step : step;
            if (holding[key] + failing[key] == 0) continue;
            caught += holding[key];
            wrong += failing[key];
            double f1 = 2.0 * caught / (holds + caught + wrong);
            if (f1 > best) (best, threshold) = (f1, key);
        }

        (holding, failing) = Count(test, testTrack);
        Range beyond = isHigh ? threshold.. : ..(threshold + 1);
        (holds, caught, wrong) = (holding.Sum(), holding[beyond].Sum(), failing[beyond].Sum());
        return new ThresholdFit(
            HalfKeys.Value((ushort)threshold), 2.0 * caught / (holds + caught + wrong), (double)caught / (caught + wrong), (double)caught / holds,
            2.0 * holds / (2.0 * holds + failing.Sum()));
    }

    /// <summary>How often each key comes where the property holds, and where it does not.</summary>
    internal static (int[] Holding, int[] Failing) Count(ReadOnlySpan<ushort> keys, ReadOnlySpan<float> track)
    {
        int[] holding = new int[HalfKeys.Count], failing = new int[HalfKeys.Count];
        for (int i = 0; i < keys.Length; i++)
        {
            if (track[i] > 0) holding[keys[i]]++;
            else if (track[i] <= 0) failing[keys[i]]++;
        }

        return (holding, failing);
    }
}
