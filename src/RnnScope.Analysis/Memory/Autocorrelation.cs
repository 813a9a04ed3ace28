namespace RnnScope.Analysis.Memory;

/// <summary>How long units stay as they are: the lag at which their autocorrelation falls below 1/e.</summary>
internal static class Autocorrelation
{
    private const int LongestLag = 1000;

    /// <summary>The lags of all units of a layer.</summary>
    /// <param name="outputs">(N, H), consecutive.</param>
    /// <param name="units">H.</param>
    /// <returns>(H), interpolated between the lags that were computed, and the longest lag of them.</returns>
    public static (double[] Lengths, int Longest) Lengths(ReadOnlySpan<float> outputs, int units)
    {
        int characters = outputs.Length / units, longest = Math.Min(LongestLag, characters / 4);
        double[] means = new double[units], variances = new double[units], lengths = new double[units], last = new double[units];
        for (int i = 0; i < outputs.Length; i++) means[i % units] += outputs[i];
        for (int unit = 0; unit < units; unit++) means[unit] /= characters;
        float[] centred = new float[outputs.Length];
        for (int i = 0; i < outputs.Length; i++) centred[i] = (float)(outputs[i] - means[i % units]);
        Products(centred, units, 0, variances);
        for (int unit = 0; unit < units; unit++) lengths[unit] = variances[unit] > 0 ? double.PositiveInfinity : double.NaN;
        Array.Fill(last, 1);
        double[] now = new double[units];
        for (int lag = 1, before = 0; lag <= longest && lengths.Any(double.IsPositiveInfinity); (before, lag) = (lag, lag + Math.Max(1, lag / 10)))
        {
            Products(centred, units, lag, now);
            for (int unit = 0; unit < units; unit++)
            {
                double value = now[unit] / variances[unit];
                if (double.IsPositiveInfinity(lengths[unit]) && value < 1 / Math.E)
                    lengths[unit] = before + (lag - before) * (last[unit] - 1 / Math.E) / (last[unit] - value);
                last[unit] = value;
            }
        }

        return (lengths, longest);
    }

    private static void Products(ReadOnlySpan<float> centred, int units, int lag, double[] means)
    {
        Array.Clear(means);
        int characters = centred.Length / units - lag;
        for (int at = 0; at < characters; at++)
        {
            ReadOnlySpan<float> now = centred.Slice(at * units, units), later = centred.Slice((at + lag) * units, units);
            for (int unit = 0; unit < means.Length; unit++) means[unit] += now[unit] * later[unit];
        }

        for (int unit = 0; unit < means.Length; unit++) means[unit] /= characters;
    }
}
