using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using RnnScope.Bench.Reports;
using RnnScope.Numerics.Memory;
using RnnScope.Numerics.Products;

namespace RnnScope.Bench;

/// <summary>The three matrix products of training an LSTM, for one thread that has 50 of 100 streams, beside the multiply-add peak.</summary>
[Config(typeof(Columns))]
public class ProductSuite
{
    // The streams of one of two workers; the four gates; a window long enough to leave the caches.
    private const int Rows = 50, Gates = 4, Steps = 100;

    private FloatBuffer _hidden = null!, _gates = null!;
    private PackedMatrix _forward = null!, _backward = null!, _gradient = null!;
    private WeightGradient _summer = null!;
    private int _step;

    /// <summary>H.</summary>
    [Params(128, 256, 512)]
    public int Units { get; set; }

    private int GateColumns => Gates * Units;

    [GlobalSetup]
    public void Setup()
    {
        Peak.Measure();
        _hidden = RandomRows.Of((long)Rows * Steps * Units, 1);
        _gates = RandomRows.Of((long)Rows * Steps * GateColumns, 2);
        _gradient = new PackedMatrix(Units, GateColumns);
        using FloatBuffer weights = RandomRows.Of((long)Units * GateColumns, 3);
        _forward = new PackedMatrix(Units, GateColumns);
        _forward.Pack(weights.Span(0, Units * GateColumns), Units, GateColumns, 0, 0);
        _backward = new PackedMatrix(GateColumns, Units);
        _backward.PackTransposed(weights.Span(0, Units * GateColumns), Units, GateColumns, 0, 0);
        _summer = new WeightGradient();
    }

    /// <summary>Gates from hidden states, (50, H) (H, 4 H): one step of a window after the other.</summary>
    [Benchmark]
    public void Forward() => MatrixProduct.Multiply(HiddenOfNextStep(), Rows, _forward, null, GatesOf(_step));

    /// <summary>Adjoints of hidden states from those of gates, (50, 4 H) (4 H, H).</summary>
    [Benchmark]
    public void Backward() => MatrixProduct.Multiply(GatesOf(_step), Rows, _backward, null, HiddenOfNextStep());

    /// <summary>The weights' gradient over a whole window, (H, 5000) (5000, 4 H).</summary>
    [Benchmark]
    public void Gradient() => _summer.Accumulate(new RowBlock(_hidden, 0, Units), GatesOf(0), Rows * Steps, 0, GateColumns, _gradient);

    [GlobalCleanup]
    public void Cleanup()
    {
        foreach (IDisposable memory in new IDisposable[] { _hidden, _gates, _gradient, _forward, _backward, _summer }) memory.Dispose();
    }

    private RowBlock HiddenOfNextStep()
    {
        _step = (_step + 1) % Steps;
        return new RowBlock(_hidden, (long)_step * Rows * Units, Units);
    }

    private RowBlock GatesOf(int step) => new(_gates, (long)step * Rows * GateColumns, GateColumns);

    private sealed class Columns : ManualConfig
    {
        public Columns() => AddColumn(
            FigureColumn.Microseconds,
            new FigureColumn("GF/s", "operations of the product, in billions per second", "N0", Gigaflops),
            new FigureColumn("peak GF/s", "multiply-add peak of one thread", "N0", (_, _) => Peak.Gigaflops),
            new FigureColumn("of peak", "GF/s as a share of the peak", "P0", (benchmark, seconds) => Gigaflops(benchmark, seconds) / Peak.Gigaflops));

        private static double Gigaflops(BenchmarkCase benchmark, double seconds)
        {
            double units = (int)benchmark.Parameters[nameof(Units)];
            int rows = benchmark.Descriptor.WorkloadMethod.Name == nameof(Gradient) ? Rows * Steps : Rows;
            return 2 * rows * units * Gates * units / seconds / 1e9;
        }
    }
}
