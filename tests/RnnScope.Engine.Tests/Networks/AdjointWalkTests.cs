using RnnScope.Engine.Networks;
using RnnScope.Engine.Units;
using RnnScope.Numerics;
using RnnScope.Testing.Reference;

namespace RnnScope.Engine.Tests.Networks;

/// <summary>Gradients of logits with respect to one-hot inputs against the double-precision reference.</summary>
public sealed class AdjointWalkTests
{
    private const double FloatTolerance = 1e-5, DifferenceTolerance = 1e-6;
    private const int Units = 5, Layers = 2, Steps = 6;

    [Theory]
    [MemberData(nameof(GradientTests.BuiltIn), MemberType = typeof(GradientTests))]
    [MemberData(nameof(GradientTests.Invented), MemberType = typeof(GradientTests))]
    public void Back_AnyUnit_MatchesTheReference(string name, string source) => AssertMatchesTheReference(name, source, symbols: 7, units: Units);

    [Theory]
    [InlineData("lstm", 61, 3, false)] // more symbols than the 12 outputs that see them: by the factor
    [InlineData("n-nn", 40, 4, false)]
    [InlineData("gru", 7, 16, true)] // no padding
    public void Back_AnySizes_MatchesTheReference(string unit, int symbols, int units, bool isDirect)
    {
        Assert.Equal(isDirect, symbols <= units * 3);
        AssertMatchesTheReference(unit, BuiltInUnits.Source(unit), symbols, units);
    }

    [Theory]
    [InlineData("lstm", 4)]
    [InlineData("gru", 19)]
    public void Back_NetworkOfWords_MatchesTheReference(string unit, int words) =>
        AssertMatchesTheReference(unit, BuiltInUnits.Source(unit), symbols: 7, Units, words);

