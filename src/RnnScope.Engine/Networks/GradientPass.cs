using RnnScope.Numerics;
using RnnScope.Numerics.Memory;
using RnnScope.Numerics.Products;

namespace RnnScope.Engine.Networks;

/// <summary>Sums the gradients of all weights once a window's adjoints are known.</summary>
internal sealed class GradientPass : IDisposable
{
    private readonly NetworkShape _shape;
    private readonly LayerPass[] _passes;
    private readonly LayerGradient[] _layers;
    private readonly WeightGradient[] _summers;
    private readonly FloatBuffer _outputWeight, _outputBias;
    private readonly int _rows, _outputColumns;
    private readonly bool _drops;
    private readonly Action<int> _sum;
    private ushort[] _symbols = [];
    private FloatBuffer _logitAdjoints = null!;

    public GradientPass(Network network, LayerPass[] passes, int streams, int steps, int workers, bool drops)
    {
        (_shape, _passes, _drops) = (network.Shape, passes, drops);
        _layers = [.. passes.Select(pass => new LayerGradient(pass, network.Shape, streams, steps))];
        _summers = [.. Enumerable.Range(0, workers).Select(_ => new WeightGradient(network.Shape.Units))];
        _outputColumns = network.Output.Columns;
        _outputWeight = new FloatBuffer((long)network.Shape.Units * _outputColumns);
        _outputBias = new FloatBuffer(_outputColumns);
        _rows = streams * steps;
        _sum = worker => SumShare(worker, _summers.Length);
    }

    /// <summary>Writes the gradient of every parameter.</summary>
    public void Sum(WorkerPool workers, ushort[] symbols, FloatBuffer logitAdjoints, ParameterSet destination)
    {
        (_symbols, _logitAdjoints) = (symbols, logitAdjoints);
        workers.Run(_sum);
        foreach (LayerGradient layer in _layers) layer.Unpack(destination);
        Span<float> weight = destination.Values(destination["output.weight"]);
        for (int unit = 0; unit < _shape.Units; unit++)
            _outputWeight.Span((long)unit * _outputColumns, _shape.Symbols).CopyTo(weight.Slice(unit * _shape.Symbols, _shape.Symbols));
        _outputBias.Span(0, _shape.Symbols).CopyTo(destination.Values(destination["output.bias"]));
    }

    public void Dispose()
    {
        foreach (LayerGradient layer in _layers) layer.Dispose();
        foreach (WeightGradient summer in _summers) summer.Dispose();
        _outputWeight.Dispose();
        _outputBias.Dispose();
    }

    private void SumShare(int worker, int workers)
    {
        foreach (LayerGradient layer in _layers) layer.Accumulate(_summers[worker], _symbols, worker, workers);
        (int from, int to) = LayerGradient.Columns(_outputColumns, worker, workers);
        var gradient = new RowBlock(_outputWeight, 0, _outputColumns);
        for (int unit = 0; unit < _shape.Units; unit++) gradient.Column(from).Row(unit, to - from).Clear();
        var adjoints = new RowBlock(_logitAdjoints, 0, _outputColumns);
        _summers[worker].Accumulate(_passes[^1].Memory.Outgoing(0, 0, _drops), _shape.Units, adjoints, _rows, from, to, gradient);
        Span<float> bias = _outputBias.Span(from, to - from);
        bias.Clear();
        for (int row = 0; row < _rows; row++) RowAddition.Add(bias, adjoints.Column(from).Row(row, to - from));
    }
}
