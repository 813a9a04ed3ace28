using RnnScope.Analysis.Memory;
using RnnScope.Analysis.NGrams;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Engine.Tracing;
using RnnScope.Engine.Units;
using RnnScope.Numerics;

namespace RnnScope.Analysis.Tests.Memory;

public sealed class MemoryAnalysisTests
{
    private const int Copied = 8;

    private static Vocabulary Letters { get; } = Vocabulary.From(SymbolReader.Codes("abcdefgh", SymbolKind.Characters), SymbolKind.Characters);

    [Fact]
    public void Measure_NetworkThatCopies_ShowsExactlyThatDistance()
    {
        using Network network = Copier();
        ushort[] training = Copies(20_000, seed: 1), ids = Copies(3000, seed: 2);
        MemoryOptions options = new() { Contexts = [1, 2, 5, 7, 8, 9, 20], Positions = 400, Connectivity = new() { Horizon = 30 } };
        NGramModel ngrams = NGramModel.Train(training, Letters.Count, 9);
        MemoryResult result = MemoryAnalysis.Measure("copies", network, Letters, ids, options, ngrams, [6, 7, 8, 9]);

        // The symbol after the one read last was seen Copied symbols before it: Copied - 1 before the one read last.
        Assert.Equal(1, result.Connectivity.Distances[Copied - 1].Share, 1e-12);
        Assert.All(result.Connectivity.Distances.Where(row => row.Distance != Copied - 1), row => Assert.Equal(0, row.NineTenths));
        Assert.Equal(0, result.Connectivity.Remaining.Estimate);
        Assert.Equal(Copied, result.Horizon.Used);
        Assert.InRange(result.Horizon.FullLoss.Estimate, 0.1, 0.6);
        Assert.All(result.Horizon.Contexts, row => Assert.Equal(row.Symbols < Copied, row.Lost.Low > 1));
        Assert.All(result.Horizon.Contexts.Where(row => row.Symbols >= Copied), row => Assert.InRange(row.Lost.Estimate, -1e-6, 1e-6));
        // Nine neighbours in a row are too rare to be counted: no n-gram model gets near.
        Assert.True(result.Horizon.Worth is { IsBetterThanAll: true });
    }

    [Fact]
    public void Measure_TextWithNothingToFind_FindsNothing()
    {
        using Network network = Random("lstm", 0.05f);
        Rng rng = new(4);
        ushort[] ids = [.. Enumerable.Range(0, 4000).Select(_ => (ushort)rng.NextInt(8))];
        MemoryResult result = MemoryAnalysis.Measure(
            "noise", network, Letters, ids, new() { Positions = 600, Contexts = [1, 2, 5, 10], Connectivity = new() { Horizon = 20 } },
            NGramModel.Train(ids.AsSpan(0, 2000), Letters.Count, 2), [0, 1, 2]);
        Assert.Equal(1, result.Horizon.Used);
        Assert.All(result.Horizon.Contexts, row => Assert.InRange(row.Lost.Estimate, -0.01, 0.01));
        Assert.Equal(0, Assert.Single(result.Connectivity.Classes, row => row.Class == CharacterClass.Letter).Ratio.Estimate - 1, 1e-9);
        // Far back is nothing: gates that are half open halve what they hold with every symbol.
        Assert.InRange(result.Connectivity.Remaining.High, 0, 1e-4);
        Assert.InRange(result.Connectivity.Distances.MaxBy(row => row.Median)!.Distance, 0, 1);
    }

