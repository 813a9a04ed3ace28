namespace RnnScope.Analysis.Cells;

/// <summary>Mid-ranks of the values of a track, among those that count.</summary>
internal static class TrackRanks
{
    /// <summary>The rank of each value less the mean rank.</summary>
    /// <param name="track">(N); NaN does not count.</param>
    /// <returns>(N); 0 where the track does not count.</returns>
    public static double[] Centred(ReadOnlySpan<float> track)
    {
        double[] ranks = new double[track.Length];
        Each(track, (at, twice, count) => ranks[at] = (twice - count) / 2.0);
        return ranks;
    }

    /// <summary>The rank of each value as a share of those that count, in steps of 2^-16.</summary>
    /// <param name="track">(N); NaN does not count.</param>
    /// <returns>(N); 0 where the track does not count.</returns>
    public static ushort[] Shares(ReadOnlySpan<float> track)
    {
        ushort[] ranks = new ushort[track.Length];
        Each(track, (at, twice, count) => ranks[at] = (ushort)(twice * 32_768 / count));
        return ranks;
    }

    /// <summary>Tells for each value that counts twice its mid-rank, and how many count.</summary>
    private static void Each(ReadOnlySpan<float> track, Action<int, long, long> tell)
    {
        float[] values = track.ToArray();
        int[] places = [.. Enumerable.Range(0, track.Length)];
        // What is no number comes first.
        Array.Sort(values, places);
        int from = 0;
        while (from < values.Length && float.IsNaN(values[from])) from++;
        int first = from, count = values.Length - first;
        while (from < values.Length)
        {
            int to = from + 1;
            while (to < values.Length && values[to] == values[from]) to++;
            long twice = (long)(from - first) + (to - first);
            for (int i = from; i < to; i++) tell(places[i], twice, count);
            from = to;
        }
    }
}
