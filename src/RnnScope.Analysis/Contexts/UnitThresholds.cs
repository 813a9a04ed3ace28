using RnnScope.Analysis.Statistics;
using RnnScope.Engine.Tracing;

namespace RnnScope.Analysis.Contexts;

/// <summary>The thresholds of all units of a trace, each from its own unit's values; those of a site are computed once.</summary>
/// <remarks>Many threads may ask at once. Of a long text, values at positions that are spread evenly over it are enough.</remarks>
/// <param name="trace">The trace; stays the caller's.</param>
public sealed class UnitThresholds(Trace trace)
{
    /// <summary>The most positions that are looked at.</summary>
    public const int MostPositions = 10_000;

    private const int FewestPositions = 1000, MostValues = 1 << 22;

    private readonly Dictionary<string, UnitThreshold[]> _sites = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>The trace.</summary>
    public Trace Trace { get; } = trace;

    /// <summary>The thresholds of a site, (width).</summary>
    /// <exception cref="SiteException">The trace has no such site.</exception>
    public ReadOnlySpan<UnitThreshold> Of(string site, CancellationToken cancellation = default)
    {
        lock (_lock)
        {
            if (_sites.TryGetValue(site, out UnitThreshold[]? known)) return known;
            int width = Trace.Width(site);
            int[] positions = SpreadPositions.Of(Trace.Characters, Math.Clamp(MostValues / width, FewestPositions, MostPositions));
            // One unit's values side by side, (width, positions): all of them are looked at several times.
            float[] row = new float[width], values = new float[width * positions.Length];
            for (int i = 0; i < positions.Length; i++)
            {
                if (i % FewestPositions == 0) cancellation.ThrowIfCancellationRequested();
                Trace.ReadRows(site, positions[i], 1, row);
                for (int unit = 0; unit < width; unit++) values[unit * positions.Length + i] = row[unit];
            }

            return _sites[site] = [.. Enumerable.Range(0, width).Select(unit => OtsuThreshold.Of(values.AsSpan(unit * positions.Length, positions.Length)))];
        }
    }
}
