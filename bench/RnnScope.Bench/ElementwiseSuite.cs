using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using RnnScope.Bench.Reports;
using RnnScope.Engine.Units;
using RnnScope.Numerics.Elementwise;
using RnnScope.Numerics.Memory;

namespace RnnScope.Bench;

/// <summary>The elementwise part of an LSTM step for 50 streams: the passes generated from the unit's file against the unit fused by hand.</summary>
[Config(typeof(Columns))]
public class ElementwiseSuite
{
    private const int Rows = 50;
    private static readonly Dictionary<(int, Direction), Pair> Pairs = [];
    private readonly UnitPlan _plan = UnitPlan.For(BuiltInUnits.Resolve("lstm"));
    private ElementwiseKernel _forward = null!, _backward = null!;
    private FloatBuffer _values = null!, _gradients = null!, _above = null!, _calls = null!;
    private Pair _pair = null!;

    /// <summary>Which pass is timed.</summary>
    public enum Direction { Forward, Backward }

    /// <summary>H.</summary>
    [Params(128, 256, 512)]
    public int Units { get; set; }

    /// <summary>The pass.</summary>
    [ParamsAllValues]
    public Direction Pass { get; set; }

    private long ValueStride => Stride(LstmByHand.ValueSlots);

    private long CallStride => Stride(LstmByHand.Calls);

    private long GradientStride => Stride(LstmByHand.GradientSlots);

    private RowBlock Calls => new(_calls, 0, CallStride);

    private RowBlock FromAbove => new(_above, 0, Units);

    [GlobalSetup]
    public void Setup()
    {
        LstmByHand.CheckLayout(_plan);
        PlanStage stage = _plan.Stages.Single();
        (_forward, _backward) = (new ElementwiseKernel(stage.Forward, Units), new ElementwiseKernel(stage.Backward, Units));
        _values = new FloatBuffer(2 * Rows * ValueStride);
        _gradients = new FloatBuffer(2 * Rows * GradientStride);
        _calls = RandomRows.Of(Rows * CallStride, 4);
        _above = RandomRows.Of((long)Rows * Units, 3);
        CheckThatBothAgree();
        _pair = Pass == Direction.Forward ? new Pair(GeneratedForward, HandForward, repeats: 4) : new Pair(GeneratedBackward, HandBackward, repeats: 4);
        Pairs[(Units, Pass)] = _pair;
    }

    /// <summary>Both in turn; the columns hold the figures of each.</summary>
    [Benchmark]
    public void InTurn() => _pair.Run();

    [GlobalCleanup]
    public void Cleanup()
    {
        _values.Dispose();
        _gradients.Dispose();
        _calls.Dispose();
        _above.Dispose();
    }

    private void GeneratedForward() => _forward.Run(Rows, Values(1), Values(0), block6: Calls);

    private void HandForward() => LstmByHand.Forward(Rows, Units, Calls, Values(1), Values(0));

    private void GeneratedBackward() => _backward.Run(Rows, Values(1), Values(0), Gradients(1), Gradients(0), FromAbove);

    private void HandBackward() => LstmByHand.Backward(Rows, Units, Values(1), Values(0), Gradients(1), Gradients(0), FromAbove);

    /// <summary>A comparison of two that compute different things would be worth nothing.</summary>
    private void CheckThatBothAgree()
    {
        float[] generated = Results(GeneratedForward, GeneratedBackward), byHand = Results(HandForward, HandBackward);
        for (int i = 0; i < generated.Length; i++)
        {
            if (!(Math.Abs(generated[i] - byHand[i]) <= 1e-6f))
                throw new InvalidOperationException($"number {i}: generated {generated[i]}, by hand {byHand[i]}; they must be the same function");
        }
    }

    private float[] Results(Action forward, Action backward)
    {
        RandomRows.Fill(_values, 1);
        RandomRows.Fill(_gradients, 2);
        forward();
        backward();
        return [.. _values.Span(0, (int)_values.Length), .. _gradients.Span(0, (int)_gradients.Length)];
    }

    private RowBlock Values(int step) => new(_values, step * Rows * ValueStride, ValueStride);

    private RowBlock Gradients(int step) => new(_gradients, step * Rows * GradientStride, GradientStride);

    /// <summary>As in training: an odd number of cache lines, so that a column of many rows spreads over all sets of a cache.</summary>
    private long Stride(int slots) => slots * Units / 16 % 2 == 0 ? slots * Units + 16 : slots * Units;

    private sealed class Columns : ManualConfig
    {
        public Columns() => AddColumn(
            new FigureColumn("generated µs", "median time of the pass generated from lstm.unit", "N1", (benchmark, _) => Of(benchmark).FirstSeconds * 1e6),
            new FigureColumn("by hand µs", "median time of the pass written by hand", "N1", (benchmark, _) => Of(benchmark).SecondSeconds * 1e6),
            new FigureColumn("speed", "of the generated pass, the hand-written one being 100 %; at least 90 % is the aim", "P0", (benchmark, _) => Of(benchmark).Ratio));

        private static Pair Of(BenchmarkCase benchmark) =>
            Pairs[((int)benchmark.Parameters[nameof(Units)], (Direction)benchmark.Parameters[nameof(Pass)])];
    }
}
