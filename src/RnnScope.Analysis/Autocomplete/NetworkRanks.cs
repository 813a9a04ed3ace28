using System.Numerics;
using System.Runtime.InteropServices;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Numerics;

namespace RnnScope.Analysis.Autocomplete;

/// <summary>Lets a network guess the words of a part of a text, each observation from a zero state, as in training.</summary>
public static class NetworkRanks
{
    // 32 MB of logits at a time, however many words there are.
    private const long LogitFloats = 1 << 23;

    /// <summary>Reads the part.</summary>
    /// <param name="name">What to call the network.</param>
    /// <param name="network">A network that predicts words; packed.</param>
    /// <param name="part">The part of a text with the network's symbols and words.</param>
    /// <param name="threads">Threads to use; the result does not depend on it.</param>
    /// <param name="report">Hears how many symbols have been read.</param>
    /// <param name="cancellation">Stops.</param>
    public static WordRanks Of(
        string name, Network network, WordPart part, int threads = 1, Action<long>? report = null, CancellationToken cancellation = default)
    {
        int B = part.Streams, K = network.Shape.Outputs;
        int steps = (int)Math.Clamp(LogitFloats / ((long)B * K), 1, part.Steps);
        using WorkerPool workers = new(Math.Clamp(threads, 1, B));
        using NetworkPass pass = new(network, B, steps, workers);
        ushort[] inputs = new ushort[B * part.Steps], targets = new ushort[B * part.Steps];
        byte[] ranks = new byte[part.CountBefore(part.Windows).Characters], window = new byte[B * part.Steps];
        double sum = 0;
        int at = 0;
        for (int w = 0; w < part.Windows; w++)
        {
            part.Fill(w, inputs, targets);
            pass.Reset();
            for (int from = 0; from < part.Steps; from += steps)
            {
                cancellation.ThrowIfCancellationRequested();
                int count = Math.Min(steps, part.Steps - from), first = from * B;
                inputs.AsSpan(first, count * B).CopyTo(pass.Inputs);
                targets.AsSpan(first, count * B).CopyTo(pass.Targets);
                sum += pass.Score(count);
                workers.Run(worker =>
                {
                    (int begin, int end) = WorkerPool.Share(count * B, worker, workers.Count);
                    for (int i = begin; i < end; i++)
                    {
                        if (targets[first + i] != Target.None) window[first + i] = Rank(pass.Logits(i / B, i % B)[..K], targets[first + i]);
                    }
                });
                pass.Carry(count);
            }

            for (int stream = 0; stream < B && w * B + stream < part.Observations; stream++)
            {
                for (int step = 0; step < part.Length(w * B + stream); step++) ranks[at++] = window[step * B + stream];
            }

            report?.Invoke(at);
        }

        return new WordRanks(name, ranks, sum / part.CountBefore(part.Windows).Targets);
    }

    /// <summary>How many words have a larger logit than the right one, up to <see cref="WordRanks.Worse"/>; of equal ones the first wins.</summary>
    /// <param name="logits">(K).</param>
    /// <param name="right">The right word.</param>
    public static byte Rank(ReadOnlySpan<float> logits, int right)
    {
        float own = logits[right];
        Vector<float> limit = new(own);
        int better = 0, id = 0;
        foreach (Vector<float> some in MemoryMarshal.Cast<float, Vector<float>>(logits))
        {
            if (Vector.GreaterThanOrEqualAny(some, limit)) better += Better(id, id + Vector<float>.Count, logits);
            if (better >= WordRanks.Worse) return WordRanks.Worse;
            id += Vector<float>.Count;
        }

        return (byte)Math.Min(WordRanks.Worse, better + Better(id, logits.Length, logits));

        int Better(int from, int to, ReadOnlySpan<float> all)
        {
            int count = 0;
            for (int other = from; other < to; other++)
            {
                if (all[other] > own || (all[other] == own && other < right)) count++;
            }

            return count;
        }
    }
}
