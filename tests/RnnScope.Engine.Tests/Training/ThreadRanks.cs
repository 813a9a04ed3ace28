using System.Runtime.InteropServices;
using RnnScope.Numerics.Ranks;

namespace RnnScope.Engine.Tests.Training;

/// <summary>Threads that meet as processes do: the slow, obvious reference of <see cref="MpiRanks"/>.</summary>
internal sealed class ThreadRanks : IRanks
{
    // A rank that fails never comes; the others must not wait for the end of the test run.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly Barrier _barrier;
    private readonly byte[][] _brought;

    private ThreadRanks(int rank, Barrier barrier, byte[][] brought) => (Rank, _barrier, _brought) = (rank, barrier, brought);

    public int Rank { get; }

    public int Count => _brought.Length;

    /// <summary>Runs a body once a rank and returns what came out of each, or what it threw.</summary>
    public static (T? Result, Exception? Failure)[] Run<T>(int count, Func<IRanks, T> body)
    {
        using var barrier = new Barrier(count);
        byte[][] brought = new byte[count][];
        var results = new (T?, Exception?)[count];
        Thread[] threads = [.. Enumerable.Range(0, count).Select(rank => new Thread(() =>
        {
            try { results[rank] = (body(new ThreadRanks(rank, barrier, brought)), null); }
#pragma warning disable CA1031 // the test looks at it
            catch (Exception e) { results[rank] = (default, e); }
#pragma warning restore CA1031
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        return results;
    }

    public void Sum(Span<float> values)
    {
        byte[][] all = Meet(MemoryMarshal.AsBytes(values));
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = 0;
            foreach (byte[] one in all) values[i] += MemoryMarshal.Cast<byte, float>(one)[i];
        }
    }

    public void Gather(ReadOnlySpan<byte> mine, Span<byte> all)
    {
        byte[][] brought = Meet(mine);
        for (int rank = 0; rank < Count; rank++) brought[rank].CopyTo(all[(rank * mine.Length)..]);
    }

    public void Broadcast(Span<byte> values) => Meet(values)[0].CopyTo(values);

    public void Dispose()
    {
    }

    private byte[][] Meet(ReadOnlySpan<byte> mine)
    {
        _brought[Rank] = mine.ToArray();
        Wait();
        byte[][] all = [.. _brought];
        Wait();
        return all;
    }

    private void Wait()
    {
        if (!_barrier.SignalAndWait(Patience)) throw new TimeoutException("another rank did not come");
    }
}
