using RnnScope.Analysis.Memory;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Engine.Units;
using RnnScope.Numerics;

namespace RnnScope.Analysis.Tests.Memory;

public sealed class ConnectivityAnalysisTests
{
    private const int Symbols = 9;

    [Theory]
    [InlineData("lstm", 300)]
    [InlineData("gru", 12)]
    [InlineData("n-nn", 40)]
    public void Measure_WholeText_IsWhatOneLogitAfterTheOtherGives(string unit, int characters)
    {
        using Network network = Random(unit);
        ushort[] ids = Text(characters);
        ConnectivityMatrix matrix = ConnectivityAnalysis.Measure("text", network, ids);
        Assert.Equal(characters - 1, matrix.Rows.Count);
        for (int position = 0; position < characters - 1; position += 7)
        {
            ConnectivityRow row = matrix.Rows[position];
            Assert.Equal((position, 0, (int)ids[position + 1]), (row.Position, row.From, row.Target));
            Assert.Equal(Slowly(network, ids, position, ids[position + 1]), row.Norms);
            Assert.Equal(0, row.Remaining);
            Assert.Equal(0, row.Of(position + 1));
            Assert.Equal(row.Norms[^1], row.Of(position));
        }
    }

    [Fact]
    public void Measure_AnyThreads_GivesTheSameBits()
    {
        using Network network = Random("lstm");
        ushort[] ids = Text(500);
        ConnectivityMatrix one = ConnectivityAnalysis.Measure("text", network, ids), three = ConnectivityAnalysis.Measure("text", network, ids, new() { Threads = 3 });
        Assert.All(one.Rows.Zip(three.Rows), pair => Assert.Equal(pair.First.Norms, pair.Second.Norms));
        ConnectivityOptions near = new() { Horizon = 20 };
        one = ConnectivityAnalysis.Measure("text", network, ids, near);
        three = ConnectivityAnalysis.Measure("text", network, ids, near with { Threads = 3 });
        Assert.All(one.Rows.Zip(three.Rows), pair => Assert.Equal((pair.First.Remaining, pair.First.From), (pair.Second.Remaining, pair.Second.From)));
    }

    [Theory]
    [InlineData(0, 60)]
    [InlineData(5, 60)]
    [InlineData(300, 2600)] // several windows
    public void Measure_Horizon_LeavesOutWhatIsFartherAndSaysHowMuch(int horizon, int characters)
    {
        using Network network = Random("gru");
        ushort[] ids = Text(characters);
        ConnectivityMatrix all = ConnectivityAnalysis.Measure("text", network, ids), near = ConnectivityAnalysis.Measure("text", network, ids, new() { Horizon = horizon });
        Assert.Equal(horizon, near.Horizon);
        for (int position = 0; position < all.Rows.Count; position++)
        {
            ConnectivityRow row = near.Rows[position];
            Assert.Equal(Math.Max(0, position - horizon), row.From);
            Assert.Equal(all.Rows[position].Norms[row.From..], row.Norms);
            if (row.From == 0) Assert.Equal(0, row.Remaining);
            else if (horizon < 10) Assert.InRange(row.Remaining, 1e-6, 1.5);
        }
        // The states after the symbol just read are those that the prediction is made from: nothing has faded at horizon 0.
        if (horizon == 0) Assert.All(near.Rows.Skip(1), row => Assert.Equal(1, row.Remaining));
    }

    [Fact]
    public void Measure_OtherTargets_AreMet()
    {
        using Network network = Random("lstm");
        ushort[] ids = Text(30);
        ConnectivityMatrix likeliest = ConnectivityAnalysis.Measure("text", network, ids, new() { Target = ConnectivityTarget.Likeliest });
        ConnectivityMatrix four = ConnectivityAnalysis.Measure("text", network, ids, new() { Target = ConnectivityTarget.Symbol, Symbol = 4 });
        Assert.Equal((30, 30), (likeliest.Rows.Count, four.Rows.Count));
        Assert.All(likeliest.Rows, row => Assert.Equal((row.Target, row.TargetProbability), (row.Likeliest[0].Symbol, row.Likeliest[0].Probability)));
        Assert.All(likeliest.Rows, row => Assert.Equal(row.Likeliest.OrderByDescending(pair => pair.Probability), row.Likeliest));
        Assert.Equal(Slowly(network, ids, 29, 4), four.Rows[29].Norms);
        Assert.NotEqual(four.Rows[29].Norms, likeliest.Rows[29].Norms);
    }

