namespace RnnScope.Analysis.Tests.Cells;

/// <summary>Scores by their definition, in double, one pair of symbols after the other.</summary>
internal static class SlowScores
{
    /// <summary>The share of the pairs in which the unit is higher where the track holds; equal values count half.</summary>
    public static double Area(float[] unit, float[] track)
    {
        double higher = 0, pairs = 0;
        for (int i = 0; i < unit.Length; i++)
        {
            if (!(track[i] > 0)) continue;
            for (int j = 0; j < unit.Length; j++)
            {
                if (!(track[j] <= 0)) continue;
                pairs++;
                higher += unit[i] > unit[j] ? 1 : unit[i] == unit[j] ? 0.5 : 0;
            }
        }

        return higher / pairs;
    }

    /// <summary>Spearman's correlation over the symbols where the track counts.</summary>
    public static double RankCorrelation(float[] unit, float[] track)
    {
        int[] counted = [.. Enumerable.Range(0, track.Length).Where(i => !float.IsNaN(track[i]))];
        return Correlation(Ranks([.. counted.Select(i => unit[i])]), Ranks([.. counted.Select(i => track[i])]));
    }

    public static double Correlation(double[] a, double[] b)
    {
        double meanA = a.Average(), meanB = b.Average();
        double products = a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Sum();
        return products / Math.Sqrt(a.Sum(x => (x - meanA) * (x - meanA)) * b.Sum(y => (y - meanB) * (y - meanB)));
    }

    private static double[] Ranks(float[] values) =>
        [.. values.Select(value => values.Count(other => other < value) + values.Count(other => other == value) / 2.0)];
}
