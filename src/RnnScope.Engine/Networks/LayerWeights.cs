using RnnScope.Engine.Units;
using RnnScope.Numerics;
using RnnScope.Numerics.Memory;

namespace RnnScope.Engine.Networks;

/// <summary>The packed weights of one layer: what its products read.</summary>
internal sealed class LayerWeights : IDisposable
{
    public LayerWeights(ParameterSet parameters, int layer, UnitPlan plan)
    {
        Biases = [.. plan.Graph.Calls.Select(call => call.Bias is null ? null : parameters[ParameterSet.BiasName(layer, call)])];
        Bias = new FloatBuffer((long)plan.Graph.Calls.Count * parameters.Shape.Lanes);
        VectorTensors = [.. plan.Graph.Vectors.Select(vector => parameters[ParameterSet.VectorName(layer, vector)])];
        Vectors = new FloatBuffer((long)Math.Max(1, VectorTensors.Length) * parameters.Shape.Lanes);
        Stages = [.. plan.Stages.Select(stage => stage.Runs.Select(run => new RunWeights(parameters, layer, run)).ToArray())];
    }

    /// <summary>The products before each elementwise pass.</summary>
    public RunWeights[][] Stages { get; }

    public IEnumerable<RunWeights> Runs => Stages.SelectMany(stage => stage);

    /// <summary>Each call's bias tensor, or null where it has none.</summary>
    public ParameterTensor?[] Biases { get; }

    /// <summary>The biases of all calls, (A, lanes); zero where a call has none.</summary>
    public FloatBuffer Bias { get; }

    /// <summary>The unit's learned vectors.</summary>
    public ParameterTensor[] VectorTensors { get; }

    /// <summary>Their numbers, (P, lanes), one row for all streams and steps.</summary>
    public FloatBuffer Vectors { get; }

    /// <summary>The vectors as rows: the same one for every stream.</summary>
    public RowBlock VectorRow => new(Vectors, 0, 0);

    /// <summary>Packs a worker's share of the inputs of each product, and of the calls' biases.</summary>
    public void Pack(ParameterSet parameters, int worker, int workers)
    {
        NetworkShape shape = parameters.Shape;
        (int from, int to) = WorkerPool.Share(Biases.Length, worker, workers);
        for (int call = from; call < to; call++)
        {
            if (Biases[call] is { } bias) parameters.Values(bias).CopyTo(Bias.Span((long)call * shape.Lanes, shape.Units));
        }
        if (worker == 0) PackVectors(parameters);
        foreach (RunWeights[] stage in Stages)
            foreach (RunWeights run in stage) run.Pack(parameters, Biases, worker, workers);
    }

    /// <summary>Copies the unit's learned vectors.</summary>
    public void PackVectors(ParameterSet parameters)
    {
        for (int vector = 0; vector < VectorTensors.Length; vector++)
            parameters.Values(VectorTensors[vector]).CopyTo(Vectors.Span((long)vector * parameters.Shape.Lanes, parameters.Shape.Units));
    }

    public void Dispose()
    {
        Bias.Dispose();
        Vectors.Dispose();
        foreach (RunWeights run in Runs) run.Dispose();
    }
}
