using RnnScope.Engine.Tracing;

namespace RnnScope.Analysis.Gates;

/// <summary>How often each unit of a recorded gate is saturated: the dots of one gate of one layer.</summary>
/// <remarks>What <see cref="GateAnalysis"/> counts while a network reads, counted over what a trace holds. See docs/gates.md.</remarks>
public static class TraceSaturation
{
    /// <summary>Of longer texts, so many symbols from the beginning are counted.</summary>
    public const int Longest = 1_000_000;

    private const int BlockFloats = 1 << 20;

    /// <summary>Counts.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="site">A site whose values lie between 0 and 1.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>(H, 2), for each unit the share of the symbols at which it is left-saturated, then right-saturated.</returns>
    /// <exception cref="SiteException">The trace has no such site.</exception>
    public static float[] Of(Trace trace, string site, CancellationToken cancellation = default)
    {
        int width = trace.Width(site), characters = Math.Min(trace.Characters, Longest);
        int block = Math.Clamp(BlockFloats / width, 1, Math.Max(1, characters));
        float[] rows = new float[block * width];
        SaturationCount count = new(width);
        for (int from = 0; from < characters; from += block)
        {
            cancellation.ThrowIfCancellationRequested();
            Span<float> part = rows.AsSpan(0, Math.Min(block, characters - from) * width);
            trace.ReadRows(site, from, part.Length / width, part);
            count.Add(part);
        }

        (double[] left, double[] right) = count.Shares(characters);
        return [.. left.Zip(right).SelectMany(pair => new[] { (float)pair.First, (float)pair.Second })];
    }
}
