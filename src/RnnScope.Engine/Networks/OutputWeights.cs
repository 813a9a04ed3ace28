using RnnScope.Numerics;
using RnnScope.Numerics.Memory;
using RnnScope.Numerics.Products;

namespace RnnScope.Engine.Networks;

/// <summary>The output layer, logits = h W + b, packed for both directions.</summary>
internal sealed class OutputWeights : IDisposable
{
    private readonly PackedMatrix _forward, _backward;
    private readonly FloatBuffer _bias;
    private readonly NetworkShape _shape;

    public OutputWeights(NetworkShape shape)
    {
        _shape = shape;
        _forward = new PackedMatrix(shape.Units, shape.Outputs);
        _backward = new PackedMatrix(shape.Outputs, shape.Units);
        _bias = new FloatBuffer(Columns);
        _bias.Span(0, Columns).Fill(Softmax.Padding);
    }

    /// <summary>K rounded up to whole vectors.</summary>
    public int Columns => _forward.PaddedColumns;

    /// <summary>Packs a worker's share of the rows.</summary>
    public void Pack(ParameterSet parameters, int worker, int workers)
    {
        (int from, int to) = WorkerPool.Share(_shape.Units, worker, workers);
        ReadOnlySpan<float> weights = parameters.Values(parameters["output.weight"])[(from * _shape.Outputs)..(to * _shape.Outputs)];
        _forward.Pack(weights, to - from, _shape.Outputs, from, 0);
        _backward.PackTransposed(weights, to - from, _shape.Outputs, 0, from);
        if (worker == 0) parameters.Values(parameters["output.bias"]).CopyTo(_bias.Span(0, _shape.Outputs));
    }

    public void Multiply(RowBlock hidden, int rows, RowBlock logits, int steps) =>
        MatrixProduct.Multiply(hidden, rows, _forward, new RowBlock(_bias, 0, 0), logits, steps);

    public void MultiplyTransposed(RowBlock logitAdjoints, int rows, RowBlock hiddenAdjoints, int steps) =>
        MatrixProduct.Multiply(logitAdjoints, rows, _backward, null, hiddenAdjoints, steps);

    public void Dispose()
    {
        _forward.Dispose();
        _backward.Dispose();
        _bias.Dispose();
    }
}
