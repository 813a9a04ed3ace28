using System.Runtime.ExceptionServices;
using RnnScope.Engine.Networks;
using RnnScope.Numerics;

namespace RnnScope.Engine.Tracing;

/// <summary>A network reads a text, and what its sites held goes to a sink, a window at a time.</summary>
/// <remarks>
/// Workers share the plan's segments. Each reads and records its own from beginning to end and waits for nobody, so that one
/// computes while another writes. Memory is bounded by the window, whatever the length of the text. The values are those of
/// reading symbol by symbol, bit for bit, except that segments (see <see cref="ReadingPlan"/>) start from a warmed-up state.
/// </remarks>
internal sealed class TextReading(
    Network network, ReadingMatter text, IReadOnlyList<Site> sites, ReadingPlan plan, int threads, Shard? shard = null)
{
    private const int LongestWindow = 256;

    // 4 MB for the windows of all workers: values are recorded while they are in cache.
    private const long WindowFloats = 1 << 20;

    private readonly Lock _turn = new();
    private long _recorded;
    private Exception? _failure;

    /// <summary>Reads the whole text.</summary>
    /// <param name="sink">Receives every row of every site once.</param>
    /// <param name="progress">Told, after each window of a worker, how many symbols have been recorded; by one at a time.</param>
    /// <param name="cancellation">Stops between windows.</param>
    public void Run(ITraceSink sink, Action<long>? progress, CancellationToken cancellation)
    {
        (int first, int end) = shard?.Streams(plan) ?? (0, plan.Streams);
        using var workers = new WorkerPool(Math.Clamp(threads, 1, end - first));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        workers.Run(worker =>
        {
            try
            {
                (int from, int to) = WorkerPool.Share(end - first, worker, workers.Count);
                using var reading = new SegmentReading(network, text, sites, plan, first + from, first + to, WindowSteps());
                reading.Run(sink, count => Report(count, progress), stop.Token);
            }
#pragma warning disable CA1031 // carried to the caller as it is; the others stop
            catch (Exception failure)
#pragma warning restore CA1031
            {
                Interlocked.CompareExchange(ref _failure, failure, null);
                stop.Cancel();
            }
        });
        if (_failure is not null) ExceptionDispatchInfo.Throw(_failure);
    }

    private int WindowSteps()
    {
        NetworkShape shape = network.Shape;
        long symbolFloats = (long)shape.Layers * network.Plan.ValueSlots * shape.Lanes + shape.Outputs + 16;
        return (int)Math.Clamp(WindowFloats / (plan.Streams * symbolFloats), 1, Math.Min(plan.LongestSegment, LongestWindow));
    }

    private void Report(int count, Action<long>? progress)
    {
        lock (_turn)
        {
            _recorded += count;
            progress?.Invoke(_recorded);
        }
    }
}
