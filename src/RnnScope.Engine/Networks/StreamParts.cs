using RnnScope.Numerics;

namespace RnnScope.Engine.Networks;

/// <summary>How the B streams of a window are divided into parts that share no memory.</summary>
/// <param name="Streams">B.</param>
/// <param name="Count">How many parts; as even as can be.</param>
internal readonly record struct StreamParts(int Streams, int Count)
{
    // Fewer streams fill the register tiles of a product badly; more parts cost more memory for their gradients than they save time.
    private const int LeastStreams = 48, MostParts = 16;

    /// <summary>Each part has sums of its own, which are added at the end: how many there are depends on B alone, or the bits would depend on the workers.</summary>
    /// <remarks>
    /// Summed over all streams at once, a gradient would need every thread to read every other's adjoints in each block of steps,
    /// which costs dearly where cores share no cache.
    /// </remarks>
    public static StreamParts ForLearning(int streams)
    {
        int parts = 1;
        while (parts < MostParts && streams / (2 * parts) >= LeastStreams) parts *= 2;
        return new(streams, parts);
    }

    /// <summary>Streams that only read sum nothing: a part for each worker.</summary>
    public static StreamParts ForReading(int streams, int workers) => new(streams, Math.Min(streams, workers));

    /// <summary>The number of a part's first stream.</summary>
    public int First(int part) => WorkerPool.Share(Streams, part, Count).From;

    /// <summary>How many streams a part has.</summary>
    public int Size(int part) => WorkerPool.Share(Streams, part, Count).To - First(part);

    /// <summary>The workers of a part: one, which may have other parts too, or its share of those that are more than there are parts.</summary>
    public Team Team(int part, WorkerPool workers)
    {
        (int from, int to) = WorkerPool.Share(Math.Max(workers.Count, Count), part, Count);
        return new(workers, part, to - from);
    }

    /// <summary>The parts that a worker works on, and its number in their team.</summary>
    public (int From, int To, int Member) TakenBy(int worker, int workers)
    {
        if (workers <= Count)
        {
            (int from, int to) = WorkerPool.Share(Count, worker, workers);
            return (from, to, 0);
        }
        int part = Containing(worker, workers);
        return (part, part + 1, worker - WorkerPool.Share(workers, part, Count).From);
    }

    /// <summary>The part of a stream, and the stream's number in it.</summary>
    public (int Part, int Stream) Find(int stream)
    {
        int part = Containing(stream, Streams);
        return (part, stream - First(part));
    }

    /// <summary>Copies a part's columns out of (T, B).</summary>
    public void Divide<T>(ReadOnlySpan<T> all, Span<T> some, int part, int steps)
    {
        (int first, int size) = (First(part), Size(part));
        for (int step = 0; step < steps; step++) all.Slice(step * Streams + first, size).CopyTo(some[(step * size)..]);
    }

    /// <summary>Copies a part's columns into (T, B).</summary>
    public void Unite<T>(ReadOnlySpan<T> some, Span<T> all, int part, int steps)
    {
        (int first, int size) = (First(part), Size(part));
        for (int step = 0; step < steps; step++) some.Slice(step * size, size).CopyTo(all[(step * Streams + first)..]);
    }

    private int Containing(int item, int items)
    {
        int part = 0;
        while (WorkerPool.Share(items, part, Count).To <= item) part++;
        return part;
    }
}