    private static void AssertMatchesTheReference(string name, string source, int symbols, int units, int? words = null)
    {
        using var run = new WalkRun(name, source, symbols, units, words);
        double[,] actual = run.Connectivity();
        for (int position = 0; position < Steps; position++)
        {
            double[] expected = run.Reference(position);
            Assert.True(expected.Max() > 0, "nothing depends on anything: the test would prove nothing");
            for (int step = 0; step < Steps; step++)
            {
                double error = Math.Abs(actual[position, step] - expected[step]);
                Assert.True(error <= FloatTolerance * expected.Max(), $"{name}: {position} on {step} is {actual[position, step]}, expected {expected[step]}");
                // What is later cannot matter, and a delay line forgets exactly.
                if (expected[step] == 0) Assert.Equal(0, actual[position, step]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(GradientTests.BuiltIn), MemberType = typeof(GradientTests))]
    [MemberData(nameof(GradientTests.Invented), MemberType = typeof(GradientTests))]
    public void Reference_AnyUnit_MatchesCentralDifferences(string name, string source)
    {
        using var run = new WalkRun(name, source, symbols: 7, units: Units);
        const int position = Steps - 2;
        double[] derivatives = run.Reference(position);
        for (int step = 0; step < Steps; step++)
        {
            double sum = 0;
            for (int symbol = 0; symbol < 7; symbol++) sum += Math.Pow(run.Difference(position, step, symbol), 2);
            Assert.Equal(derivatives[step], Math.Sqrt(sum), DifferenceTolerance * Math.Max(1, derivatives.Max()));
        }
    }

    [Fact]
    public void Back_RowsOfSeveralStreams_AreThoseOfEachAlone()
    {
        using var workers = new WorkerPool(1);
        using var network = new Network(new NetworkShape(BuiltInUnits.Resolve("gru"), Layers, 21, 9));
        var rng = new Rng(5);
        network.Parameters.Randomize(rng, 0.5f);
        network.Pack();
        using var input = new InputJacobian(network);
        using var pass = new NetworkPass(network, 3, Steps, workers);
        for (int i = 0; i < pass.Inputs.Length; i++) pass.Inputs[i] = (ushort)rng.NextInt(9);
        pass.Read(Steps);
        using var all = new AdjointWalk(network, input, 3);
        using var one = new AdjointWalk(network, input, 1);
        var together = new double[Steps, 3];
        foreach (int symbol in new[] { 2, 8, 5 }) all.Start(symbol);
        for (int step = Steps - 1; step >= 0; step--)
        {
            all.Back(pass, step, 0, isShared: false);
            for (int row = 0; row < 3; row++) together[step, row] = all.InputNorm(row);
        }
        for (int stream = 0; stream < 3; stream++)
        {
            one.Clear();
            one.Start(new[] { 2, 8, 5 }[stream]);
            for (int step = Steps - 1; step >= 0; step--)
            {
                one.Back(pass, step, stream, isShared: true);
                Assert.Equal(together[step, stream], one.InputNorm(0));
            }
        }
    }

    [Fact]
    public void Back_WhatFades_BecomesZeroBeforeItIsDenormal()
    {
        using var workers = new WorkerPool(1);
        using var network = new Network(new NetworkShape(BuiltInUnits.Resolve("rnn"), 1, 4, 5));
        network.Parameters.Randomize(new Rng(5), 0.05f);
        network.Pack();
        using var input = new InputJacobian(network);
        using var pass = new NetworkPass(network, 1, 60, workers);
        pass.Read(60);
        using var walk = new AdjointWalk(network, input, 2);
        walk.Start(0);
        double last = double.MaxValue;
        for (int step = 59; step >= 0; step--)
        {
            if (step == 58) walk.Start(1);
            int first = walk.First;
            walk.Back(pass, step, 0, isShared: true);
            if (first > 0) continue;
            Assert.InRange(walk.InputNorm(0), 1e-30, last);
            last = walk.InputNorm(0);
        }
        Assert.Equal(walk.End, walk.First);
        Assert.InRange(last, 0, 1e-22);
    }

    [Fact]
    public void Start_TooManyOrUnknown_IsRefused()
    {
        using var network = new Network(new NetworkShape(BuiltInUnits.Resolve("rnn"), 1, 4, 5));
        using var input = new InputJacobian(network);
        using var walk = new AdjointWalk(network, input, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => walk.Start(5));
        walk.Start(4);
        Assert.Throws<InvalidOperationException>(() => walk.Start(4));
    }

    private sealed class WalkRun : IDisposable
    {
        private readonly WorkerPool _workers = new(1);
        private readonly Network _network;
        private readonly NetworkPass _pass;
        private readonly ReferenceNetwork _reference;

        public WalkRun(string name, string source, int symbols, int units, int? words = null)
        {
            _network = new Network(new NetworkShape(UnitGraph.Parse(name, source), Layers, units, symbols) { Words = words });
            var rng = new Rng(42);
            _network.Parameters.Randomize(rng, 0.7f);
            _network.Pack();
            _pass = new NetworkPass(_network, 1, Steps, _workers);
            for (int i = 0; i < Steps; i++) _pass.Inputs[i] = (ushort)rng.NextInt(symbols);
            for (int layer = 0; layer < Layers; layer++)
                for (int state = 0; state < _network.Shape.Unit.NextStates.Count; state++)
                    foreach (ref float value in _pass.CarriedState(layer, state, 0)) value = rng.NextUniform(0.8f);
            _reference = new ReferenceNetwork(_network.Shape, _network.Parameters);
        }

        /// <summary>All positions in one walk, (position, step).</summary>
        public double[,] Connectivity()
        {
            _pass.Read(Steps);
            using var input = new InputJacobian(_network);
            using var walk = new AdjointWalk(_network, input, Steps);
            var norms = new double[Steps, Steps];
            for (int step = Steps - 1; step >= 0; step--)
            {
                walk.Start(Target(step));
                int first = walk.First;
                walk.Back(_pass, step, 0, isShared: true);
                for (int row = first; row < walk.End; row++) norms[Steps - 1 - row, step] = walk.InputNorm(row);
            }
            return norms;
        }

        /// <summary>By the chain rule, one logit at a time.</summary>
        public double[] Reference(int position)
        {
            Read();
            _reference.Logits[(position, 0)][Target(position)].Backward();
            return [.. Enumerable.Range(0, Steps).Select(step => Math.Sqrt(_reference.Inputs[(step, 0)].Sum(x => x.Adjoint * x.Adjoint)))];
        }

        public double Difference(int position, int step, int symbol)
        {
            const double change = 1e-5;
            double above = Logit(change), below = Logit(-change);
            return (above - below) / (2 * change);

            double Logit(double amount)
            {
                _reference.InputChange = (step, symbol, amount);
                Read();
                _reference.InputChange = default;
                return _reference.Logits[(position, 0)][Target(position)].Value;
            }
        }

        public void Dispose()
        {
            _pass.Dispose();
            _network.Dispose();
            _workers.Dispose();
        }

        private int Target(int position) => position * 3 % _network.Shape.Outputs;

        private void Read() => _reference.MeanLoss(
            _pass.Inputs, [.. _pass.Inputs.Select(id => (ushort)(id % _network.Shape.Outputs))], 1, (layer, state, _) => [.. _pass.CarriedState(layer, state, 0).ToArray().Select(value => (double)value)]);
    }
}
