namespace RnnScope.Analysis.Statistics;

/// <summary>Picks positions that are spread evenly over a text, without a period that lines or blocks of it might have too.</summary>
internal static class SpreadPositions
{
    // 2^32 over the golden ratio: multiples of it, modulo 2^32, fill every range evenly (Weyl 1916).
    private const uint Golden = 2_654_435_769;

    /// <summary>About so many positions of a text, all where there are no more.</summary>
    /// <returns>Ascending.</returns>
    public static int[] Of(int characters, int wanted)
    {
        if (characters <= wanted) return [.. Enumerable.Range(0, characters)];
        uint below = (uint)((ulong)wanted * (1UL << 32) / (ulong)characters);
        List<int> positions = new(wanted + 64);
        for (int position = 0; position < characters; position++)
        {
            if (unchecked((uint)position * Golden) < below) positions.Add(position);
        }

        return [.. positions];
    }
}
