using RnnScope.Engine.Units;
using RnnScope.Numerics;
using RnnScope.Numerics.Memory;

namespace RnnScope.Engine.Networks;

/// <summary>One weight matrix, bias or learned vector inside a <see cref="ParameterSet"/>.</summary>
/// <param name="Name">For instance <c>layers.0.i.x</c>, <c>layers.0.i.bias</c>, <c>layers.0.u</c>, <c>output.weight</c>.</param>
/// <param name="Rows">Inputs; 1 for a vector.</param>
/// <param name="Columns">Outputs.</param>
/// <param name="Offset">Where it starts in the block of all parameters.</param>
/// <param name="Start">Where it starts: what the unit file says, or the usual.</param>
/// <param name="IsVector">Whether it is a bias or a learned vector rather than a matrix.</param>
public sealed record ParameterTensor(string Name, int Rows, int Columns, int Offset, ParameterStart Start, bool IsVector)
{
    /// <summary>Numbers in it.</summary>
    public int Count => Rows * Columns;

    /// <summary>Its shape as files show it: (inputs, outputs), or (outputs) for a vector.</summary>
    public long[] Shape => IsVector ? [Columns] : [Rows, Columns];
}

/// <summary>All weights of a network in one block, or numbers of the same layout: gradients, optimiser moments.</summary>
public sealed class ParameterSet : IDisposable
{
    private readonly Dictionary<string, ParameterTensor> _byName;

    /// <summary>A block of zeros for a network.</summary>
    public ParameterSet(NetworkShape shape)
    {
        Shape = shape;
        Tensors = Layout(shape);
        _byName = Tensors.ToDictionary(tensor => tensor.Name);
        ParameterTensor last = Tensors[^1];
        Count = last.Offset + last.Count;
        Buffer = new FloatBuffer((Count + 15) / 16 * 16);
    }

    /// <summary>The network it belongs to.</summary>
    public NetworkShape Shape { get; }

    /// <summary>The tensors, in the order of the block.</summary>
    public IReadOnlyList<ParameterTensor> Tensors { get; }

    /// <summary>How many parameters there are.</summary>
    public int Count { get; }

    /// <summary>The whole block, padded with zeros to a multiple of 16.</summary>
    public Span<float> All => Buffer.Span(0, (int)Buffer.Length);

    internal FloatBuffer Buffer { get; }

    /// <summary>A tensor by name.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public ParameterTensor this[string name] => _byName[name];

    /// <summary>The numbers of a tensor, (rows, columns).</summary>
    public Span<float> Values(ParameterTensor tensor) => Buffer.Span(tensor.Offset, tensor.Count);

    /// <summary>Draws every parameter uniformly from [-bound, bound), unless the unit file says otherwise.</summary>
    /// <param name="rng">Where the numbers come from.</param>
    /// <param name="bound">0.08 in Karpathy, Johnson &amp; Fei-Fei 2015.</param>
    public void Randomize(Rng rng, float bound)
    {
        foreach (ParameterTensor tensor in Tensors)
        {
            Span<float> values = Values(tensor);
            switch (tensor.Start)
            {
                case NearStart near:
                    foreach (ref float value in values) value = near.Centre + rng.NextUniform(bound);
                    break;
                case RangeStart range:
                    foreach (ref float value in values) value = (float)(range.Low + ((double)range.High - range.Low) * rng.NextDouble());
                    break;
                case IdentityStart:
                    values.Clear();
                    for (int i = 0; i < tensor.Rows; i++) values[i * (tensor.Columns + 1)] = 1;
                    break;
            }
        }
    }

    /// <summary>Copies all numbers from a set of the same layout.</summary>
    public void CopyFrom(ParameterSet other) => other.All.CopyTo(All);

    /// <summary>Frees the memory.</summary>
    public void Dispose() => Buffer.Dispose();

    /// <summary>The name of the weights of one argument of an affine call.</summary>
    internal static string WeightName(int layer, AffineCall call, int argument) => $"layers.{layer}.{call.Name}.{call.ArgumentTexts[argument]}";

    internal static string BiasName(int layer, AffineCall call) => $"layers.{layer}.{call.Name}.bias";

    internal static string VectorName(int layer, VectorSyntax vector) => $"layers.{layer}.{vector.Name.Name}";

    /// <summary>The tensors of a network, without making room for their numbers.</summary>
    internal static List<ParameterTensor> Layout(NetworkShape shape)
    {
        var tensors = new List<ParameterTensor>();
        long offset = 0;
        foreach ((string name, int rows, int columns, ParameterStart start, bool isVector) in Declare(shape))
        {
            tensors.Add(new(name, rows, columns, checked((int)offset), start, isVector));
            offset += (long)rows * columns;
            if (offset > int.MaxValue - 16) throw new ArgumentException($"expected fewer than 2^31 parameters, found more in {shape.Layers} layers of {shape.Units} units");
        }
        return tensors;
    }

    /// <summary>Names and sizes of the tensors of a network, however many numbers they have.</summary>
    internal static IEnumerable<(string Name, int Rows, int Columns, ParameterStart Start, bool IsVector)> Declare(NetworkShape shape)
    {
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            foreach (AffineCall call in shape.Unit.Calls)
            {
                for (int a = 0; a < call.Arguments.Count; a++)
                {
                    bool isInput = shape.Unit.Nodes[call.Arguments[a]] is InputNode;
                    yield return (WeightName(layer, call, a), isInput && layer == 0 ? shape.Symbols : shape.Units, shape.Units, call.Starts[a], false);
                }
                if (call.Bias is { } start) yield return (BiasName(layer, call), 1, shape.Units, start, true);
            }
            foreach (VectorSyntax vector in shape.Unit.Vectors) yield return (VectorName(layer, vector), 1, shape.Units, vector.Start, true);
        }
        yield return ("output.weight", shape.Units, shape.Outputs, ParameterStart.Usual, false);
        yield return ("output.bias", 1, shape.Outputs, ParameterStart.Usual, true);
    }
}
