using RnnScope.Analysis.Gates;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Engine.Tracing;
using RnnScope.Engine.Units;
using RnnScope.Numerics;

namespace RnnScope.Analysis.Tests.Gates;

public sealed class GateAnalysisTests
{
    private const int Units = 6, Layers = 2;

    private static Vocabulary Letters { get; } = Vocabulary.From(SymbolReader.Codes("abcdefgh", SymbolKind.Characters), SymbolKind.Characters);

    [Theory]
    [InlineData("lstm")]
    [InlineData("gru")]
    [InlineData("nested-lstm")]
    public void Measure_AnyGatedUnit_CountsAsTheTraceSays(string unit)
    {
        using Network network = Random(unit, 3);
        ushort[] text = Text(700);
        GateResult result = GateAnalysis.Measure("letters", network, Letters, text);
        using MemoryTrace trace = Tracer.Read(network, Letters, text, new TraceOptions());
        Assert.Equal(Layers * UnitGates.Of(network.Shape.Unit).Count, result.Gates.Count);
        float[] column = new float[text.Length];
        foreach (GateDot dot in result.Gates.SelectMany(gate => gate.Dots))
        {
            trace.ReadColumn($"layers.{dot.Layer}.{dot.Gate}", dot.Unit, 0, column);
            Assert.Equal(column.Count(value => value < 0.1f) / 700.0, dot.Left);
            Assert.Equal(column.Count(value => value > 0.9f) / 700.0, dot.Right);
        }

        Assert.Contains(result.Gates.SelectMany(gate => gate.Dots), dot => dot.Left is > 0 and < 1 && dot.Right is > 0 and < 1);
    }

    [Fact]
    public void Measure_PlantedUnits_AreFound()
    {
        using Network network = Random("lstm", 1);
        Fix(network, 0, "f", unit: 0, bias: 9);
        Fix(network, 0, "f", unit: 1, bias: -9);
        Fix(network, 1, "i", unit: 2, bias: 9);
        Fix(network, 1, "o", unit: 3, bias: -9);
        Twin(network, layer: 0, unit: 2, twin: 5, sign: 1);
        Twin(network, layer: 1, unit: 0, twin: 4, sign: -1);
        network.Pack();
        GateResult result = GateAnalysis.Measure("letters", network, Letters, Text(2000));
        Assert.Equal(new GateDot(0, "f", 0, 0, 1), Assert.Single(result.Integrators));
        Assert.Equal(new GateDot(0, "f", 1, 1, 0), Assert.Single(result.FeedForward));
        Assert.Equal(new GateDot(1, "i", 2, 0, 1), Assert.Single(result.AlwaysOpen));
        Assert.Equal(new GateDot(1, "o", 3, 1, 0), Assert.Single(result.AlwaysShut));
        DeadUnit dead = Assert.Single(result.Dead);
        Assert.Equal((1, 3), (dead.Layer, dead.Unit));
        Assert.InRange(dead.Maximum - dead.Minimum, 1e-6, 1e-3);
        Assert.Equal([(0, 2, 5), (1, 0, 4)], result.Duplicates.Select(pair => (pair.Layer, pair.Unit, pair.Other)));
        Assert.Equal([1, -1], result.Duplicates.Select(pair => Math.Round(pair.Correlation, 6)));
        Assert.Equal(2, result.DuplicatePairs);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(5, 3)]
    [InlineData(9, 2)]
    public void Count_AllShards_AddUpToTheWholeText(int shards, int threads)
    {
        using Network network = Random("lstm", 3);
        MemoryIds text = new(Text(5000));
        TraceOptions reading = new() { Streams = 9, WarmUp = 30, Threads = threads };
        GateResult whole = GateAnalysis.Count(network, Letters, text, reading).Result(network.Shape.Unit, new GateLimits { Duplicate = 0.1 });
        // In any order.
        GateCounts[] parts = [.. Enumerable.Range(1, shards).Reverse().Select(number => GateAnalysis.Count(network, Letters, text, reading with { Shard = new Shard(number, shards) }))];
        foreach (GateCounts part in parts[1..])
        {
            Assert.Throws<ArgumentException>(() => Shard.RequireAll(parts[0].Shards));
            parts[0].Add(part);
        }

        Shard.RequireAll(parts[0].Shards);
        GateResult merged = parts[0].Result(network.Shape.Unit, new GateLimits { Duplicate = 0.1 });
        Assert.Equal(whole.Gates.SelectMany(gate => gate.Dots), merged.Gates.SelectMany(gate => gate.Dots));
        Assert.NotEmpty(whole.Duplicates);
        Assert.Equal(whole.Duplicates, merged.Duplicates);
        Assert.Equal(whole.Dead, merged.Dead);
        Assert.Equal((whole.Characters, whole.DuplicatePairs, whole.ComparedCharacters), (merged.Characters, merged.DuplicatePairs, merged.ComparedCharacters));
        Assert.Throws<ArgumentException>(() => parts[0].Add(parts[1]));
    }

