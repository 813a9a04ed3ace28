using RnnScope.Server;

namespace RnnScope.Export;

/// <summary>What an exported page holds: docs/export.md describes it. Arrays of bytes become base64.</summary>
/// <param name="Format">Always <see cref="CurrentFormat"/>.</param>
/// <param name="Summary">The line in the list of runs.</param>
/// <param name="Manifest">Everything about the run, as docs/contract.md has it.</param>
/// <param name="Network">The network itself.</param>
/// <param name="Filter">What happens to a text before it is cut into words; null where the network predicts the next symbol.</param>
/// <param name="Text">The chosen text.</param>
/// <param name="Errors">What the network got wrong in it; null where nobody could tell.</param>
internal sealed record PageData(string Format, RunSummary Summary, Manifest Manifest, NetworkData Network, string? Filter, TextData Text, ErrorData? Errors)
{
    public const string CurrentFormat = "rnnscope-page-1";
}

/// <summary>A network as the page computes it.</summary>
/// <param name="Graph">The unit.</param>
/// <param name="Layers">L.</param>
/// <param name="Units">H.</param>
/// <param name="Symbols">V.</param>
/// <param name="Outputs">K.</param>
/// <param name="Tensors">Where each parameter of docs/shapes.md begins in the weights.</param>
/// <param name="Weights">All parameters, f32.</param>
internal sealed record NetworkData(
    GraphData Graph, int Layers, int Units, int Symbols, int Outputs, IReadOnlyDictionary<string, int> Tensors, byte[] Weights);

/// <summary>The compiled equations of a unit.</summary>
/// <param name="Nodes">Every value, operands before uses.</param>
/// <param name="Calls">The affine calls.</param>
/// <param name="Vectors">Names of the learned vectors.</param>
/// <param name="Signals">The named lines.</param>
/// <param name="States">For each state the node of its next value; the first state is the output.</param>
internal sealed record GraphData(
    IReadOnlyList<NodeData> Nodes, IReadOnlyList<CallData> Calls, IReadOnlyList<string> Vectors, IReadOnlyList<SignalData> Signals,
    IReadOnlyList<int> States);

/// <summary>One value.</summary>
/// <param name="Op"><c>input</c>, <c>previous</c>, <c>vector</c>, <c>constant</c>, <c>affine</c>, or the operation.</param>
/// <param name="A">The first operand; or which state, vector or call.</param>
/// <param name="B">The second operand.</param>
/// <param name="Value">The number of a constant.</param>
internal sealed record NodeData(string Op, int? A = null, int? B = null, float? Value = null);

/// <summary>An affine call.</summary>
/// <param name="Arguments">Nodes that are multiplied by weights.</param>
/// <param name="Weights">Their weights, named without the layer.</param>
/// <param name="Bias">Its bias, named without the layer; null for none.</param>
internal sealed record CallData(IReadOnlyList<int> Arguments, IReadOnlyList<string> Weights, string? Bias);

/// <summary>A line that has a name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Node">Its value.</param>
internal sealed record SignalData(string Name, int Node);

/// <summary>The text that was read before the page was written.</summary>
/// <param name="Id">Its id in the manifest.</param>
/// <param name="Symbols">u16 (N).</param>
/// <param name="Every">Symbols between two checkpoints.</param>
/// <param name="Checkpoints">f32 (count, L, states, H): the states after <c>Every</c>, 2 <c>Every</c>, ... symbols.</param>
/// <param name="Statistics">f32 (sites, H, 4), in the order of the manifest: minimum, maximum, mean, standard deviation.</param>
internal sealed record TextData(string Id, byte[] Symbols, int Every, byte[] Checkpoints, byte[] Statistics);

/// <summary>The errors of a network over the text.</summary>
/// <param name="Ledger">How many of each class.</param>
/// <param name="Classes">u16 (N): 0 where there is no error, else the place of its class from 1.</param>
internal sealed record ErrorData(ErrorInfo Ledger, byte[] Classes);
