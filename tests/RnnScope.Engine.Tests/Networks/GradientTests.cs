using RnnScope.Engine.Networks;
using RnnScope.Engine.Units;
using RnnScope.Numerics;
using RnnScope.Testing.Reference;

namespace RnnScope.Engine.Tests.Networks;

/// <summary>Forward pass and derived gradients of units against the double-precision reference.</summary>
public sealed class GradientTests
{
    // Single precision carries 6e-8 a rounding; a few hundred roundings in sums of mixed sign stay well below.
    private const double FloatTolerance = 1e-4;

    private const double DifferenceTolerance = 1e-6;
    private const int Symbols = 7, Units = 5, Layers = 2, Streams = 3, Steps = 6;

    public static TheoryData<string, string> BuiltIn()
    {
        var data = new TheoryData<string, string>();
        foreach (string name in BuiltInUnits.Names) data.Add(name, BuiltInUnits.Source(name));
        return data;
    }

    /// <summary>Units that use what no built-in unit uses.</summary>
    public static TheoryData<string, string> Invented() => new()
    {
        { "functions", "unit functions\nstate h, m\na = relu(affine(x, h))\nb = exp(min(affine(x, m), 2))\nm' = max(a, 0.5 * m) / (1 + b)\nh' = tanh(m' - -a)" },
        { "aliases", "unit aliases\nstate h, last, copy\ng = affine(x, last)\nlast' = h\ncopy' = g\nh' = tanh(affine(copy) * 0.5 + g)" },
        { "no bias", "unit nobias\nstate h\nh' = tanh(affine(x, bias: none) + affine(h, bias: 0.25) * h)" },
        { "three passes", "unit deep\nstate h, c\na = sigmoid(affine(x, c))\nb = tanh(affine(a * h, x))\nc' = tanh(affine(b, a) + a * c)\nh' = c' * sigmoid(affine(b * c')) + (1 - a) * h" },
        { "lines out of order", "unit order\nstate h\nh' = z * h + (1 - z) * n\nn = tanh(affine(r * h, x))\nz = sigmoid(affine(h, x))\nr = sigmoid(affine(x))" },
        { "affine of affine", "unit twice\nstate h\np = affine(x, h)\nh' = tanh(affine(p))" },
        { "shared arguments", "unit shared\nstate h, c\na = sigmoid(affine(x, h))\nb = affine(c)\nd = sigmoid(affine(h))\nc' = a * c + d * tanh(b)\nh' = d * c'" },
        { "vectors", "unit vectors\nstate h, c\nvector u, v: 1, w: -1 to 1\na = sigmoid(u * affine(x, h) + v)\nb = tanh(affine(u * c, a * h) + w)\nc' = u * a + b / (1 + exp(w))\nh' = max(c', v * b) - min(u, c)" },
        { "a vector as state", "unit kept\nstate h, c\nvector u, v\nc' = u\nh' = tanh(affine(x, h) + c * v)" },
        { "starts", "unit starts\nstate h\nh' = tanh(affine(x: 0 to 1, h: identity, bias: -1 to 1) + affine(h * h: -0.5 to 0.5, bias: none))" },
        { "n-nn:1", FeedForwardUnit.Source(1) },
        { "n-nn:5", FeedForwardUnit.Source(5) },
    };

