using System.Runtime.InteropServices;

namespace RnnScope.Numerics.Ranks;

/// <summary>What can be said with the few words of <see cref="IRanks"/>.</summary>
public static class RankExtensions
{
    // Small meetings happen in every window; they allocate nothing.
    private const int OnTheStack = 4096;

    /// <summary>Whether this process writes files and speaks to people.</summary>
    public static bool IsFirst(this IRanks ranks) => ranks.Rank == 0;

    /// <summary>Gives every rank the value of each.</summary>
    /// <param name="ranks">The ranks.</param>
    /// <param name="mine">The value of this rank.</param>
    /// <param name="all">Receives one value a rank.</param>
    public static void Gather<T>(this IRanks ranks, T mine, Span<T> all) where T : unmanaged =>
        ranks.Gather(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in mine)), MemoryMarshal.AsBytes(all));

    /// <summary>The values of all ranks, in their order; a new array.</summary>
    public static T[] Gather<T>(this IRanks ranks, T mine) where T : unmanaged
    {
        var all = new T[ranks.Count];
        ranks.Gather(mine, all);
        return all;
    }

    /// <summary>A sum over all ranks, added in their order: the same bits everywhere.</summary>
    public static double Sum(this IRanks ranks, double mine)
    {
        if (ranks.Count == 1) return mine;
        Span<double> all = ranks.Count <= OnTheStack / sizeof(double) ? stackalloc double[ranks.Count] : new double[ranks.Count];
        ranks.Gather(mine, all);
        double sum = 0;
        foreach (double one in all) sum += one;
        return sum;
    }

    /// <summary>Whether any rank says so.</summary>
    public static bool Any(this IRanks ranks, bool mine)
    {
        if (ranks.Count == 1) return mine;
        Span<bool> all = ranks.Count <= OnTheStack ? stackalloc bool[ranks.Count] : new bool[ranks.Count];
        ranks.Gather(mine, all);
        return all.Contains(true);
    }

    /// <summary>Gives every rank the numbers of rank 0.</summary>
    public static void Broadcast<T>(this IRanks ranks, Span<T> values) where T : unmanaged => ranks.Broadcast(MemoryMarshal.AsBytes(values));

    /// <summary>The value of rank 0.</summary>
    public static T FromFirst<T>(this IRanks ranks, T value) where T : unmanaged
    {
        ranks.Broadcast(MemoryMarshal.AsBytes(new Span<T>(ref value)));
        return value;
    }
}
