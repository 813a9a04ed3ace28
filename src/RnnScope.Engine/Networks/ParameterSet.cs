using RnnScope.Engine.Units;
using RnnScope.Numerics;
using RnnScope.Numerics.Memory;

namespace RnnScope.Engine.Networks;

/// <summary>One weight matrix or bias inside a <see cref="ParameterSet"/>.</summary>
/// <param name="Name">For instance <c>layers.0.i.x</c>, <c>layers.0.i.bias</c>, <c>output.weight</c>.</param>
/// <param name="Rows">Inputs; 1 for a bias.</param>
/// <param name="Columns">Outputs.</param>
/// <param name="Offset">Where it starts in the block of all parameters.</param>
/// <param name="Start">What is added to its random start: a bias's <c>bias:</c> in the unit file, else 0.</param>
public sealed record ParameterTensor(string Name, int Rows, int Columns, int Offset, float Start)
{
    /// <summary>Numbers in it.</summary>
    public int Count => Rows * Columns;

    /// <summary>Whether it is a bias, a vector rather than a matrix.</summary>
    public bool IsBias => Name.EndsWith(".bias", StringComparison.Ordinal);

    /// <summary>Its shape as files show it: (inputs, outputs), or (outputs) for a bias.</summary>
    public long[] Shape => IsBias ? [Columns] : [Rows, Columns];
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

    /// <summary>Draws every parameter uniformly from [-bound, bound) and adds the starts that the unit file gives to biases.</summary>
    /// <param name="rng">Where the numbers come from.</param>
    /// <param name="bound">0.08 in Karpathy, Johnson &amp; Fei-Fei 2015.</param>
    public void Randomize(Rng rng, float bound)
    {
        foreach (ParameterTensor tensor in Tensors)
            foreach (ref float value in Values(tensor)) value = tensor.Start + rng.NextUniform(bound);
    }

    /// <summary>Copies all numbers from a set of the same layout.</summary>
    public void CopyFrom(ParameterSet other) => other.All.CopyTo(All);

    /// <summary>Frees the memory.</summary>
    public void Dispose() => Buffer.Dispose();

    /// <summary>The name of the weights of one argument of an affine call.</summary>
    internal static string WeightName(int layer, AffineCall call, int argument) => $"layers.{layer}.{call.Name}.{call.ArgumentTexts[argument]}";

    internal static string BiasName(int layer, AffineCall call) => $"layers.{layer}.{call.Name}.bias";

    /// <summary>The tensors of a network, without making room for their numbers.</summary>
    internal static List<ParameterTensor> Layout(NetworkShape shape)
    {
        var tensors = new List<ParameterTensor>();
        long offset = 0;
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            foreach (AffineCall call in shape.Unit.Calls)
            {
                for (int a = 0; a < call.Arguments.Count; a++)
                {
                    bool isInput = shape.Unit.Nodes[call.Arguments[a]] is InputNode;
                    Add(WeightName(layer, call, a), isInput && layer == 0 ? shape.Symbols : shape.Units, shape.Units, 0);
                }
                if (call.Bias is { } start) Add(BiasName(layer, call), 1, shape.Units, start);
            }
        }
        Add("output.weight", shape.Units, shape.Outputs, 0);
        Add("output.bias", 1, shape.Outputs, 0);
        return tensors;

        void Add(string name, int rows, int columns, float start)
        {
            tensors.Add(new(name, rows, columns, checked((int)offset), start));
            offset += (long)rows * columns;
            if (offset > int.MaxValue - 16) throw new ArgumentException($"expected fewer than 2^31 parameters, found more in {shape.Layers} layers of {shape.Units} units");
        }
    }
}