    [Theory]
    [InlineData("lstm")]
    [InlineData("gru")]
    public void Measure_AllPositions_AgreesWithTheMatrixAndWithSlowReading(string unit)
    {
        using Network network = Random(unit, 0.6f);
        ushort[] ids = Copies(400, seed: 3);
        MemoryOptions options = new() { Positions = 1000, Contexts = [1, 3, 40], Connectivity = new() { Horizon = 25, Threads = 2 } };
        MemoryResult result = MemoryAnalysis.Measure("text", network, Letters, ids, options);
        Assert.Equal(Enumerable.Range(40, 359), result.Positions);

        ConnectivityMatrix matrix = ConnectivityAnalysis.Measure("text", network, ids, options.Connectivity);
        ConnectivityRow[] rows = [.. result.Positions.Select(position => matrix.Rows[position])];
        foreach (DistanceConnectivity distance in result.Connectivity.Distances)
        {
            double[] sorted = [.. rows.Select(row => (double)row.Of(row.Position - distance.Distance)).Order()];
            Assert.Equal(sorted[(int)Math.Round(0.5 * (sorted.Length - 1))], distance.Median);
            Assert.Equal(rows.Average(row => row.Of(row.Position - distance.Distance) / row.Norms.Sum(norm => (double)norm)), distance.Share, 1e-9);
        }

        Assert.Equal(rows.Average(row => row.Remaining), result.Connectivity.Remaining.Estimate, 1e-9);
        Assert.Equal(1, result.Connectivity.Distances.Sum(row => row.Share), 1e-9);
        Assert.Equal(1, result.Connectivity.Classes.Sum(row => row.Share.Estimate), 1e-9);

        float[] losses = Tracer.Losses(network, Letters, ids, new TraceOptions());
        Assert.Equal(result.Positions.Average(position => losses[position + 1]), result.Horizon.FullLoss.Estimate, 1e-6);
        foreach (ContextLoss row in result.Horizon.Contexts)
            Assert.Equal(result.Positions.Average(position => Slowly(network, ids, position, row.Symbols)), row.Loss.Estimate, 1e-9);
    }

    [Fact]
    public void Measure_AnyThreads_GivesTheSame()
    {
        using Network network = Random("nested-lstm", 0.6f);
        // Long enough to be read in segments.
        ushort[] ids = Copies(25_000, seed: 3);
        MemoryOptions options = new() { Positions = 50, Contexts = [1, 10], Connectivity = new() { Horizon = 12 } };
        MemoryResult one = MemoryAnalysis.Measure("text", network, Letters, ids, options);
        MemoryResult three = MemoryAnalysis.Measure("text", network, Letters, ids, options with { Connectivity = options.Connectivity with { Threads = 3 } });
        Assert.Equal(one.Connectivity.Distances, three.Connectivity.Distances);
        Assert.Equal(one.Connectivity.Words, three.Connectivity.Words);
        Assert.Equal(one.Horizon.Contexts, three.Horizon.Contexts);
        Assert.Equal(one.Units.SelectMany(layer => layer.Gates.SelectMany(gate => gate.Symbols)), three.Units.SelectMany(layer => layer.Gates.SelectMany(gate => gate.Symbols)));
        Assert.Equal(one.Units.SelectMany(layer => layer.Autocorrelation), three.Units.SelectMany(layer => layer.Autocorrelation));
    }

    [Fact]
    public void Measure_UnitsThatKeep_HaveTheLengthTheyWereGiven()
    {
        using Network network = Random("lstm", 0.3f);
        Fix(network, "f", unit: 1, gate: 0.95);
        Fix(network, "f", unit: 2, gate: 0.5);
        using Network gru = Random("gru", 0.3f);
        Fix(gru, "z", unit: 1, gate: 0.02);
        using Network rnn = Random("rnn", 0.3f);
        Rng rng = new(5);
        ushort[] ids = [.. Enumerable.Range(0, 6000).Select(_ => (ushort)rng.NextInt(8))];
        MemoryOptions options = new() { Positions = 20, Contexts = [1], Connectivity = new() { Horizon = 2 } };
        UnitMemory layer = MemoryAnalysis.Measure("text", network, Letters, ids, options).Units[0];
        Assert.Equal("f", Assert.Single(layer.Gates).Gate);
        Assert.Equal(-1 / Math.Log(0.95), layer.Gates[0].Symbols[1], 1e-3);
        Assert.Equal(-1 / Math.Log(0.5), layer.Gates[0].Symbols[2], 1e-3);
        // A shut update gate keeps: h' = 0.98 h + 0.02 n of noise has an autocorrelation of 0.98 to the power of the lag.
        layer = MemoryAnalysis.Measure("text", gru, Letters, ids, options).Units[0];
        Assert.Equal(-1 / Math.Log(0.98), layer.Gates[0].Symbols[1], 0.1);
        Assert.InRange(layer.Autocorrelation[1], 30, 75);
        Assert.Empty(MemoryAnalysis.Measure("text", rnn, Letters, ids, options).Units[0].Gates);
    }

