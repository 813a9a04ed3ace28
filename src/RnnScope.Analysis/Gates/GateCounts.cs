using RnnScope.Analysis.Statistics;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Tracing;
using RnnScope.Engine.Units;

namespace RnnScope.Analysis.Gates;

/// <summary>What was counted over shards of a text. Counts of all shards, added up, are those of the text read in one piece, bit for bit.</summary>
public sealed class GateCounts
{
    private const int MostRows = 10_000;
    private const int MostKept = 1 << 24;

    private readonly List<Shard> _shards;

    internal GateCounts(NetworkShape shape, GateReading reading, IReadOnlyList<Shard> shards)
    {
        (Reading, Layers, Units) = (reading, shape.Layers, shape.Units);
        _shards = [.. shards];
        Positions = SpreadPositions.Of((int)reading.Plan.Characters, Math.Clamp(MostKept / (Layers * Units), 1, MostRows));
        int gates = UnitGates.Of(shape.Unit).Count;
        Gates = [.. Enumerable.Range(0, Layers).Select(_ => Enumerable.Range(0, gates).Select(_ => new SaturationCount(Units)).ToArray())];
        Outputs = [.. Enumerable.Range(0, Layers).Select(_ => new OutputRecord(Units, Positions))];
    }

    /// <summary>What was read, and how.</summary>
    public GateReading Reading { get; }

    /// <summary>The shards that have been counted.</summary>
    public IReadOnlyList<Shard> Shards => _shards;

    internal int Layers { get; }

    internal int Units { get; }

    internal int[] Positions { get; }

    /// <summary>For each layer, for each gate.</summary>
    internal SaturationCount[][] Gates { get; }

    /// <summary>For each layer.</summary>
    internal OutputRecord[] Outputs { get; }

    /// <summary>Adds other shards of the same reading.</summary>
    /// <exception cref="ArgumentException">They are of another text, model or division, or have been counted already.</exception>
    public void Add(GateCounts other)
    {
        // The file may have another name on another machine.
        if (other.Reading with { Title = Reading.Title } != Reading) throw new ArgumentException($"expected a shard of {Reading.Describe()}, found one of {other.Reading.Describe()}");
        if (other.Layers != Layers || other.Units != Units) throw new ArgumentException($"expected {Layers} x {Units} units, found {other.Layers} x {other.Units}");
        foreach (Shard shard in other._shards)
        {
            if (shard.Count != _shards[0].Count) throw new ArgumentException($"expected one of {_shards[0].Count} shards, found {shard}");
            if (_shards.Contains(shard)) throw new ArgumentException($"expected each shard once, found {shard} twice");
        }

        for (int layer = 0; layer < Layers; layer++)
        {
            for (int gate = 0; gate < Gates[layer].Length; gate++) Gates[layer][gate].Add(other.Gates[layer][gate]);
            foreach (Shard shard in other._shards)
            {
                (long from, long to) = shard.Symbols(Reading.Plan);
                Outputs[layer].Add(other.Outputs[layer], from, to);
            }
        }

        _shards.AddRange(other._shards);
    }

    /// <summary>The analysis of the whole text.</summary>
    /// <param name="unit">The network's unit.</param>
    /// <param name="limits">What the lists go by.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="ArgumentException">Shards are missing; names them.</exception>
    public GateResult Result(UnitGraph unit, GateLimits limits, CancellationToken cancellation = default)
    {
        Shard.RequireAll(_shards);
        IReadOnlyList<Gate> gates = UnitGates.Of(unit);
        int characters = (int)Reading.Plan.Characters;
        List<DuplicateUnits> duplicates = [];
        long pairs = 0;
        for (int layer = 0; layer < Layers; layer++)
        {
            (IReadOnlyList<DuplicateUnits> found, long all) = DuplicateSearch.Find(layer, Units, Outputs[layer].Kept, limits.Duplicate, cancellation);
            duplicates.AddRange(found);
            pairs += all;
        }

        return new GateResult(
            Reading.Title, characters, unit.Name, Layers, Units, limits,
            [.. Gates.SelectMany((row, layer) => row.Select((count, gate) => count.Of(layer, gates[gate], characters)))],
            [.. Outputs.SelectMany((record, layer) => record.Dead(layer, limits.DeadRange))], duplicates, pairs, Positions.Length);
    }

    /// <summary>The signal that leaves the layer.</summary>
    internal static string OutputOf(UnitGraph unit) => unit.Signals.Single(signal => signal.State == 0).Name;
}

/// <summary>What was read, and how: shards go together when it is the same.</summary>
/// <param name="Title">What people call the text.</param>
/// <param name="ModelHash">SHA-256 of the model file.</param>
/// <param name="TextHash">SHA-256 of the whole text's ids.</param>
/// <param name="Plan">The segments of the whole text.</param>
public sealed record GateReading(string Title, string ModelHash, string TextHash, ReadingPlan Plan)
{
    internal string Describe() => FormattableString.Invariant(
        $"{Title} ({Plan.Characters} symbols in {Plan.Streams} segments warmed up on {Plan.WarmUp}, text {Short(TextHash)}, model {Short(ModelHash)})");

    private static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;
}
