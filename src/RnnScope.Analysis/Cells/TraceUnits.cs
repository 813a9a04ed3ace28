using RnnScope.Engine.Tracing;

namespace RnnScope.Analysis.Cells;

/// <summary>The units of a recorded trace: some sites of the layers, or all of them, without logits and losses.</summary>
public sealed class TraceUnits : IUnitValues
{
    private readonly Trace _trace;

    /// <summary>Chooses sites.</summary>
    /// <param name="trace">The trace; stays the caller's.</param>
    /// <param name="sites">Names of sites; null for all that are of layers.</param>
    /// <exception cref="SiteException">The trace has no such site.</exception>
    public TraceUnits(Trace trace, IReadOnlyList<string>? sites = null)
    {
        _trace = trace;
        sites ??= [.. trace.Sites.Select(site => site.Site).Where(name => name.StartsWith("layers.", StringComparison.Ordinal))];
        Sites = [.. sites.Select(name => (name, trace.Width(name)))];
    }

    /// <inheritdoc/>
    public int Characters => _trace.Characters;

    /// <inheritdoc/>
    public IReadOnlyList<(string Site, int Width)> Sites { get; }

    /// <inheritdoc/>
    public void Read(string site, int from, int count, Span<float> destination) => _trace.ReadRows(site, from, count, destination);
}