    [Fact]
    public void Measure_Places_AreTheOnlyPositions()
    {
        using Network network = Random("gru", 0.6f);
        ushort[] ids = Copies(400, seed: 3);
        MemoryOptions options = new() { Places = [4, 39, 77, 150, 398], Contexts = [1, 40], Connectivity = new() { Horizon = 25 } };
        MemoryResult result = MemoryAnalysis.Measure("text", network, Letters, ids, options);
        // Before 39 there are 39 symbols and itself: as many as the longest context.
        Assert.Equal([77, 150, 398], result.Positions);
        Assert.Equal(result.Positions.Average(position => Slowly(network, ids, position, 40)), result.Horizon.Contexts[1].Loss.Estimate, 1e-9);
        foreach ((int[] places, string message) in new[] { (new[] { 4 }, "found none"), ([90, 80], "found 80"), ([90, 399], "found 399") })
            Assert.Contains(message, Assert.Throws<ArgumentException>(() => MemoryAnalysis.Measure("text", network, Letters, ids, options with { Places = places })).Message);
    }

    [Fact]
    public void Measure_ShortText_CutsTheHorizonAndLeavesContextsOut()
    {
        using Network network = Random("rnn", 0.3f);
        MemoryResult result = MemoryAnalysis.Measure("text", network, Letters, Copies(MemoryAnalysis.FewestCharacters, seed: 1));
        Assert.Equal(19, result.Connectivity.Horizon);
        Assert.Equal([1, 2, 5, 10, 20], result.Horizon.Contexts.Select(row => row.Symbols));
        Assert.Null(result.Horizon.Worth);
        using Network words = new(network.Shape with { Words = 5 });
        Assert.Contains("found one that predicts words", Assert.Throws<ArgumentException>(() => MemoryAnalysis.Measure("text", words, Letters, Copies(99, seed: 1))).Message);
        Assert.Contains("at least 40 symbols", Assert.Throws<ArgumentException>(() => MemoryAnalysis.Measure("text", network, Letters, Copies(39, seed: 1))).Message);
        Assert.Contains("contexts: expected", Assert.Throws<ArgumentException>(() => MemoryAnalysis.Measure("text", network, Letters, Copies(99, seed: 1), new() { Contexts = [3, 3] })).Message);
        Assert.Contains("horizon: expected at most 10000", Assert.Throws<ArgumentException>(() => MemoryAnalysis.Measure("text", network, Letters, Copies(99, seed: 1), new() { Connectivity = new() { Horizon = 10_001 } })).Message);
        Assert.Contains("positions: expected", Assert.Throws<ArgumentException>(() => MemoryAnalysis.Measure("text", network, Letters, Copies(99, seed: 1), new() { Positions = 1 })).Message);
    }

