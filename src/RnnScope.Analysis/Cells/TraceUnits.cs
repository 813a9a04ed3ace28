using RnnScope.Engine.Tracing;

namespace RnnScope.Analysis.Cells;

/// <summary>The units of a recorded trace: every site of every layer, without logits and losses.</summary>
/// <param name="trace">The trace; stays the caller's.</param>
public sealed class TraceUnits(Trace trace) : IUnitValues
{
    /// <inheritdoc/>
    public int Characters => trace.Characters;

    /// <inheritdoc/>
    public IReadOnlyList<(string Site, int Width)> Sites { get; } =
        [.. trace.Sites.Where(site => site.Site.StartsWith("layers.", StringComparison.Ordinal))];

    /// <inheritdoc/>
    public void Read(string site, int from, int count, Span<float> destination) => trace.ReadRows(site, from, count, destination);
}
