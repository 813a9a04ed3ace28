using RnnScope.Engine.Units;
using RnnScope.Numerics.Memory;
using RnnScope.Numerics.Products;

namespace RnnScope.Engine.Networks;

/// <summary>The way from adjoints of the first layer's affine calls to the length of the gradient with respect to a one-hot input.</summary>
/// <remarks>
/// That gradient is W a: the weights of x, (V, K), times the adjoints of the K outputs of all calls that read x. Where V is at most K it
/// is computed symbol by symbol. A larger vocabulary is not needed for its length: |W a| = |R a| with the Cholesky factor R, (K, K),
/// of W^T W. The factor is computed in double precision, so that its error stays below that of the adjoints even where
/// W a is small against a. Several walks may share one.
/// </remarks>
public sealed class InputJacobian : IDisposable
{
    private readonly PackedMatrix _matrix;
    private readonly int[] _calls;
    private readonly int _units, _lanes;

    /// <summary>Packs the weights of a network as they are now.</summary>
    public InputJacobian(Network network)
    {
        NetworkShape shape = network.Shape;
        (_units, _lanes) = (shape.Units, shape.Lanes);
        _calls = [.. Enumerable.Range(0, shape.Unit.Calls.Count).Where(call => InputOf(shape.Unit, call) >= 0)];
        int inputs = _calls.Length * _units;
        ParameterTensor[] tensors = [.. _calls.Select(call =>
            network.Parameters[ParameterSet.WeightName(0, shape.Unit.Calls[call], InputOf(shape.Unit, call))])];
        if (shape.Symbols <= inputs)
        {
            _matrix = new PackedMatrix(inputs, shape.Symbols);
            for (int i = 0; i < tensors.Length; i++)
                _matrix.PackTransposed(network.Parameters.Values(tensors[i]), shape.Symbols, _units, i * _units, 0);
            return;
        }

        float[] rows = new float[(long)shape.Symbols * inputs];
        for (int i = 0; i < tensors.Length; i++)
            for (int symbol = 0; symbol < shape.Symbols; symbol++)
                network.Parameters.Values(tensors[i]).Slice(symbol * _units, _units).CopyTo(rows.AsSpan(symbol * inputs + i * _units));
        _matrix = new PackedMatrix(inputs, inputs);
        _matrix.PackTransposed(CholeskyFactor.OfGram(rows, inputs), inputs, inputs, 0, 0);
    }

    /// <summary>Columns of the rows that <see cref="Multiply"/> writes.</summary>
    internal int Columns => _matrix.PaddedColumns;

    /// <summary>Rows of adjoints become rows of numbers whose lengths are those of the gradients.</summary>
    internal void Multiply(RowBlock adjoints, int rows, RowBlock destination)
    {
        // Call by call: padding lanes may hold anything, even NaN, and must not enter a sum.
        for (int i = 0; i < _calls.Length; i++)
        {
            MatrixProduct.Multiply(
                adjoints.Column((long)_calls[i] * _lanes), rows, _matrix, i * _units, _units, i == 0 ? null : destination, destination);
        }
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose() => _matrix.Dispose();

    private static int InputOf(UnitGraph unit, int call) => unit.Calls[call].Arguments.ToList().FindIndex(node => unit.Nodes[node] is InputNode);
}
