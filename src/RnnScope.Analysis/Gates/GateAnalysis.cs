using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Engine.Tracing;

namespace RnnScope.Analysis.Gates;

/// <summary>Measures how gates are used: the saturation figure of Karpathy, Johnson and Fei-Fei 2015, for any unit.</summary>
/// <remarks>Counts while the network reads, in memory that does not grow with the text. See docs/gates.md.</remarks>
public static class GateAnalysis
{
    /// <summary>Lets a network read a text and counts.</summary>
    /// <param name="title">What people call the text.</param>
    /// <param name="network">The network; packed.</param>
    /// <param name="vocabulary">Its symbols.</param>
    /// <param name="ids">The text, at least one symbol.</param>
    /// <param name="limits">What the lists go by; null for the defaults.</param>
    /// <param name="threads">Threads to use; the result does not depend on it.</param>
    /// <param name="report">Hears how many symbols have been read.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="ArgumentException">There is no text, an id is not the vocabulary's, or a limit is out of range.</exception>
    public static GateResult Measure(
        string title, Network network, Vocabulary vocabulary, ReadOnlyMemory<ushort> ids, GateLimits? limits = null, int threads = 1,
        Action<long>? report = null, CancellationToken cancellation = default)
    {
        limits = (limits ?? new GateLimits()).Validated();
        TraceOptions reading = new() { Title = title, Threads = threads };
        return Count(network, vocabulary, new MemoryIds(ids), reading, report, cancellation).Result(network.Shape.Unit, limits, cancellation);
    }

    /// <summary>Lets a network read a text, or a shard of it, and counts.</summary>
    /// <param name="network">The network; packed.</param>
    /// <param name="vocabulary">Its symbols.</param>
    /// <param name="ids">The text, at least one symbol; may be larger than memory.</param>
    /// <param name="reading">How to read it, and what text and model are called; the sites are chosen here.</param>
    /// <param name="report">Hears how many symbols have been read.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="ArgumentException">There is no text, an id is not the vocabulary's, or there are more shards than segments.</exception>
    public static GateCounts Count(
        Network network, Vocabulary vocabulary, ISymbolIds ids, TraceOptions reading, Action<long>? report = null, CancellationToken cancellation = default)
    {
        NetworkShape shape = network.Shape;
        if (ids.Length is < 1 or > int.MaxValue) throw new ArgumentException($"expected a text of 1 to {int.MaxValue} symbols, found one of {ids.Length}");
        ReadingPlan plan = ReadingPlan.For(ids.Length, reading.Streams, reading.WarmUp);
        GateCounts counts = new(shape, new GateReading(reading.Title, reading.ModelHash, Tracer.TextHash(ids), plan), [reading.Shard ?? new Shard(1, 1)]);
        string output = GateCounts.OutputOf(shape.Unit);
        Dictionary<string, int> gateOf = UnitGates.Of(shape.Unit).Select((gate, index) => (gate.Name, index)).ToDictionary(StringComparer.Ordinal);
        TraceOptions options = reading with
        {
            Sites = [.. Enumerable.Range(0, shape.Layers).SelectMany(layer => gateOf.Keys.Append(output).Select(signal => SiteName.Of(layer, signal)))],
        };
        Tracer.Follow(network, vocabulary, ids, options, Receive, report, cancellation);
        return counts;

        void Receive(Site site, int from, ReadOnlySpan<float> rows)
        {
            string name = shape.Unit.Signals[site.Signal].Name;
            if (gateOf.TryGetValue(name, out int gate)) counts.Gates[site.Layer][gate].Add(rows);
            // A gate may be the output too.
            if (name == output) counts.Outputs[site.Layer].Add(from, rows);
        }
    }
}
