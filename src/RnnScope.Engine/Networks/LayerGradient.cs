using RnnScope.Engine.Units;
using RnnScope.Numerics;
using RnnScope.Numerics.Memory;
using RnnScope.Numerics.Products;

namespace RnnScope.Engine.Networks;

/// <summary>Sums the weight gradients of one layer, block of steps by block of steps.</summary>
/// <remarks>Workers share columns, never sums; each sum runs from the last step to the first, and over streams in order.</remarks>
internal sealed class LayerGradient : IDisposable
{
    private readonly LayerPass _layer;
    private readonly NetworkShape _shape;
    private readonly int _streams;
    private readonly RunWeights[] _runs;
    private readonly FloatBuffer[] _gradients;
    private readonly FloatBuffer _bias;

    public LayerGradient(LayerPass layer, NetworkShape shape, int streams)
    {
        (_layer, _shape, _streams) = (layer, shape, streams);
        _runs = [.. layer.Weights.Runs];
        _gradients = [.. _runs.Select(run => new FloatBuffer((long)run.Inputs * run.Columns))];
        _bias = new FloatBuffer((long)shape.Unit.Calls.Count * shape.Lanes);
    }

    /// <summary>Sets this worker's share of the sums to zero.</summary>
    public void Clear(int worker, int workers)
    {
        for (int i = 0; i < _runs.Length; i++)
        {
            (int from, int to) = Columns(_runs[i].Columns, worker, workers);
            for (int input = 0; input < _runs[i].Inputs; input++) Gradient(i, from).Row(input, to - from).Clear();
        }
        (int first, int last) = Columns((int)_bias.Length, worker, workers);
        _bias.Span(first, last - first).Clear();
    }

    /// <summary>Adds steps first..end to this worker's share of the columns.</summary>
    public void Accumulate(WeightGradient summer, ReadOnlySpan<ushort> symbols, int first, int end, int worker, int workers)
    {
        int steps = end - first;
        for (int i = 0; i < _runs.Length; i++)
        {
            RunWeights run = _runs[i];
            (int from, int to) = Columns(run.Columns, worker, workers);
            RowBlock adjoints = _layer.Memory.Adjoint(run.Run.FirstCall, first).Backwards(steps - 1);
            if (run.Table is not null)
                Scatter(symbols[(first * _streams)..(end * _streams)], adjoints.Column(from), Gradient(i, from), steps, to - from);
            else
                summer.Accumulate(Argument(run.Run, first).Backwards(steps - 1), run.Inputs, adjoints, _streams, from, to, Gradient(i, 0), steps);
        }
        (int firstColumn, int lastColumn) = Columns((int)_bias.Length, worker, workers);
        SumRows(_layer.Memory.Adjoints(first).Backwards(steps - 1).Column(firstColumn), steps, _bias.Span(firstColumn, lastColumn - firstColumn));
    }

    /// <summary>Copies this worker's share of the sums into the tensors of a set.</summary>
    public void Unpack(ParameterSet destination, int worker, int workers)
    {
        for (int i = 0; i < _runs.Length; i++)
        {
            (int from, int to) = WorkerPool.Share(_runs[i].Inputs, worker, workers);
            _runs[i].Unpack(_gradients[i], from, to, destination);
        }
        if (worker > 0) return;
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

    private RowBlock Gradient(int run, int column) => new(_gradients[run], column, _runs[run].Columns);

    private RowBlock Argument(ProductRun run, int step) => run.Source switch
    {
        RunSource.Input => _layer.Incoming(step, 0, isLearning: true)!.Value,
        RunSource.PreviousState => _layer.Memory.Value(run.Slot, step - 1),
        _ => _layer.Memory.Value(run.Slot, step),
    };

    private void Scatter(ReadOnlySpan<ushort> symbols, RowBlock adjoints, RowBlock gradient, int steps, int width)
    {
        for (int group = 0; group < steps; group++)
        {
            ReadOnlySpan<ushort> read = symbols.Slice((steps - 1 - group) * _streams, _streams);
            for (int row = 0; row < _streams; row++) RowAddition.Add(gradient.Row(read[row], width), adjoints.Group(group).Row(row, width));
        }
    }

    private void SumRows(RowBlock rows, int steps, Span<float> sum)
    {
        for (int group = 0; group < steps; group++)
            for (int row = 0; row < _streams; row++) RowAddition.Add(sum, rows.Group(group).Row(row, sum.Length));
    }
}
