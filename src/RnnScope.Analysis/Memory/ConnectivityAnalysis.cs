using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Numerics;

namespace RnnScope.Analysis.Memory;

/// <summary>Computes connectivity over a whole text: the measure of Madsen 2019, for every position at once.</summary>
/// <remarks>
/// The text is read once. Then the gradients of the logits of a block of positions walk back through the same steps together
/// (<see cref="AdjointWalk"/>): one product of matrices per step instead of one pass back per position. See docs/memory.md.
/// </remarks>
public static class ConnectivityAnalysis
{
    /// <summary>The most pairs of positions that are computed: a quarter of a gigabyte of results.</summary>
    public const long MostPairs = 1 << 26;

    /// <summary>The most logits that are kept at once: 128 megabytes, and a few times as much around them.</summary>
    public const long MostLogits = 1 << 25;

    // Enough rows to use weights that were brought into cache, few enough that the rows stay there too.
    private const int RowsPerWorker = 192, MostThreads = 64;
    private const int WindowPositions = 1024;

    /// <summary>Lets a network read a text and follows each prediction back.</summary>
    /// <param name="title">What people call the text.</param>
    /// <param name="network">The network; packed.</param>
    /// <param name="ids">The text: at least one symbol, or two where the next one is the target.</param>
    /// <param name="options">Of which logits, and how far back; null for the defaults.</param>
    /// <param name="targets">
    /// (N), what is right at each position: ids of symbols or words, or <see cref="Target.None"/> where nobody knows. Null is for networks
    /// that predict the next symbol: it is right, and the last position is left out where it is wanted.
    /// </param>
    /// <param name="report">Hears how many positions are done.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="ArgumentException">The text is too short or too long for the horizon, an id or a target is not the network's, or an option is out of range.</exception>
    public static ConnectivityMatrix Measure(
        string title, Network network, ReadOnlyMemory<ushort> ids, ConnectivityOptions? options = null,
        ReadOnlyMemory<ushort>? targets = null, Action<long>? report = null, CancellationToken cancellation = default)
    {
        options = (options ?? new ConnectivityOptions()).Validated(network.Shape.Outputs);
        int positions = options.Target == ConnectivityTarget.True && targets is null ? ids.Length - 1 : ids.Length;
        if (positions < 1) throw new ArgumentException($"expected a text of at least {ids.Length - positions + 1} symbols, found {ids.Length}");
        int strange = ids.Span.IndexOfAnyExceptInRange((ushort)0, (ushort)(network.Shape.Symbols - 1));
        if (strange >= 0) throw new ArgumentException($"expected ids below {network.Shape.Symbols}, found {ids.Span[strange]} at {strange}");
        ReadOnlyMemory<ushort> right = targets ?? NextSymbols(network, ids, options.Target);
        CheckTargets(right.Span, ids.Length, network.Shape.Outputs);
        int farthest = Math.Min(options.Horizon ?? int.MaxValue, positions - 1);
        if (Pairs(positions, farthest) > MostPairs)
            throw new ArgumentException($"expected at most {MostPairs} pairs of positions, found {Pairs(positions, farthest)}: take a shorter text or a nearer horizon");

        var rows = new ConnectivityRow[positions];
        int window = options.Horizon is null ? positions : Math.Min(positions, farthest + Math.Max(farthest, WindowPositions));
        if ((long)window * network.Shape.Outputs > MostLogits)
        {
            throw new ArgumentException(
                $"expected at most {MostLogits / network.Shape.Outputs} symbols for a network with {network.Shape.Outputs} outputs, found {positions}: take a shorter text or a nearer horizon");
        }

        int threads = Math.Clamp(options.Threads, 1, Math.Min(MostThreads, positions)), share = Math.Min(RowsPerWorker, (positions + threads - 1) / threads);
        using WorkerPool workers = new(threads), alone = new(1);
        using NetworkPass pass = new(network, 1, window, alone);
        using InputJacobian input = new(network);
        ConnectivityWorker[] team = [.. Enumerable.Range(0, threads).Select(worker => new ConnectivityWorker(network, input, share, worker, threads))];
        try
        {
            // Windows overlap: each begins as far before its first own position as the horizon reaches.
            for (int start = 0, done = 0; done < positions;)
            {
                int end = Math.Min(positions, start + window);
                ids.Span[start..end].CopyTo(pass.Inputs);
                pass.Read(end - start);
                for (int to = done; done < end; done = to)
                {
                    cancellation.ThrowIfCancellationRequested();
                    to = Math.Min(end, done + share * threads);
                    ConnectivityBlock block = new(right, start, done, to, farthest, options, rows);
                    workers.Run(worker => team[worker].Run(block, pass));
                    report?.Invoke(to);
                }

                int next = Math.Max(0, end - farthest);
                if (next > start) pass.Carry(next - start);
                start = next;
            }
        }
        finally
        {
            foreach (ConnectivityWorker worker in team) worker.Dispose();
        }

        return new ConnectivityMatrix(title, ids, options.Target, options.Horizon, rows);
    }

    private static ushort[] NextSymbols(Network network, ReadOnlyMemory<ushort> ids, ConnectivityTarget wanted) =>
        network.Shape.Words is null || wanted != ConnectivityTarget.True
            ? [.. ids.Span[1..], Target.None]
            : throw new ArgumentException("expected the word at each position as target, found none: the network predicts words");

    private static void CheckTargets(ReadOnlySpan<ushort> targets, int positions, int outputs)
    {
        if (targets.Length != positions) throw new ArgumentException($"expected {positions} targets, one for each symbol, found {targets.Length}");
        for (int at = 0; at < targets.Length; at++)
        {
            if (targets[at] >= outputs && targets[at] != Target.None)
                throw new ArgumentException($"expected targets below {outputs}, found {targets[at]} at {at}");
        }
    }

    private static long Pairs(long positions, long farthest) => positions * (farthest + 1) - farthest * (farthest + 1) / 2;
}
