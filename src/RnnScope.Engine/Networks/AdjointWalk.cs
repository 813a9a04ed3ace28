using System.Numerics;
using RnnScope.Numerics.Memory;

namespace RnnScope.Engine.Networks;

/// <summary>Walks back through time with the adjoints of many logits at once, a row for each.</summary>
/// <remarks>
/// At every step all rows go back together: one matrix product per weight, whatever their number. A row depends on no other, so no
/// result depends on which rows walk together. Rows that start later in the text come first; a row whose adjoints are all below
/// <see cref="Floor"/> is set to zero, because numbers much smaller would leave the range of single precision.
/// One instance per thread; several may read the same pass.
/// </remarks>
public sealed class AdjointWalk : IDisposable
{
    /// <summary>What is below this in all states is taken for zero; adjoints start near 1.</summary>
    public const float Floor = 1e-24f;

    private readonly Network _network;
    private readonly InputJacobian _input;
    private readonly BackwardStep[] _steps;
    private readonly FloatBuffer[] _outputs;
    private readonly FloatBuffer _gradients;
    private readonly bool[] _isGone;
    private readonly int _lanes;
    private readonly long _stride;
    private FloatBuffer[] _now, _before;
    private int _starting;

    /// <summary>Makes room for rows.</summary>
    /// <param name="network">The network; packed.</param>
    /// <param name="input">Its way to the symbols; not owned.</param>
    /// <param name="rows">The most rows that walk at once, at least 1.</param>
    public AdjointWalk(Network network, InputJacobian input, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        (_network, _input, _lanes, Capacity) = (network, input, network.Shape.Lanes, rows);
        _stride = LayerMemory.Stride((long)network.Plan.GradientSlots * _lanes);
        _steps = [.. network.Layers.Select(weights => new BackwardStep(network.Kernels, weights))];
        _now = Buffers(_stride);
        _before = Buffers(_stride);
        _outputs = Buffers(_lanes);
        _gradients = new FloatBuffer((long)rows * _input.Columns);
        _isGone = new bool[rows];

        FloatBuffer[] Buffers(long width) => [.. _steps.Select(_ => new FloatBuffer(width * rows))];
    }

    /// <summary>The most rows that walk at once.</summary>
    public int Capacity { get; }

    /// <summary>The first row that still walks.</summary>
    public int First { get; private set; }

    /// <summary>The row after the last that has started.</summary>
    public int End { get; private set; }

    /// <summary>Takes all rows away.</summary>
    public void Clear()
    {
        foreach (FloatBuffer buffer in _now.Concat(_before).Concat(_outputs)) buffer.Clear();
        Array.Clear(_isGone);
        (First, End, _starting) = (0, 0, 0);
    }

    /// <summary>Starts a row at the step that <see cref="Back(NetworkPass, int, int, bool)"/> goes through next.</summary>
    /// <param name="output">The symbol or word whose logit at that step is differentiated.</param>
    public void Start(int output)
    {
        if (End == Capacity) throw new InvalidOperationException($"there is room for {Capacity} rows");
        ArgumentOutOfRangeException.ThrowIfNegative(output);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(output, _network.Shape.Outputs);
        ReadOnlySpan<float> weights = _network.Parameters.Values(_network.Parameters["output.weight"]);
        Span<float> adjoint = Row(_outputs[^1], _lanes, End++);
        for (int unit = 0; unit < adjoint.Length; unit++) adjoint[unit] = weights[unit * _network.Shape.Outputs + output];
    }

    /// <summary>Goes back through a step of a window that was read, from the last layer to the first.</summary>
    /// <param name="pass">The window.</param>
    /// <param name="step">The step.</param>
    /// <param name="stream">The stream, of the first row where each has its own.</param>
    /// <param name="isShared">Whether all rows are of this stream; else row r is of stream + r.</param>
    public void Back(NetworkPass pass, int step, int stream, bool isShared)
    {
        int rows = End - First;
        if (rows == 0) return;
        for (int layer = _steps.Length - 1; layer >= 0; layer--)
        {
            RowBlock now = Rows(_now[layer], _stride), output = Rows(_outputs[layer], _lanes);
            _steps[layer].Run(rows, Values(layer, step), Values(layer, step - 1), now, Rows(_before[layer], _stride), output);
            if (layer > 0) _steps[layer].ToInput(rows, now, Rows(_outputs[layer - 1], _lanes));
            else _input.Multiply(now, rows, Rows(_gradients, _input.Columns));
        }

        for (; _starting < End; _starting++) Row(_outputs[^1], _lanes, _starting).Clear();
        (_now, _before) = (_before, _now);
        for (int row = First; row < End; row++) EndIfTiny(row);
        while (First < End && _isGone[First]) First++;

        RowBlock Values(int layer, int at) =>
            isShared ? pass.Memory(layer).Values(at, stream) with { Stride = 0 } : pass.Memory(layer).Values(at, stream + First);
    }

    /// <summary>The length of the gradient of a row's logit with respect to the one-hot input of the step gone through last.</summary>
    /// <param name="row">A row that walked through that step.</param>
    public double InputNorm(int row) => Norm(_gradients.Span((long)row * _input.Columns, _input.Columns));

    /// <summary>The length of the gradient of a row's logit with respect to all states before the step gone through last.</summary>
    public double StateNorm(int row)
    {
        double sum = 0;
        foreach (FloatBuffer layer in _now)
            foreach (int slot in _network.Plan.StateAdjointSlots) sum += SumOfSquares(State(layer, slot, row));
        return Math.Sqrt(sum);
    }

    /// <summary>Ends the first row that still walks.</summary>
    public void EndFirst()
    {
        _isGone[First] = true;
        while (First < End && _isGone[First]) First++;
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        foreach (FloatBuffer buffer in _now.Concat(_before).Concat(_outputs)) buffer.Dispose();
        _gradients.Dispose();
    }

    private void EndIfTiny(int row)
    {
        if (_isGone[row]) return;
        foreach (FloatBuffer layer in _now)
            foreach (int slot in _network.Plan.StateAdjointSlots)
                if (!IsTiny(State(layer, slot, row))) return;
        _isGone[row] = true;
        foreach (FloatBuffer layer in _now)
            foreach (int slot in _network.Plan.StateAdjointSlots) State(layer, slot, row).Clear();
    }

    private Span<float> State(FloatBuffer layer, int slot, int row) =>
        layer.Span(row * _stride + (long)slot * _lanes, _network.Shape.Units);

    private RowBlock Rows(FloatBuffer buffer, long stride) => new(buffer, First * stride, stride);

    private Span<float> Row(FloatBuffer buffer, long stride, int row) => buffer.Span(row * stride, _network.Shape.Units);

    /// <summary>Whether all numbers are below the floor; a NaN is not.</summary>
    private static bool IsTiny(ReadOnlySpan<float> values)
    {
        // Most rows are far from it: the first vector tells.
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
            if (!Vector.LessThanAll(Vector.Abs(new Vector<float>(values[i..])), new Vector<float>(Floor))) return false;
        for (; i < values.Length; i++)
            if (!(Math.Abs(values[i]) < Floor)) return false;
        return true;
    }

    private static double Norm(ReadOnlySpan<float> values) => Math.Sqrt(SumOfSquares(values));

    // In double precision: squares of floats below 1e-19 would vanish.
    private static double SumOfSquares(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values) sum += (double)value * value;
        return sum;
    }
}