    [Fact]
    public void Measure_GruThatKeeps_IsAnIntegratorByItsLeftSide()
    {
        using Network network = Random("gru", 1);
        Fix(network, 1, "z", unit: 4, bias: -9);
        network.Pack();
        GateResult result = GateAnalysis.Measure("letters", network, Letters, Text(500));
        Assert.Equal(new GateDot(1, "z", 4, 1, 0), Assert.Single(result.Integrators));
        Assert.Empty(result.AlwaysShut);
    }

    [Theory]
    [InlineData("lstm")]
    [InlineData("rnn")]
    public void Measure_OrdinaryNetwork_ListsNothing(string unit)
    {
        using Network network = Random(unit, 1);
        GateResult result = GateAnalysis.Measure("letters", network, Letters, Text(2000));
        Assert.Empty(result.Integrators.Concat(result.FeedForward).Concat(result.AlwaysOpen).Concat(result.AlwaysShut));
        Assert.Empty(result.Dead);
        Assert.Empty(result.Duplicates);
        Assert.Equal(unit == "rnn" ? 0 : 6, result.Gates.Count);
    }

    [Fact]
    public void Measure_AnyThreads_GivesTheSame()
    {
        using Network network = Random("lstm", 2);
        // Long enough to be read in segments, and to be sampled.
        ushort[] text = Text(30_000);
        GateLimits low = new() { Duplicate = 0.1 };
        GateResult[] results = [.. new[] { 1, 3 }.Select(threads => GateAnalysis.Measure("letters", network, Letters, text, low, threads))];
        Assert.InRange(results[0].ComparedCharacters, 9_900, 10_100);
        Assert.NotEmpty(results[0].Duplicates);
        Assert.Equal(results[0].Duplicates, results[1].Duplicates);
        Assert.Equal(results[0].Gates.SelectMany(gate => gate.Dots), results[1].Gates.SelectMany(gate => gate.Dots));
    }

    [Theory]
    [InlineData(0.5, 0.9)]
    [InlineData(1.1, 0.9)]
    [InlineData(double.NaN, 0.9)]
    [InlineData(0.9, 0)]
    public void Measure_LimitOutOfRange_IsRefused(double nearly, double duplicate)
    {
        using Network network = Random("lstm", 1);
        Assert.Throws<ArgumentException>(() => GateAnalysis.Measure(
            "letters", network, Letters, Text(10), new GateLimits { Nearly = nearly, Duplicate = duplicate }));
    }

    private static ushort[] Text(int characters)
    {
        Rng rng = new(5);
        return [.. Enumerable.Range(0, characters).Select(_ => (ushort)rng.NextInt(Letters.UnknownId))];
    }

    private static Network Random(string unit, float bound)
    {
        Network network = new(new NetworkShape(BuiltInUnits.Resolve(unit), Layers, Units, Letters.Count));
        network.Parameters.Randomize(new Rng(7), bound);
        network.Pack();
        return network;
    }

    /// <summary>Makes a gate of a unit depend on nothing.</summary>
    private static void Fix(Network network, int layer, string gate, int unit, float bias)
    {
        foreach (ParameterTensor tensor in Of(network, layer).Where(tensor => tensor.Name.StartsWith($"layers.{layer}.{gate}.", StringComparison.Ordinal)))
        {
            Span<float> values = network.Parameters.Values(tensor);
            for (int at = unit; at < values.Length; at += Units) values[at] = tensor.Name.EndsWith(".bias", StringComparison.Ordinal) ? bias : 0;
        }
    }

    /// <summary>Gives a unit the weights of another; with the sign -1, the opposite candidate and so the opposite output.</summary>
    private static void Twin(Network network, int layer, int unit, int twin, int sign)
    {
        foreach (ParameterTensor tensor in Of(network, layer))
        {
            int factor = tensor.Name.StartsWith($"layers.{layer}.g.", StringComparison.Ordinal) ? sign : 1;
            Span<float> values = network.Parameters.Values(tensor);
            for (int row = 0; row < values.Length; row += Units) values[row + twin] = factor * values[row + unit];
        }
    }

    private static IEnumerable<ParameterTensor> Of(Network network, int layer) =>
        network.Parameters.Tensors.Where(tensor => tensor.Name.StartsWith($"layers.{layer}.", StringComparison.Ordinal));
}
