using System.Numerics;
using System.Runtime.InteropServices;

namespace RnnScope.Analysis.Cells.Search;

/// <summary>A unit over a part of the text: the ranks of its values, and what turns them into a column of length 1.</summary>
/// <param name="Ranks">Ranks as shares of the part, in steps of 2^-16.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Scale">1 / sqrt(sum of squared differences from the mean); 0 for a unit that does not vary or has a value that is no number.</param>
internal readonly record struct RankedColumn(ushort[] Ranks, double Mean, double Scale)
{
    /// <summary>Whether the unit can go with anything.</summary>
    public bool Varies => Scale > 0;

    /// <summary>Standard deviation of the ranks as shares, times the square root of how many there are.</summary>
    public double Spread => Scale > 0 ? 1 / (Scale * HalfKeys.Count) : 0;

    /// <summary>Replaces keys by their ranks.</summary>
    /// <param name="keys">The keys; are the ranks afterwards.</param>
    /// <param name="table">Room to count in.</param>
    public static RankedColumn InPlace(ushort[] keys, RankTable table)
    {
        table.Recount(keys);
        ushort[] ranks = new ushort[HalfKeys.Count];
        table.Shares(ranks);
        double sum = 0, squares = 0;
        for (int key = 0; key < ranks.Length; key++)
        {
            if (table.Counts[key] == 0) continue;
            sum += (double)table.Counts[key] * ranks[key];
            squares += (double)table.Counts[key] * ranks[key] * ranks[key];
        }

        for (int i = 0; i < keys.Length; i++) keys[i] = ranks[keys[i]];
        double mean = sum / Math.Max(1, keys.Length), variance = squares - sum * mean;
        return new RankedColumn(keys, mean, table.IsNumbers && table.Varies && variance > 0 ? 1 / Math.Sqrt(variance) : 0);
    }

    /// <summary>The column of mean 0 and length 1, over a stretch of the part.</summary>
    /// <param name="from">The first symbol of the stretch.</param>
    /// <param name="destination">Receives as many numbers as it is long.</param>
    public void Normalised(int from, Span<float> destination)
    {
        ReadOnlySpan<ushort> ranks = Ranks.AsSpan(from, destination.Length);
        float mean = (float)Mean, scale = (float)Scale;
        ReadOnlySpan<Vector<ushort>> vectors = MemoryMarshal.Cast<ushort, Vector<ushort>>(ranks);
        Span<Vector<float>> results = MemoryMarshal.Cast<float, Vector<float>>(destination);
        Vector<float> means = new(mean);
        for (int i = 0; i < vectors.Length; i++)
        {
            Vector.Widen(vectors[i], out Vector<uint> low, out Vector<uint> high);
            results[2 * i] = (Vector.ConvertToSingle(Vector.AsVectorInt32(low)) - means) * scale;
            results[2 * i + 1] = (Vector.ConvertToSingle(Vector.AsVectorInt32(high)) - means) * scale;
        }

        for (int i = vectors.Length * Vector<ushort>.Count; i < ranks.Length; i++) destination[i] = (ranks[i] - mean) * scale;
    }
}