    [Theory]
    [MemberData(nameof(BuiltIn))]
    [MemberData(nameof(Invented))]
    public void Learn_AnyUnit_MatchesTheReference(string name, string source)
    {
        using var run = new ReferenceRun(name, source, workers: 2);
        double loss = run.Pass.Learn(run.Gradient) / (Streams * Steps);
        Scalar expected = run.ReferenceLoss();
        expected.Backward();
        Assert.Equal(expected.Value, loss, FloatTolerance);
        run.AssertSignals();
        foreach (ParameterTensor tensor in run.Gradient.Tensors)
        {
            float[] actual = run.Gradient.Values(tensor).ToArray();
            Scalar[] wanted = run.Reference.Parameters[tensor.Name];
            double scale = wanted.Max(w => Math.Abs(w.Adjoint));
            Assert.True(scale > 0, $"{tensor.Name} has no gradient: the test would prove nothing");
            for (int i = 0; i < actual.Length; i++)
            {
                double error = Math.Abs(actual[i] - wanted[i].Adjoint) / scale;
                Assert.True(error < FloatTolerance, $"{name}: gradient of {tensor.Name}[{i}] is {actual[i]}, expected {wanted[i].Adjoint}, relative error {error:E1}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(BuiltIn))]
    [MemberData(nameof(Invented))]
    public void Reference_AnyUnit_MatchesCentralDifferences(string name, string source)
    {
        using var run = new ReferenceRun(name, source, workers: 1);
        run.ReferenceLoss().Backward();
        const double step = 1e-5;
        foreach ((string parameter, Scalar[] values) in run.Reference.Parameters)
        {
            int i = parameter.Length % values.Length; // one of each tensor
            double derivative = values[i].Adjoint, value = values[i].Value;
            values[i].Value = value + step;
            double above = run.ReferenceLoss().Value;
            values[i].Value = value - step;
            double below = run.ReferenceLoss().Value;
            values[i].Value = value;
            double difference = (above - below) / (2 * step);
            Assert.True(Math.Abs(difference - derivative) < DifferenceTolerance * Math.Max(1, Math.Abs(derivative)),
                $"{name}: {parameter}[{i}]: difference {difference}, derivative {derivative}");
        }
    }

    [Theory]
    [InlineData("lstm", 48)]
    [InlineData("nested-lstm", 21)]
    [InlineData("lstm-peephole", 37)]
    [InlineData("slstm", 21)]
    public void Learn_AnyWorkersAndBlocks_GivesTheSameBits(string unit, int units)
    {
        float[][] gradients = [.. new[] { (1, 0), (2, 1), (3, 4), (4, 5) }.Select(split =>
        {
            using var run = new ReferenceRun(unit, BuiltInUnits.Source(unit), split.Item1, units, dropout: 0.25f, blockSteps: split.Item2);
            run.Pass.Learn(run.Gradient, dropoutKey: 9);
            return run.Gradient.All.ToArray();
        })];
        Assert.All(gradients, gradient => Assert.Equal(gradients[0], gradient));
    }

    private sealed class ReferenceRun : IDisposable
    {
        private readonly WorkerPool _workers;
        private readonly Network _network;
        private readonly string _name;

        public ReferenceRun(string name, string source, int workers, int units = Units, float dropout = 0, int blockSteps = 4)
        {
            _name = name;
            _workers = new WorkerPool(workers);
            _network = new Network(new NetworkShape(UnitGraph.Parse(name, source), Layers, units, Symbols));
            var rng = new Rng(42);
            _network.Parameters.Randomize(rng, 0.7f);
            Roughen(_network.Parameters, rng);
            _network.Pack();
            Gradient = new ParameterSet(_network.Shape);
            Pass = new NetworkPass(_network, Streams, Steps, _workers, learns: true, dropout, blockSteps: blockSteps);
            // States that the unit can be in: a window that was read before leaves them.
            Fill(rng);
            Pass.Read(Steps);
            Pass.Carry(Steps);
            Fill(rng);
            Reference = new ReferenceNetwork(_network.Shape, _network.Parameters);
        }

        public NetworkPass Pass { get; }

        public ParameterSet Gradient { get; }

        public ReferenceNetwork Reference { get; }

        public Scalar ReferenceLoss() => Reference.MeanLoss(Pass.Inputs, Pass.Targets, Streams,
            (layer, state, stream) => [.. Pass.CarriedState(layer, state, stream).ToArray().Select(value => (double)value)]);

        /// <summary>What starts at exact numbers may start on a kink, such as the relu of zero: draws around them do not.</summary>
        private static void Roughen(ParameterSet parameters, Rng rng)
        {
            foreach (ParameterTensor tensor in parameters.Tensors.Where(tensor => tensor.Start is not NearStart))
                foreach (ref float value in parameters.Values(tensor)) value += rng.NextUniform(0.3f);
        }

        private void Fill(Rng rng)
        {
            for (int i = 0; i < Streams * Steps; i++) (Pass.Inputs[i], Pass.Targets[i]) = ((ushort)rng.NextInt(Symbols), (ushort)rng.NextInt(Symbols));
        }

        public void AssertSignals()
        {
            IReadOnlyList<UnitSignal> signals = _network.Shape.Unit.Signals;
            foreach (((int layer, string signal, int step, int stream), Scalar[] expected) in Reference.Signals)
            {
                int index = signals.ToList().FindIndex(s => s.Name == signal);
                float[] actual = Pass.Signal(layer, index, step, stream).ToArray();
                for (int i = 0; i < actual.Length; i++)
                    Assert.True(Math.Abs(actual[i] - expected[i].Value) < FloatTolerance * Math.Max(1, Math.Abs(expected[i].Value)),
                        $"{_name}: layers.{layer}.{signal} at step {step}, stream {stream}, unit {i}: {actual[i]}, expected {expected[i].Value}");
            }
        }

        public void Dispose()
        {
            Pass.Dispose();
            Gradient.Dispose();
            _network.Dispose();
            _workers.Dispose();
        }
    }
}
