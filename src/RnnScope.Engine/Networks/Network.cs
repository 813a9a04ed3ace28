using RnnScope.Engine.Units;

namespace RnnScope.Engine.Networks;

/// <summary>A recurrent network over symbols: L layers of one unit and an output layer, with weights.</summary>
/// <remarks>
/// <see cref="Parameters"/> are the truth; products read packed copies, which <see cref="Pack"/> renews after a change.
/// Reading text is the work of <see cref="NetworkPass"/>; many passes may share a network that nobody changes.
/// </remarks>
public sealed class Network : IDisposable
{
    /// <summary>A network whose parameters are all zero.</summary>
    public Network(NetworkShape shape)
    {
        Shape = shape.Validated();
        Plan = UnitPlan.For(shape.Unit);
        Parameters = new ParameterSet(shape);
        Kernels = new UnitKernels(Plan, shape.Lanes);
        Layers = [.. Enumerable.Range(0, shape.Layers).Select(layer => new LayerWeights(Parameters, layer, Plan))];
        Output = new OutputWeights(shape);
    }

    /// <summary>Unit and sizes.</summary>
    public NetworkShape Shape { get; }

    /// <summary>How the unit is executed.</summary>
    public UnitPlan Plan { get; }

    /// <summary>All weights; call <see cref="Pack"/> after changing them.</summary>
    public ParameterSet Parameters { get; }

    internal UnitKernels Kernels { get; }

    internal LayerWeights[] Layers { get; }

    internal OutputWeights Output { get; }

    /// <summary>Makes changed parameters count.</summary>
    public void Pack() => PackShare(0, 1);

    /// <summary>One worker's share of <see cref="Pack"/>; all workers' shares are needed.</summary>
    internal void PackShare(int worker, int workers)
    {
        foreach (LayerWeights layer in Layers) layer.Pack(Parameters, worker, workers);
        Output.Pack(Parameters, worker, workers);
    }

    /// <summary>Makes changed vectors of the unit count, and nothing else; see <see cref="UnitGraph.Vectors"/>.</summary>
    internal void PackVectors()
    {
        foreach (LayerWeights layer in Layers) layer.PackVectors(Parameters);
    }

    /// <summary>Frees the weights.</summary>
    public void Dispose()
    {
        Parameters.Dispose();
        foreach (LayerWeights layer in Layers) layer.Dispose();
        Output.Dispose();
    }
}
