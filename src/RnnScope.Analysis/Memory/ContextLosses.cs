using RnnScope.Engine.Networks;
using RnnScope.Numerics;

namespace RnnScope.Analysis.Memory;

/// <summary>What predictions cost when the network has read only the last symbols before them.</summary>
internal static class ContextLosses
{
    private const int Streams = 64, WindowSteps = 32;

    /// <summary>The losses of sampled positions.</summary>
    /// <param name="network">The network.</param>
    /// <param name="ids">The text.</param>
    /// <param name="positions">The symbol behind each of them is predicted.</param>
    /// <param name="contexts">Numbers of symbols that are read, from a zero state; none larger than there are before the first prediction.</param>
    /// <param name="threads">Threads to use.</param>
    /// <param name="report">Hears how many predictions have been made.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>For each number of symbols, for each position, nats.</returns>
    public static double[][] Of(
        Network network, ReadOnlyMemory<ushort> ids, int[] positions, IReadOnlyList<int> contexts, int threads,
        Action<long>? report, CancellationToken cancellation)
    {
        int size = Math.Min(Streams, positions.Length);
        threads = Batches.Threads(threads, size, positions.Length);
        using WorkerPool workers = new(threads), alone = new(1);
        NetworkPass[] passes = [.. Enumerable.Range(0, threads).Select(_ => new NetworkPass(network, size, WindowSteps, alone, keepsLogits: false))];
        double[][] losses = [.. contexts.Select(_ => new double[positions.Length])];
        try
        {
            for (int i = 0; i < contexts.Count; i++)
            {
                int context = contexts[i];
                double[] result = losses[i];
                long done = (long)i * positions.Length;
                Batches.Run(
                    positions.Length, size, workers, (worker, from, to) => Read(passes[worker], context, from, to, result),
                    count => report?.Invoke(done + count), cancellation);
            }
        }
        finally
        {
            foreach (NetworkPass pass in passes) pass.Dispose();
        }

        return losses;

        void Read(NetworkPass pass, int context, int from, int to, double[] result)
        {
            pass.Reset();
            // The last step alone, so that only it is compared with what came.
            for (int read = 0; read < context;)
            {
                int steps = read == context - 1 ? 1 : Math.Min(WindowSteps, context - 1 - read);
                for (int i = from; i < to; i++)
                {
                    int start = positions[i] + 1 - context + read;
                    for (int step = 0; step < steps; step++) pass.Inputs[step * size + i - from] = ids.Span[start + step];
                    pass.Targets[i - from] = ids.Span[positions[i] + 1];
                }

                read += steps;
                if (read < context)
                {
                    pass.Read(steps);
                    pass.Carry(steps);
                    continue;
                }

                pass.Score(1);
                for (int i = from; i < to; i++) result[i] = pass.Losses[i - from];
            }
        }
    }
}
