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
    private readonly PackedMatrix?[] _products;
    private readonly FloatBuffer?[] _tables;
    private readonly FloatBuffer _bias; // of the calls, then the vectors

    public LayerGradient(LayerPass layer, NetworkShape shape, int streams)
    {
        (_layer, _shape, _streams) = (layer, shape, streams);
        _runs = [.. layer.Weights.Runs];
        _products = [.. _runs.Select(run => run.Table is null ? new PackedMatrix(run.Inputs, run.Columns) : null)];
        _tables = [.. _runs.Select(run => run.Table is null ? null : new FloatBuffer((long)run.Inputs * run.Columns))];
        _bias = new FloatBuffer((long)(shape.Unit.Calls.Count + shape.Unit.Vectors.Count) * shape.Lanes);
    }

    /// <summary>Sets this worker's share of the sums to zero.</summary>
    public void Clear(int worker, int workers)
    {
        for (int i = 0; i < _runs.Length; i++)
        {
            (int from, int to) = Columns(_runs[i].Columns, worker, workers);
            _products[i]?.Clear(from, to);
            for (int symbol = 0; _tables[i] is not null && symbol < _runs[i].Inputs; symbol++) TableRow(i, symbol, from, to).Clear();
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
            if (_products[i] is { } sums)
                summer.Accumulate(Argument(run.Run, first).Backwards(steps - 1), adjoints, _streams, from, to, sums, steps);
            else
                Scatter(symbols[(first * _streams)..(end * _streams)], adjoints, i, steps, from, to);
        }
        (int firstColumn, int lastColumn) = Columns((int)_bias.Length, worker, workers);
        RowAddition.Add(_bias.Span(firstColumn, lastColumn - firstColumn), _layer.Memory.Adjoints(first).Backwards(steps - 1).Column(firstColumn), _streams, steps);
    }

    /// <summary>Copies this worker's share of the sums into the tensors of a set.</summary>
    public void Unpack(ParameterSet destination, int worker, int workers)
    {
        for (int i = 0; i < _runs.Length; i++)
        {
            (int from, int to) = WorkerPool.Share(_runs[i].Inputs, worker, workers);
            if (_products[i] is { } sums) _runs[i].Unpack(sums, from, to, destination);
            else _runs[i].Unpack(_tables[i]!, from, to, destination);
        }
        if (worker > 0) return;
        ParameterTensor?[] biases = _layer.Weights.Biases;
        for (int call = 0; call < biases.Length; call++)
        {
            if (biases[call] is { } bias) Sum(call).CopyTo(destination.Values(bias));
        }
        ParameterTensor[] vectors = _layer.Weights.VectorTensors;
        for (int vector = 0; vector < vectors.Length; vector++) Sum(biases.Length + vector).CopyTo(destination.Values(vectors[vector]));
    }

    public void Dispose()
    {
        foreach (PackedMatrix? product in _products) product?.Dispose();
        foreach (FloatBuffer? table in _tables) table?.Dispose();
        _bias.Dispose();
    }

    /// <summary>A worker's share of columns: whole panels, which have at most 32.</summary>
    internal static (int From, int To) Columns(int columns, int worker, int workers)
    {
        (int from, int to) = WorkerPool.Share((columns + 31) / 32, worker, workers);
        return (from * 32, Math.Min(columns, to * 32));
    }

    private Span<float> Sum(int slot) => _bias.Span((long)slot * _shape.Lanes, _shape.Units);

    private Span<float> TableRow(int run, int symbol, int from, int to) =>
        _tables[run]!.Span((long)symbol * _runs[run].Columns + from, to - from);

    private RowBlock Argument(ProductRun run, int step) => run.Source switch
    {
        RunSource.Input => _layer.Incoming(step, 0, isLearning: true)!.Value,
        RunSource.PreviousState => _layer.Memory.Value(run.Slot, step - 1),
        _ => _layer.Memory.Value(run.Slot, step),
    };

    private void Scatter(ReadOnlySpan<ushort> symbols, RowBlock adjoints, int run, int steps, int from, int to)
    {
        for (int group = 0; group < steps; group++)
        {
            ReadOnlySpan<ushort> read = symbols.Slice((steps - 1 - group) * _streams, _streams);
            RowBlock rows = adjoints.Group(group).Column(from);
            for (int row = 0; row < _streams; row++) RowAddition.Add(TableRow(run, read[row], from, to), rows.Row(row, to - from));
        }
    }
}
