using System.Collections.Concurrent;
using RnnScope.Analysis.Gates;
using RnnScope.Engine.Tracing;

namespace RnnScope.Server;

/// <summary>How often the gates of a text are saturated; each is counted when it is first asked for.</summary>
/// <param name="trace">The text.</param>
internal sealed class TextGates(Trace trace)
{
    private readonly ConcurrentDictionary<string, float[]> _counted = new(StringComparer.Ordinal);

    /// <summary>The shares of one site, as <see cref="TraceSaturation.Of"/> has them.</summary>
    public float[] Of(string site, CancellationToken cancellation) =>
        _counted.GetOrAdd(site, name => TraceSaturation.Of(trace, name, cancellation));
}