    [Fact]
    public void Measure_NetworkOfWords_FollowsTheGivenWordsBack()
    {
        using Network network = Random("gru", words: 21);
        ushort[] ids = Text(30), targets = [.. ids.Select((_, at) => at % 5 == 3 ? Target.None : (ushort)(at / 2 + 6))];
        ConnectivityMatrix right = ConnectivityAnalysis.Measure("text", network, ids, targets: targets);
        ConnectivityMatrix likeliest = ConnectivityAnalysis.Measure("text", network, ids, new() { Target = ConnectivityTarget.Likeliest });
        ConnectivityMatrix last = ConnectivityAnalysis.Measure("text", network, ids, new() { Target = ConnectivityTarget.Symbol, Symbol = 20 });
        Assert.Equal((30, 30, 30), (right.Rows.Count, likeliest.Rows.Count, last.Rows.Count));
        foreach (ConnectivityRow row in right.Rows)
        {
            bool isUnknown = targets[row.Position] == Target.None;
            int word = isUnknown ? likeliest.Rows[row.Position].Target : targets[row.Position];
            Assert.Equal((isUnknown, word), (row.IsStandIn, row.Target));
            Assert.Equal(Slowly(network, ids, row.Position, word), row.Norms);
        }

        Assert.All(likeliest.Rows.Concat(last.Rows), row => Assert.False(row.IsStandIn));
        Assert.All(last.Rows, row => Assert.Equal(Slowly(network, ids, row.Position, 20), row.Norms));
        ConnectivityMatrix three = ConnectivityAnalysis.Measure("text", network, ids, new() { Threads = 3 }, targets: targets);
        Assert.All(right.Rows.Zip(three.Rows), pair => Assert.Equal(
            (pair.First.Target, pair.First.TargetProbability, pair.First.IsStandIn), (pair.Second.Target, pair.Second.TargetProbability, pair.Second.IsStandIn)));
        Assert.All(right.Rows.Zip(three.Rows), pair => Assert.Equal(pair.First.Norms, pair.Second.Norms));
    }

    [Fact]
    public void Measure_NextSymbolsGiven_AreThoseOfTheTextAndOneMore()
    {
        using Network network = Random("lstm");
        ushort[] ids = Text(20);
        ConnectivityMatrix given = ConnectivityAnalysis.Measure("text", network, ids, targets: (ushort[])[.. ids[1..], Target.None]);
        ConnectivityMatrix own = ConnectivityAnalysis.Measure("text", network, ids);
        Assert.Equal(own.Rows.Select(row => row.Target), given.Rows.SkipLast(1).Select(row => row.Target));
        Assert.All(own.Rows.Zip(given.Rows), pair => Assert.Equal(pair.First.Norms, pair.Second.Norms));
        Assert.Equal((20, true), (given.Rows.Count, given.Rows[^1].IsStandIn));
        Assert.Equal(given.Rows[^1].Likeliest[0].Symbol, given.Rows[^1].Target);
    }

    [Fact]
    public void Measure_TargetsThatDoNotFit_AreRefused()
    {
        using Network words = Random("rnn", words: 4);
        Assert.Contains("the word at each position", Message(null));
        Assert.Contains("expected 3 targets, one for each symbol, found 2", Message([1, 2]));
        Assert.Contains("expected targets below 4, found 4 at 1", Message([1, 4, Target.None]));

        string Message(ushort[]? targets) => Assert.Throws<ArgumentException>(() =>
            ConnectivityAnalysis.Measure("text", words, Text(3), targets: targets is null ? null : (ReadOnlyMemory<ushort>?)targets)).Message;
    }

    [Fact]
    public void Measure_WhatCannotBe_IsRefused()
    {
        using Network network = Random("rnn");
        Assert.Contains("at least 2 symbols", Message(Text(1), new()));
        Assert.Contains("at least 1 symbols", Message([], new() { Target = ConnectivityTarget.Likeliest }));
        Assert.Contains("found 9 at 1", Message([1, 9, 2], new()));
        Assert.Contains("target: expected", Message(Text(9), new() { Target = ConnectivityTarget.Symbol, Symbol = 9 }));
        Assert.Contains("horizon: expected", Message(Text(9), new() { Horizon = -1 }));
        Assert.Contains("nearer horizon", Message(Text(100_000), new()));
        // All logits of a long text would be gigabytes; a horizon keeps few of them at once.
        using Network words = new(network.Shape with { Words = 60_000 });
        ConnectivityOptions likeliest = new() { Target = ConnectivityTarget.Likeliest };
        Assert.Contains("expected at most 559 symbols", Assert.Throws<ArgumentException>(() => ConnectivityAnalysis.Measure("text", words, Text(560), likeliest)).Message);
        using CancellationTokenSource stop = new();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => ConnectivityAnalysis.Measure("text", network, Text(9), cancellation: stop.Token));

        string Message(ushort[] ids, ConnectivityOptions options) =>
            Assert.Throws<ArgumentException>(() => ConnectivityAnalysis.Measure("text", network, ids, options)).Message;
    }

    private static float[] Slowly(Network network, ushort[] ids, int position, int target)
    {
        using WorkerPool alone = new(1);
        using NetworkPass pass = new(network, 1, position + 1, alone);
        using InputJacobian input = new(network);
        using AdjointWalk walk = new(network, input, 1);
        ids[..(position + 1)].CopyTo(pass.Inputs, 0);
        pass.Read(position + 1);
        walk.Start(target);
        float[] norms = new float[position + 1];
        for (int at = position; at >= 0; at--)
        {
            bool walks = walk.First < walk.End;
            walk.Back(pass, at, 0, isShared: true);
            norms[at] = walks ? (float)walk.InputNorm(0) : 0;
        }

        return norms;
    }

    private static Network Random(string unit, int? words = null)
    {
        Network network = new(new NetworkShape(BuiltInUnits.Resolve(unit), 2, 7, Symbols) { Words = words });
        network.Parameters.Randomize(new Rng(11), 0.6f);
        network.Pack();
        return network;
    }

    private static ushort[] Text(int characters)
    {
        Rng rng = new(3);
        return [.. Enumerable.Range(0, characters).Select(_ => (ushort)rng.NextInt(Symbols))];
    }
}
