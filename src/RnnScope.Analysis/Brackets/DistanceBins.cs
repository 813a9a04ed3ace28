namespace RnnScope.Analysis.Brackets;

/// <summary>Distances in bins that grow with them, two for each doubling: 1, 2, 3, 4-5, 6-7, 8-11, 12-15, 16-23, ...</summary>
public static class DistanceBins
{
    /// <summary>How many bins there are; all distances that a text can have are in one.</summary>
    public const int Count = 61;

    /// <summary>The bin of a distance.</summary>
    /// <param name="distance">At least 1.</param>
    public static int Of(int distance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(distance, 1);
        int octave = int.Log2(distance);
        // Halves of an octave begin at 2^k and at 3 2^(k - 1); the octave of 1 has one distance only.
        return octave == 0 ? 0 : 2 * octave - 1 + ((distance >> (octave - 1)) & 1);
    }

    /// <summary>The smallest distance of a bin.</summary>
    public static int First(int bin) => bin == 0 ? 1 : (bin & 1) == 1 ? 1 << ((bin + 1) / 2) : 3 << (bin / 2 - 1);

    /// <summary>The largest distance of a bin.</summary>
    public static int Last(int bin) => bin == Count - 1 ? int.MaxValue : First(bin + 1) - 1;
}
