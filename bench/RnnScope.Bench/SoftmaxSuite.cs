using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using RnnScope.Bench.Reports;
using RnnScope.Numerics;
using RnnScope.Numerics.Memory;

namespace RnnScope.Bench;

/// <summary>Softmax and cross-entropy of 50 rows of logits, for a vocabulary of bytes and one of words.</summary>
[Config(typeof(Columns))]
public class SoftmaxSuite
{
    private const int Rows = 50;
    private FloatBuffer _logits = null!, _work = null!;

    /// <summary>V; 16,386 are the words of the autocomplete task.</summary>
    [Params(87, 16_386)]
    public int Symbols { get; set; }

    private int Padded => (Symbols + 15) / 16 * 16;

    [GlobalSetup]
    public void Setup()
    {
        _logits = RandomRows.Of((long)Rows * Padded);
        _work = new FloatBuffer((long)Rows * Padded);
        for (int row = 0; row < Rows; row++) Row(_logits, row)[Symbols..].Fill(Softmax.Padding);
    }

    /// <summary>Probabilities, as sampling and the viewer need them.</summary>
    [Benchmark]
    public void Probabilities()
    {
        for (int row = 0; row < Rows; row++) Softmax.Probabilities(Row(_logits, row), Row(_work, row));
    }

    /// <summary>The loss alone, as validation needs it; the copy that keeps the logits is included.</summary>
    [Benchmark]
    public double Loss()
    {
        double sum = 0;
        for (int row = 0; row < Rows; row++) sum += Softmax.Loss(Copy(row), row);
        return sum;
    }

    /// <summary>Loss and gradient, as training needs them; the copy that keeps the logits is included.</summary>
    [Benchmark]
    public double LossAndGradient()
    {
        double sum = 0;
        for (int row = 0; row < Rows; row++) sum += Softmax.LossAndGradient(Copy(row), row, 1e-4f);
        return sum;
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _logits.Dispose();
        _work.Dispose();
    }

    private Span<float> Row(FloatBuffer buffer, int row) => buffer.Span((long)row * Padded, Padded);

    private Span<float> Copy(int row)
    {
        Span<float> copy = Row(_work, row);
        Row(_logits, row).CopyTo(copy);
        return copy;
    }

    private sealed class Columns : ManualConfig
    {
        public Columns() => AddColumn(
            FigureColumn.Microseconds,
            new FigureColumn("logits/ns", "logits in a nanosecond", "N2", (benchmark, seconds) => Rows * (int)benchmark.Parameters[nameof(Symbols)] / seconds / 1e9));
    }
}
