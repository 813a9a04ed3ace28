using System.Runtime.InteropServices;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Units;

namespace RnnScope.Export;

/// <summary>Writes down a network for the page: the graph that the engine compiled, so that there is one parser of unit files.</summary>
internal static class NetworkDataBuilder
{
    public static NetworkData Build(Network network)
    {
        NetworkShape shape = network.Shape;
        ParameterSet parameters = network.Parameters;
        byte[] weights = MemoryMarshal.AsBytes(parameters.All[..parameters.Count]).ToArray();
        return new NetworkData(
            Graph(shape.Unit), shape.Layers, shape.Units, shape.Symbols, shape.Outputs,
            parameters.Tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.Offset), weights);
    }

    private static GraphData Graph(UnitGraph unit) => new(
        [.. unit.Nodes.Select(Node)],
        [.. unit.Calls.Select(call => new CallData(
            call.Arguments, [.. call.ArgumentTexts.Select(text => $"{call.Name}.{text}")], call.Bias is null ? null : $"{call.Name}.bias"))],
        [.. unit.Vectors.Select(vector => vector.Name.Name)],
        [.. unit.Signals.Select(signal => new SignalData(signal.Name, signal.Node))],
        unit.NextStates);

    private static NodeData Node(UnitNode node) => node switch
    {
        InputNode => new("input"),
        PreviousNode previous => new("previous", previous.State),
        VectorNode vector => new("vector", vector.Vector),
        ConstantNode constant => new("constant", Value: constant.Value),
        AffineNode affine => new("affine", affine.Call),
        OperationNode { B: < 0 } operation => new(Name(operation), operation.A),
        OperationNode operation => new(Name(operation), operation.A, operation.B),
        _ => throw new InvalidOperationException($"no name for {node}"),
    };

    private static string Name(OperationNode operation) => operation.Op.ToString().ToLowerInvariant();
}
