using RnnScope.Numerics.Elementwise;

namespace RnnScope.Engine.Units;

/// <summary>A value that a unit computes at each step, for each of its H units.</summary>
/// <remarks>Nodes are numbered so that operands come before their uses. Equal expressions are one node.</remarks>
public abstract record UnitNode
{
    /// <summary>Position in <see cref="UnitGraph.Nodes"/>.</summary>
    public int Index { get; internal init; }
}

/// <summary>A number.</summary>
/// <param name="Value">The number.</param>
public sealed record ConstantNode(float Value) : UnitNode;

/// <summary>What a state was after the previous step.</summary>
/// <param name="State">Index of the state.</param>
public sealed record PreviousNode(int State) : UnitNode;

/// <summary>A learned vector, the same at every step.</summary>
/// <param name="Vector">Index of the vector in <see cref="UnitGraph.Vectors"/>.</param>
public sealed record VectorNode(int Vector) : UnitNode;

/// <summary>The layer's input; it only stands inside affine calls, because its width is not H.</summary>
public sealed record InputNode : UnitNode;

/// <summary>Weights times arguments plus bias.</summary>
/// <param name="Call">Index of the call in <see cref="UnitGraph.Calls"/>.</param>
public sealed record AffineNode(int Call) : UnitNode;

/// <summary>An elementwise operation.</summary>
/// <param name="Op">What it does.</param>
/// <param name="A">Index of the first operand.</param>
/// <param name="B">Index of the second operand, or -1.</param>
public sealed record OperationNode(ElementOp Op, int A, int B) : UnitNode;

/// <summary>One call of affine: which values are multiplied by weights of their own.</summary>
/// <param name="Name">The line it stands in, numbered (<c>n.1</c>) when the line has several; names its weights.</param>
/// <param name="Arguments">Indices of the nodes.</param>
/// <param name="ArgumentTexts">The arguments as written: the weights are <c>{Name}.{text}</c>.</param>
/// <param name="Starts">Where the weights of each argument start.</param>
/// <param name="Bias">Where the bias starts; null for no bias.</param>
public sealed record AffineCall(
    string Name, IReadOnlyList<int> Arguments, IReadOnlyList<string> ArgumentTexts, IReadOnlyList<ParameterStart> Starts, ParameterStart? Bias);

/// <summary>A line of the unit that has a name: a signal that can be traced, plotted and clamped.</summary>
/// <param name="Name">The name; a state's is its next value.</param>
/// <param name="Label">The words after <c>as</c>, or empty.</param>
/// <param name="Node">The value it names.</param>
/// <param name="State">Index of the state whose next value it is, or -1.</param>
public sealed record UnitSignal(string Name, string Label, int Node, int State);
