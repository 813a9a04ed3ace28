using RnnScope.Engine.Units;
using RnnScope.Numerics;
using RnnScope.Numerics.Memory;
using RnnScope.Numerics.Products;

namespace RnnScope.Engine.Networks;

/// <summary>Sums the weight gradients of one layer over all steps and streams of a window.</summary>
/// <remarks>Workers share columns, never sums; each sum runs over steps, then streams, in order.</remarks>
internal sealed class LayerGradient : IDisposable
{
    private readonly LayerPass _layer;
    private readonly NetworkShape _shape;
    private readonly int _streams, _steps;
    private readonly RunWeights[] _runs;
    private readonly FloatBuffer[] _gradients;
    private readonly FloatBuffer _bias;

    public LayerGradient(LayerPass layer, NetworkShape shape, int streams, int steps)
    {
        (_layer, _shape, _streams, _steps) = (layer, shape, streams, steps);
        _runs = [.. layer.Weights.Runs];
        _gradients = [.. _runs.Select(run => new FloatBuffer((long)run.Inputs * run.Columns))];
        _bias = new FloatBuffer((long)shape.Unit.Calls.Count * shape.Lanes);
    }

    /// <summary>Sums this worker's share of the columns.</summary>
    public void Accumulate(WeightGradient summer, ReadOnlySpan<ushort> symbols, int worker, int workers)
    {
        for (int i = 0; i < _runs.Length; i++)
        {
            RunWeights run = _runs[i];
            (int from, int to) = Columns(run.Columns, worker, workers);
            RowBlock adjoints = _layer.Memory.Gradient(run.Run.FirstCall, 0);
            var gradient = new RowBlock(_gradients[i], 0, run.Columns);
            for (int input = 0; input < run.Inputs; input++) gradient.Column(from).Row(input, to - from).Clear();
            if (run.Table is not null) Scatter(symbols, adjoints, gradient, from, to);
            else summer.Accumulate(Argument(run.Run), run.Inputs, adjoints, _streams * _steps, from, to, gradient);
        }
        (int first, int last) = Columns((int)_bias.Length, worker, workers);
        SumRows(_layer.Memory.Gradients(0).Column(first), _bias.Span(first, last - first));
    }

    /// <summary>Copies the sums into the tensors of a set.</summary>
    public void Unpack(ParameterSet destination)
    {
        for (int i = 0; i < _runs.Length; i++) _runs[i].Unpack(_gradients[i], destination);
        ParameterTensor?[] biases = _layer.Weights.Biases;
        for (int call = 0; call < biases.Length; call++)
        {
            if (biases[call] is { } bias) _bias.Span((long)call * _shape.Lanes, _shape.Units).CopyTo(destination.Values(bias));
        }
    }

    public void Dispose()
    {
        foreach (FloatBuffer gradient in _gradients) gradient.Dispose();
        _bias.Dispose();
    }

    /// <summary>A worker's share of columns: whole panels of 32.</summary>
    internal static (int From, int To) Columns(int columns, int worker, int workers)
    {
        (int from, int to) = WorkerPool.Share((columns + 31) / 32, worker, workers);
        return (from * 32, Math.Min(columns, to * 32));
    }

    private RowBlock Argument(ProductRun run) => run.Source switch
    {
        RunSource.Input => _layer.Incoming(0, 0, isLearning: true)!.Value,
        RunSource.PreviousState => _layer.Memory.Value(run.Slot, -1),
        _ => _layer.Memory.Value(run.Slot, 0),
    };

    private void Scatter(ReadOnlySpan<ushort> symbols, RowBlock adjoints, RowBlock gradient, int from, int to)
    {
        for (int row = 0; row < _streams * _steps; row++)
        {
            Span<float> sum = gradient.Column(from).Row(symbols[row], to - from);
            RowAddition.Add(sum, adjoints.Column(from).Row(row, to - from));
        }
    }

    private void SumRows(RowBlock rows, Span<float> sum)
    {
        sum.Clear();
        for (int row = 0; row < _streams * _steps; row++) RowAddition.Add(sum, rows.Row(row, sum.Length));
    }
}
