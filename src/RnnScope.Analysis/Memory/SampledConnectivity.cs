using RnnScope.Engine.Networks;
using RnnScope.Numerics;

namespace RnnScope.Analysis.Memory;

/// <summary>Connectivity at single positions that are spread over a text.</summary>
/// <remarks>Each position has a stream of its own, which starts from the states that the reading of the whole text left there.</remarks>
/// <param name="Norms">For each position, (horizon + 1), by distance.</param>
/// <param name="Remaining">For each position, as <see cref="ConnectivityRow.Remaining"/>.</param>
internal sealed record SampledConnectivity(float[][] Norms, double[] Remaining)
{
    /// <summary>Follows the sampled predictions back.</summary>
    /// <param name="network">The network.</param>
    /// <param name="ids">The text.</param>
    /// <param name="positions">The positions, none nearer to the beginning than the horizon.</param>
    /// <param name="horizon">The largest distance.</param>
    /// <param name="reading">What was expected there, and the states to start from.</param>
    /// <param name="threads">Threads to use.</param>
    /// <param name="report">Hears how many positions are done.</param>
    /// <param name="cancellation">Stops.</param>
    public static SampledConnectivity Of(
        Network network, ReadOnlyMemory<ushort> ids, int[] positions, int horizon, MemoryReading reading, int threads,
        Action<long>? report, CancellationToken cancellation)
    {
        int steps = horizon + 1;
        long floats = (long)steps * network.Shape.Layers * network.Plan.ValueSlots * network.Shape.Lanes;
        int size = Batches.Size(floats, positions.Length);
        threads = Batches.Threads(threads, size, positions.Length);
        using WorkerPool workers = new(threads), alone = new(1);
        using InputJacobian input = new(network);
        NetworkPass[] passes = [.. Enumerable.Range(0, threads).Select(_ => new NetworkPass(network, size, steps, alone, keepsLogits: false))];
        AdjointWalk[] walks = [.. Enumerable.Range(0, threads).Select(_ => new AdjointWalk(network, input, size))];
        SampledConnectivity result = new(new float[positions.Length][], new double[positions.Length]);
        try
        {
            Batches.Run(positions.Length, size, workers, (worker, from, to) => Follow(passes[worker], walks[worker], from, to), report, cancellation);
        }
        finally
        {
            foreach (NetworkPass pass in passes) pass.Dispose();
            foreach (AdjointWalk walk in walks) walk.Dispose();
        }

        return result;

        void Follow(NetworkPass pass, AdjointWalk walk, int from, int to)
        {
            walk.Clear();
            pass.Reset();
            for (int i = from; i < to; i++)
            {
                SetStates(pass, i - from, reading.States[i], network.Shape);
                for (int step = 0; step < steps; step++) pass.Inputs[step * size + i - from] = ids.Span[positions[i] - horizon + step];
                walk.Start(reading.Predicted[i].Target);
                result.Norms[i] = new float[steps];
            }

            pass.Read(steps);
            double[] before = new double[to - from];
            for (int distance = 0; distance <= horizon; distance++)
            {
                int first = walk.First;
                walk.Back(pass, horizon - distance, 0, isShared: false);
                for (int row = first; row < to - from; row++)
                {
                    result.Norms[from + row][distance] = (float)walk.InputNorm(row);
                    if (distance == 0) before[row] = walk.StateNorm(row);
                }
            }

            for (int row = walk.First; row < to - from; row++)
                result.Remaining[from + row] = before[row] > 0 ? walk.StateNorm(row) / before[row] : 0;
        }
    }

    private static void SetStates(NetworkPass pass, int stream, float[] states, NetworkShape shape)
    {
        int count = shape.Unit.NextStates.Count;
        for (int layer = 0; layer < shape.Layers; layer++)
            for (int state = 0; state < count; state++)
                states.AsSpan((layer * count + state) * shape.Units, shape.Units).CopyTo(pass.CarriedState(layer, state, stream));
    }
}
