using RnnScope.Numerics;
using RnnScope.Numerics.Memory;
using RnnScope.Numerics.Products;

namespace RnnScope.Engine.Networks;

/// <summary>Sums the gradients of all weights, block by block, while a block's adjoints are in cache.</summary>
internal sealed class GradientPass : IDisposable
{
    private readonly NetworkShape _shape;
    private readonly LayerPass[] _passes;
    private readonly LayerGradient[] _layers;
    private readonly WeightGradient[] _summers;
    private readonly PackedMatrix _outputWeight;
    private readonly FloatBuffer _outputBias;
    private readonly LogitMemory _logits;
    private readonly int _columns, _streams;
    private readonly bool _drops;

    public GradientPass(Network network, LayerPass[] passes, LogitMemory logits, int streams, int workers, bool drops)
    {
        (_shape, _passes, _logits, _streams, _drops) = (network.Shape, passes, logits, streams, drops);
        _layers = [.. passes.Select(pass => new LayerGradient(pass, network.Shape, streams))];
        _summers = [.. Enumerable.Range(0, workers).Select(_ => new WeightGradient())];
        _columns = network.Output.Columns;
        _outputWeight = new PackedMatrix(network.Shape.Units, _columns);
        _outputBias = new FloatBuffer(_columns);
    }

    /// <summary>Sets a worker's share of the sums to zero.</summary>
    public void Clear(int worker)
    {
        foreach (LayerGradient layer in _layers) layer.Clear(worker, _summers.Length);
        (int from, int to) = LayerGradient.Columns(_columns, worker, _summers.Length);
        _outputWeight.Clear(from, to);
        _outputBias.Span(from, to - from).Clear();
    }

    /// <summary>Adds steps first..end to a worker's share of the sums.</summary>
    public void Accumulate(ReadOnlySpan<ushort> symbols, int first, int end, int worker)
    {
        foreach (LayerGradient layer in _layers) layer.Accumulate(_summers[worker], symbols, first, end, worker, _summers.Length);
        int steps = end - first;
        (int from, int to) = LayerGradient.Columns(_columns, worker, _summers.Length);
        RowBlock hidden = _passes[^1].Memory.Outgoing(first, 0, _drops).Backwards(steps - 1), adjoints = _logits.Rows(first, 0).Backwards(steps - 1);
        _summers[worker].Accumulate(hidden, adjoints, _streams, from, to, _outputWeight, steps);
        RowAddition.Add(_outputBias.Span(from, to - from), adjoints.Column(from), _streams, steps);
    }

    /// <summary>Copies a worker's share of the sums into a set; all sums are complete.</summary>
    public void Unpack(ParameterSet destination, int worker)
    {
        foreach (LayerGradient layer in _layers) layer.Unpack(destination, worker, _summers.Length);
        Span<float> weight = destination.Values(destination["output.weight"]);
        (int from, int to) = WorkerPool.Share(_shape.Units, worker, _summers.Length);
        _outputWeight.Unpack(weight[(from * _shape.Outputs)..(to * _shape.Outputs)], to - from, _shape.Outputs, from, 0);
        if (worker == 0) _outputBias.Span(0, _shape.Outputs).CopyTo(destination.Values(destination["output.bias"]));
    }

    public void Dispose()
    {
        foreach (LayerGradient layer in _layers) layer.Dispose();
        foreach (WeightGradient summer in _summers) summer.Dispose();
        _outputWeight.Dispose();
        _outputBias.Dispose();
    }
}
