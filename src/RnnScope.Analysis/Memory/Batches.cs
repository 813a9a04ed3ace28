using RnnScope.Numerics;

namespace RnnScope.Analysis.Memory;

/// <summary>Shares batches of sampled positions among workers, round by round.</summary>
internal static class Batches
{
    /// <summary>Runs every batch once.</summary>
    /// <param name="count">Positions.</param>
    /// <param name="size">Positions of a batch.</param>
    /// <param name="workers">The workers.</param>
    /// <param name="body">Is given the worker, the first position and the one after the last.</param>
    /// <param name="report">Hears how many positions are done.</param>
    /// <param name="cancellation">Stops between rounds.</param>
    public static void Run(int count, int size, WorkerPool workers, Action<int, int, int> body, Action<long>? report, CancellationToken cancellation)
    {
        for (int from = 0; from < count; from += size * workers.Count)
        {
            cancellation.ThrowIfCancellationRequested();
            int first = from;
            workers.Run(worker =>
            {
                int start = first + worker * size, end = Math.Min(count, start + size);
                if (start < end) body(worker, start, end);
            });
            report?.Invoke(Math.Min(count, from + size * workers.Count));
        }
    }

    /// <summary>No more threads than there are batches.</summary>
    public static int Threads(int threads, int size, int count) => Math.Clamp(threads, 1, Math.Max(1, (count + size - 1) / size));

    /// <summary>How many texts are read side by side: enough to use the weights, few enough for the memory.</summary>
    /// <param name="floats">Numbers that one of them takes.</param>
    /// <param name="count">Positions.</param>
    public static int Size(long floats, int count) => (int)Math.Clamp((1L << 25) / Math.Max(1, floats), 1, Math.Min(96, Math.Max(1, count)));
}