    [Fact]
    public void Measure_Classes_AreThoseOfTheText()
    {
        const string text = "in 1812 the army, tired and cold,\nwent home; nobody knew why.\n";
        string whole = string.Concat(Enumerable.Repeat(text, 20));
        Vocabulary vocabulary = Vocabulary.From(SymbolReader.Codes(whole, SymbolKind.Characters), SymbolKind.Characters);
        using Network network = new(new NetworkShape(BuiltInUnits.Resolve("rnn"), 1, 6, vocabulary.Count));
        network.Parameters.Randomize(new Rng(2), 0.4f);
        network.Pack();
        MemoryResult result = MemoryAnalysis.Measure("text", network, vocabulary, vocabulary.Encode(SymbolReader.Codes(whole, SymbolKind.Characters)), new() { Connectivity = new() { Horizon = text.Length - 1 } });
        Assert.Equal(
            [CharacterClass.Letter, CharacterClass.Digit, CharacterClass.Space, CharacterClass.Punctuation, CharacterClass.Newline],
            result.Connectivity.Classes.Select(row => row.Class));
        // A horizon of one period sees each symbol once.
        Assert.Equal([42, 4, 10, 4, 2], result.Connectivity.Classes.Select(row => Math.Round(row.Symbols * text.Length, 9)));
        Assert.Equal(1, result.Connectivity.Classes.Sum(row => row.Expected), 1e-9);
        // Words have up to six letters; the first letter of one has the whole past outside, the later ones less.
        Assert.Equal([1, 2, 3, 4, 5, 6], result.Connectivity.Words.Select(row => row.SymbolsRead));
        double[] outside = [.. result.Connectivity.Words.Select(row => (row.Right * Number(row.OutsideWhenRight.Estimate) + row.Wrong * Number(row.OutsideWhenWrong.Estimate)) / (row.Right + row.Wrong))];
        Assert.Equal(outside.OrderDescending(), outside);
    }

    private static double Number(double value) => double.IsNaN(value) ? 0 : value;

    private static double Slowly(Network network, ushort[] ids, int position, int context)
    {
        using WorkerPool alone = new(1);
        using NetworkPass pass = new(network, 1, context, alone);
        ids.AsSpan(position + 1 - context, context).CopyTo(pass.Inputs);
        pass.Targets[context - 1] = ids[position + 1];
        pass.Score(context);
        return pass.Losses[context - 1];
    }

    /// <summary>A delay line that looks at one symbol only, and expects it again.</summary>
    private static Network Copier()
    {
        Network network = new(new NetworkShape(BuiltInUnits.Resolve($"n-nn:{Copied + 3}"), 1, Letters.Count, Letters.Count));
        // The input that is added to the sum from Copied - 1 symbols back waits as long until it reaches h.
        Span<float> weights = network.Parameters.Values(network.Parameters[$"layers.0.s{Copied - 1}.x"]);
        Span<float> output = network.Parameters.Values(network.Parameters["output.weight"]);
        for (int symbol = 0; symbol < Letters.Count; symbol++) weights[symbol * (Letters.Count + 1)] = 2;
        for (int symbol = 0; symbol < Letters.Count; symbol++) output[symbol * (Letters.Count + 1)] = 6;
        network.Pack();
        return network;
    }

    /// <summary>Symbols of which nearly all are those of so many symbols before.</summary>
    private static ushort[] Copies(int characters, ulong seed)
    {
        Rng rng = new(seed);
        ushort[] ids = new ushort[characters];
        for (int i = 0; i < ids.Length; i++) ids[i] = i < Copied || rng.NextInt(20) == 0 ? (ushort)rng.NextInt(8) : ids[i - Copied];
        return ids;
    }

    private static Network Random(string unit, float bound)
    {
        Network network = new(new NetworkShape(BuiltInUnits.Resolve(unit), 2, 6, Letters.Count));
        network.Parameters.Randomize(new Rng(11), bound);
        network.Pack();
        return network;
    }

    /// <summary>Gives a gate of the first layer one value, whatever is read.</summary>
    private static void Fix(Network network, string signal, int unit, double gate)
    {
        foreach (string source in new[] { "x", "h" })
        {
            ParameterTensor tensor = network.Parameters[$"layers.0.{signal}.{source}"];
            for (int row = 0; row < tensor.Rows; row++) network.Parameters.Values(tensor)[row * tensor.Columns + unit] = 0;
        }

        network.Parameters.Values(network.Parameters[$"layers.0.{signal}.bias"])[unit] = (float)Math.Log(gate / (1 - gate));
        network.Pack();
    }
}
