using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Engine.Units;
using RnnScope.Numerics;

namespace RnnScope.Engine.Tests.Networks;

/// <summary>Windows whose streams are divided into parts that share no memory.</summary>
public sealed class StreamPartsTests
{
    private const int Streams = 203, Steps = 6, Units = 10, Symbols = 7; // 203 streams learn in four parts, of 50 and of 51

    [Theory]
    [InlineData("lstm")]
    [InlineData("slstm")]
    public void Learn_ManyStreams_GivesTheSameBitsForAnyWorkers(string unit)
    {
        Learned[] all = [.. new[] { 1, 2, 3, 4, 7 }.Select(workers => Learn(unit, workers))];
        Assert.All(all, learned => Assert.Equal(all[0].Gradient, learned.Gradient));
        Assert.All(all, learned => Assert.Equal(all[0].Losses, learned.Losses));
        Assert.All(all, learned => Assert.Equal(all[0].Carried, learned.Carried));
    }

    /// <summary>Each part alone, as a process among four would read it, and their gradients added in order.</summary>
    [Fact]
    public void Learn_ManyStreams_IsTheSumOfItsParts()
    {
        using Network network = Make("lstm");
        using var alone = new WorkerPool(1);
        float[]? sum = null;
        for (int part = 0; part < 4; part++)
        {
            (int from, int to) = WorkerPool.Share(Streams, part, 4);
            Assert.InRange(to - from, 50, 51);
            using var pass = new NetworkPass(network, to - from, Steps, alone, learns: true, dropout: 0.25f, firstStream: from);
            using var gradient = new ParameterSet(network.Shape);
            for (int step = 0; step < Steps; step++)
                for (int stream = from; stream < to; stream++) Set(pass, step * (to - from) + stream - from, step * Streams + stream);
            pass.Learn(gradient, dropoutKey: 9, counted: Enumerable.Range(0, Streams * Steps).Count(i => Symbol(i).Target != Target.None));
            if (sum is null) sum = gradient.All.ToArray();
            else RowAddition.Add(sum, gradient.All);
        }
        Assert.Equal(sum, Learn("lstm", workers: 2).Gradient);
    }

    [Fact]
    public void Score_AnyWorkers_FindsTheSameEverywhere()
    {
        Scored[] all = [.. new[] { 1, 2, 3, 8 }.Select(workers => Score(streams: 5, workers))];
        Assert.All(all, scored => Assert.Equal(all[0].Losses, scored.Losses));
        Assert.All(all, scored => Assert.Equal(all[0].Likeliest, scored.Likeliest));
        Assert.All(all, scored => Assert.Equal(all[0].Values, scored.Values));
        Assert.True(all[0].Losses.Distinct().Count() > 4 * Steps); // streams that read different symbols
    }

    private sealed record Learned(float[] Gradient, double[] Losses, float[] Carried);

    private sealed record Scored(double[] Losses, ushort[] Likeliest, float[] Values);

    private static Learned Learn(string unit, int workers)
    {
        using Network network = Make(unit);
        using var pool = new WorkerPool(workers);
        using var pass = new NetworkPass(network, Streams, Steps, pool, learns: true, dropout: 0.25f);
        using var gradient = new ParameterSet(network.Shape);
        for (int i = 0; i < Streams * Steps; i++) Set(pass, i, i);
        double loss = pass.Learn(gradient, dropoutKey: 9);
        Assert.Equal(pass.Losses.ToArray().Sum(), loss, 1e-9);
        pass.Carry(Steps);
        return new(gradient.All.ToArray(), pass.Losses.ToArray(), [.. Enumerable.Range(0, Streams).SelectMany(stream => pass.CarriedState(1, 0, stream).ToArray())]);
    }

    private static Scored Score(int streams, int workers)
    {
        using Network network = Make("lstm");
        using var pool = new WorkerPool(workers);
        using var pass = new NetworkPass(network, streams, Steps, pool);
        for (int i = 0; i < streams * Steps; i++) Set(pass, i, i);
        pass.Score(Steps);
        float[] Values(int step, int stream) => [.. pass.Signal(1, network.Shape.Unit.Signals.Count - 1, step, stream), .. pass.Logits(step, stream)[..Symbols]];
        return new(
            pass.Losses.ToArray(), pass.Likeliest.ToArray(),
            [.. from step in Enumerable.Range(0, Steps) from stream in Enumerable.Range(0, streams) from value in Values(step, stream) select value]);
    }

    private static Network Make(string unit)
    {
        var network = new Network(new NetworkShape(UnitGraph.Parse(unit, BuiltInUnits.Source(unit)), 2, Units, Symbols));
        network.Parameters.Randomize(new Rng(5), 0.5f);
        network.Pack();
        return network;
    }

    private static void Set(NetworkPass pass, int at, int place) => (pass.Inputs[at], pass.Targets[at]) = Symbol(place);

    private static (ushort Input, ushort Target) Symbol(int place)
    {
        ulong drawn = Rng.Mix((ulong)place);
        return ((ushort)(drawn % Symbols), drawn / 64 % 9 == 0 ? Target.None : (ushort)(drawn / 1024 % Symbols));
    }
}
