namespace RnnScope.Numerics.Ranks;

/// <summary>A process that computes alone: nothing to wait for, nothing to add.</summary>
public sealed class OneRank : IRanks
{
    private OneRank()
    {
    }

    /// <summary>The only one.</summary>
    public static OneRank Instance { get; } = new();

    /// <inheritdoc/>
    public int Rank => 0;

    /// <inheritdoc/>
    public int Count => 1;

    /// <inheritdoc/>
    public void Sum(Span<float> values)
    {
    }

    /// <inheritdoc/>
    public void Gather(ReadOnlySpan<byte> mine, Span<byte> all) => mine.CopyTo(all);

    /// <inheritdoc/>
    public void Broadcast(Span<byte> values)
    {
    }

    /// <summary>Nothing to free.</summary>
    public void Dispose()
    {
    }
}
