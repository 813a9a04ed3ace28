using RnnScope.Engine.Units;
using RnnScope.Numerics;
using RnnScope.Numerics.Memory;
using RnnScope.Numerics.Products;

namespace RnnScope.Engine.Networks;

/// <summary>The weights of one product of one layer, packed for both directions.</summary>
/// <remarks>A one-hot input is not multiplied: its product is a row of a table, with the bias already added.</remarks>
internal sealed class RunWeights : IDisposable
{
    private readonly PackedMatrix? _forward, _backward;
    private readonly ParameterTensor[] _tensors;
    private readonly int _units, _lanes;

    public RunWeights(ParameterSet parameters, int layer, ProductRun run)
    {
        NetworkShape shape = parameters.Shape;
        (_units, _lanes, Run) = (shape.Units, shape.Lanes, run);
        _tensors = [.. run.ArgumentPositions.Select((position, i) =>
            parameters[ParameterSet.WeightName(layer, shape.Unit.Calls[run.FirstCall + i], position)])];
        Inputs = _tensors[0].Rows;
        Columns = run.CallCount * _lanes;
        if (layer == 0 && run.Source == RunSource.Input)
        {
            Table = new FloatBuffer((long)Inputs * Columns);
        }
        else
        {
            _forward = new PackedMatrix(Inputs, Columns);
            _backward = new PackedMatrix(Columns, Inputs);
        }
    }

    public ProductRun Run { get; }

    /// <summary>V for the one-hot input, else H.</summary>
    public int Inputs { get; }

    /// <summary>Calls times lanes.</summary>
    public int Columns { get; }

    /// <summary>For a one-hot input, a row (Columns) for each symbol, bias included.</summary>
    public FloatBuffer? Table { get; }

    /// <summary>Packs a worker's share of the inputs.</summary>
    public void Pack(ParameterSet parameters, ParameterTensor?[] biases, int worker, int workers)
    {
        (int from, int to) = WorkerPool.Share(Inputs, worker, workers);
        for (int call = 0; call < _tensors.Length; call++)
        {
            ReadOnlySpan<float> weights = parameters.Values(_tensors[call])[(from * _units)..(to * _units)];
            if (Table is null)
            {
                _forward!.Pack(weights, to - from, _units, from, call * _lanes);
                _backward!.PackTransposed(weights, to - from, _units, call * _lanes, from);
                continue;
            }
            for (int symbol = from; symbol < to; symbol++)
            {
                Span<float> row = Table.Span((long)symbol * Columns + call * _lanes, _units);
                weights.Slice((symbol - from) * _units, _units).CopyTo(row);
                if (biases[Run.FirstCall + call] is { } bias) RowAddition.Add(row, parameters.Values(bias));
            }
        }
    }

    public void Multiply(RowBlock argument, int rows, RowBlock? init, RowBlock destination, int steps = 1) =>
        MatrixProduct.Multiply(argument, rows, _forward!, init, destination, steps);

    /// <summary>The product of one-hot inputs: a row of the table for each symbol.</summary>
    public void LookUp(ReadOnlySpan<ushort> symbols, RowBlock destination)
    {
        for (int row = 0; row < symbols.Length; row++)
            Table!.Span((long)symbols[row] * Columns, Columns).CopyTo(destination.Row(row, Columns));
    }

    /// <summary>The argument's adjoint from the calls' adjoints.</summary>
    public void MultiplyTransposed(RowBlock adjoints, int rows, bool adds, RowBlock destination, int steps = 1)
    {
        if (_units == _lanes)
        {
            MatrixProduct.Multiply(adjoints, rows, _backward!, adds ? destination : null, destination, steps);
            return;
        }
        // Call by call: padding lanes may hold anything, even NaN, and must not enter a sum.
        for (int call = 0; call < _tensors.Length; call++)
        {
            RowBlock? init = adds || call > 0 ? destination : null;
            MatrixProduct.Multiply(adjoints.Column(call * _lanes), rows, _backward!, call * _lanes, _units, init, destination, steps);
        }
    }

    /// <summary>Copies inputs from..to of a gradient (Inputs, Columns) into the tensors of a set.</summary>
    public void Unpack(PackedMatrix gradient, int from, int to, ParameterSet destination)
    {
        for (int call = 0; call < _tensors.Length; call++)
            gradient.Unpack(destination.Values(_tensors[call])[(from * _units)..(to * _units)], to - from, _units, from, call * _lanes);
    }

    /// <summary>As above, for a one-hot input's table.</summary>
    public void Unpack(FloatBuffer gradient, int from, int to, ParameterSet destination)
    {
        for (int call = 0; call < _tensors.Length; call++)
        {
            Span<float> values = destination.Values(_tensors[call]);
            for (int symbol = from; symbol < to; symbol++)
                gradient.Span((long)symbol * Columns + call * _lanes, _units).CopyTo(values.Slice(symbol * _units, _units));
        }
    }

    public void Dispose()
    {
        Table?.Dispose();
        _forward?.Dispose();
        _backward?.Dispose();
    }
}
