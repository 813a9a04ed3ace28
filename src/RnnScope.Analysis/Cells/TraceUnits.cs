using RnnScope.Engine.Tracing;

namespace RnnScope.Analysis.Cells;

/// <summary>The units of a recorded trace; logits and loss are no units and are left out.</summary>
/// <param name="trace">The trace; not owned.</param>
public sealed class TraceUnits(Trace trace) : IUnitValues
{
    /// <inheritdoc/>
    public int Characters => trace.Characters;

    /// <inheritdoc/>
    public IReadOnlyList<(string Site, int Width)> Sites { get; } =
        [.. trace.Sites.Where(site => site.Site is not (SiteName.Logits or SiteName.Loss))];

    /// <inheritdoc/>
    public void Read(string site, int from, int count, Span<float> destination) => trace.ReadRows(site, from, count, destination);
}
