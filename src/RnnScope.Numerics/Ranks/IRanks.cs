namespace RnnScope.Numerics.Ranks;

/// <summary>The processes that compute one thing together; each has a number, its rank.</summary>
/// <remarks>
/// Every method is a meeting: all ranks must call it, in the same order and with the same sizes, and it returns when all have come.
/// Used by one thread of a process.
/// </remarks>
public interface IRanks : IDisposable
{
    /// <summary>The number of this process.</summary>
    /// <value>0 to <see cref="Count"/> - 1; 0 writes files and speaks to people.</value>
    int Rank { get; }

    /// <summary>How many processes there are.</summary>
    /// <value>1 or more.</value>
    int Count { get; }

    /// <summary>Replaces each number by its sum over all ranks: the same bits on every rank, and each time that as many ranks sum the same numbers.</summary>
    /// <param name="values">As many on every rank.</param>
    void Sum(Span<float> values);

    /// <summary>Gives every rank what each of them has.</summary>
    /// <param name="mine">Of this rank; as many bytes on every rank.</param>
    /// <param name="all">Receives those of all ranks, in their order; <see cref="Count"/> times as many.</param>
    void Gather(ReadOnlySpan<byte> mine, Span<byte> all);

    /// <summary>Gives every rank what rank 0 has.</summary>
    /// <param name="values">As many on every rank; read on rank 0, replaced elsewhere.</param>
    void Broadcast(Span<byte> values);
}
