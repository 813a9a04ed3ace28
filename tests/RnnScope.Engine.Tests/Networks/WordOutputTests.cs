using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Engine.Units;
using RnnScope.Numerics;
using RnnScope.Testing.Reference;

namespace RnnScope.Engine.Tests.Networks;

/// <summary>Networks with more outputs than symbols, and targets that do not count.</summary>
public sealed class WordOutputTests
{
    private const int Symbols = 6, Words = 19, Streams = 4, Steps = 9;

    [Theory]
    [InlineData("lstm", 1)]
    [InlineData("lstm", 3)]
    [InlineData("gru", 2)]
    public void Learn_SomeTargetsDoNotCount_MatchesTheReference(string unit, int workers)
    {
        using var run = new WordRun(unit, workers, at => at % 3 == 1 || at % Streams == 2);
        double loss = run.Pass.Learn(run.Gradient) / run.Counted;
        ReferenceNetwork reference = new(run.Network.Shape, run.Network.Parameters);
        Scalar expected = run.Loss(reference);
        expected.Backward();
        Assert.Equal(expected.Value, loss, 1e-4);
        foreach (ParameterTensor tensor in run.Gradient.Tensors)
        {
            Scalar[] wanted = reference.Parameters[tensor.Name];
            double scale = wanted.Max(w => Math.Abs(w.Adjoint));
            Assert.True(scale > 0, $"{tensor.Name} has no gradient: the test would prove nothing");
            float[] actual = run.Gradient.Values(tensor).ToArray();
            for (int i = 0; i < actual.Length; i++) Assert.Equal(0, (actual[i] - wanted[i].Adjoint) / scale, 1e-4);
        }
    }

    [Fact]
    public void Reference_SomeTargetsDoNotCount_MatchesCentralDifferences()
    {
        using var run = new WordRun("gru", 1, at => at % 3 == 1);
        ReferenceNetwork reference = new(run.Network.Shape, run.Network.Parameters);
        run.Loss(reference).Backward();
        const double Step = 1e-5;
        foreach (Scalar[] values in reference.Parameters.Values)
        {
            double derivative = values[0].Adjoint, value = values[0].Value;
            values[0].Value = value + Step;
            double above = run.Loss(reference).Value;
            values[0].Value = value - Step;
            double below = run.Loss(reference).Value;
            values[0].Value = value;
            Assert.Equal((above - below) / (2 * Step), derivative, 1e-6);
        }
    }

    [Fact]
    public void Learn_WhatFollowsTheLastTargetThatCounts_HasNoInfluence()
    {
        // Padding: from step 5 on, no stream has a target.
        using var run = new WordRun("lstm", 2, at => at / Streams >= 5);
        run.Pass.Learn(run.Gradient);
        float[] before = run.Gradient.All.ToArray();
        for (int at = 5 * Streams; at < Steps * Streams; at++) run.Pass.Inputs[at] = (ushort)(Symbols - 1 - run.Pass.Inputs[at]);
        run.Pass.Learn(run.Gradient);
        Assert.Equal(before, run.Gradient.All.ToArray());
        Assert.All(Enumerable.Range(5 * Streams, 4 * Streams), at => Assert.Equal(0, run.Pass.Losses[at]));
        Assert.All(Enumerable.Range(0, 5 * Streams), at => Assert.True(run.Pass.Losses[at] > 0));
    }

    [Fact]
    public void Learn_NoTargetCounts_HasNoGradient()
    {
        using var run = new WordRun("gru", 2, _ => true);
        run.Gradient.All.Fill(1);
        Assert.Equal(0, run.Pass.Learn(run.Gradient));
        Assert.All(run.Gradient.Tensors, tensor => Assert.All(run.Gradient.Values(tensor).ToArray(), value => Assert.Equal(0, value)));
    }

    [Fact]
    public void Score_SomeTargetsDoNotCount_IsWhatLearnSees()
    {
        using var run = new WordRun("lstm", 1, at => at % 4 == 0);
        using var reading = new NetworkPass(run.Network, Streams, Steps, run.Workers);
        run.Pass.Inputs.CopyTo(reading.Inputs, 0);
        run.Pass.Targets.CopyTo(reading.Targets, 0);
        Assert.Equal(run.Pass.Learn(run.Gradient), reading.Score(Steps));
        Assert.Equal(run.Pass.Losses.ToArray(), reading.Losses.ToArray());
        // Logits stay readable where nothing is asked, too.
        Assert.Contains(reading.Logits(0, 0)[..Words].ToArray(), logit => logit != 0);
    }

    [Fact]
    public void Validated_OneWord_IsRefused() => Assert.Contains("words: expected 2 to 65535, found 1", Assert.Throws<ArgumentException>(
        () => new NetworkShape(BuiltInUnits.Resolve("rnn"), 1, 4, 5) { Words = 1 }.Validated()).Message);

    private sealed class WordRun : IDisposable
    {
        public WordRun(string unit, int workers, Func<int, bool> isUncounted)
        {
            Workers = new WorkerPool(workers);
            Network = new Network(new NetworkShape(BuiltInUnits.Resolve(unit), 2, 5, Symbols) { Words = Words });
            Rng rng = new(17);
            Network.Parameters.Randomize(rng, 0.7f);
            Network.Pack();
            Gradient = new ParameterSet(Network.Shape);
            Pass = new NetworkPass(Network, Streams, Steps, Workers, learns: true, blockSteps: 4);
            for (int at = 0; at < Streams * Steps; at++)
            {
                Pass.Inputs[at] = (ushort)rng.NextInt(Symbols);
                Pass.Targets[at] = isUncounted(at) ? Target.None : (ushort)rng.NextInt(Words);
            }
        }

        public WorkerPool Workers { get; }

        public Network Network { get; }

        public NetworkPass Pass { get; }

        public ParameterSet Gradient { get; }

        public int Counted => Pass.Targets.Count(target => target != Target.None);

        public Scalar Loss(ReferenceNetwork reference) =>
            reference.MeanLoss(Pass.Inputs, Pass.Targets, Streams, (_, _, _) => new double[Network.Shape.Units]);

        public void Dispose()
        {
            Pass.Dispose();
            Gradient.Dispose();
            Network.Dispose();
            Workers.Dispose();
        }
    }
}
