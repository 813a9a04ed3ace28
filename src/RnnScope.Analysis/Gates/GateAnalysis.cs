using RnnScope.Analysis.Statistics;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Engine.Tracing;

namespace RnnScope.Analysis.Gates;

/// <summary>Measures how gates are used: the saturation figure of Karpathy, Johnson and Fei-Fei 2015, for any unit.</summary>
/// <remarks>Counts while the network reads, in memory that does not grow with the text. See docs/gates.md.</remarks>
public static class GateAnalysis
{
    private const int MostRows = 10_000;
    private const int MostKept = 1 << 24;

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
        NetworkShape shape = network.Shape;
        IReadOnlyList<Gate> gates = UnitGates.Of(shape.Unit);
        string output = shape.Unit.Signals.Single(signal => signal.State == 0).Name;
        int[] positions = SpreadPositions.Of(ids.Length, Math.Clamp(MostKept / (shape.Layers * shape.Units), 1, MostRows));
        SaturationCount[][] counts = PerLayer(shape, _ => gates.Select(_ => new SaturationCount(shape.Units)).ToArray());
        OutputRecord[] outputs = PerLayer(shape, _ => new OutputRecord(shape.Units, positions));
        Dictionary<string, int> gateOf = gates.Select((gate, index) => (gate.Name, index)).ToDictionary(StringComparer.Ordinal);
        Tracer.Follow(network, vocabulary, ids, Options(shape, [.. gateOf.Keys, output], threads), Receive, report, cancellation);

        List<DuplicateUnits> duplicates = [];
        long pairs = 0;
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            (IReadOnlyList<DuplicateUnits> found, long all) =
                DuplicateSearch.Find(layer, shape.Units, outputs[layer].Kept, limits.Duplicate, cancellation);
            duplicates.AddRange(found);
            pairs += all;
        }

        return new GateResult(
            title, ids.Length, shape.Unit.Name, shape.Layers, shape.Units, limits,
            [.. counts.SelectMany((row, layer) => row.Select((count, gate) => count.Of(layer, gates[gate], ids.Length)))],
            [.. outputs.SelectMany((record, layer) => record.Dead(layer, limits.DeadRange))], duplicates, pairs, positions.Length);

        void Receive(Site site, int from, ReadOnlySpan<float> rows)
        {
            string name = shape.Unit.Signals[site.Signal].Name;
            if (gateOf.TryGetValue(name, out int gate)) counts[site.Layer][gate].Add(rows);
            // A gate may be the output too.
            if (name == output) outputs[site.Layer].Add(from, rows);
        }
    }

    private static TraceOptions Options(NetworkShape shape, IReadOnlyList<string> signals, int threads) => new()
    {
        Sites = [.. Enumerable.Range(0, shape.Layers).SelectMany(layer => signals.Select(signal => SiteName.Of(layer, signal)))],
        Threads = threads,
    };

    private static T[] PerLayer<T>(NetworkShape shape, Func<int, T> make) => [.. Enumerable.Range(0, shape.Layers).Select(make)];
}
