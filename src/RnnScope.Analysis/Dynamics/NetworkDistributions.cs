using RnnScope.Analysis.Scores;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Numerics;

namespace RnnScope.Analysis.Dynamics;

/// <summary>Lets networks predict a <see cref="ComparedText"/>.</summary>
public static class NetworkDistributions
{
    // 16 MB: with a vocabulary of words the logits of a whole window would be larger than everything else together.
    private const int MostLogits = 1 << 22;

    /// <summary>Reads as at the end of training: all streams side by side, from zero states that are carried on.</summary>
    /// <param name="name">What to call the network.</param>
    /// <param name="text">The text.</param>
    /// <param name="network">The network; packed, with the text's symbols.</param>
    /// <param name="threads">Threads to use; the result does not depend on it.</param>
    /// <param name="report">Hears how many symbols have been predicted.</param>
    /// <param name="cancellation">Stops between windows.</param>
    /// <exception cref="ArgumentException">The network has other symbols, or what it says is no distribution.</exception>
    public static ModelDistributions Of(
        string name, ComparedText text, Network network, int threads = 1, Action<long>? report = null, CancellationToken cancellation = default)
    {
        if (network.Shape.Symbols != text.Symbols)
            throw new ArgumentException($"{name}: expected a network of {text.Symbols} symbols, found one of {network.Shape.Symbols}", nameof(network));
        StreamPart part = text.Corpus.Test;
        int streams = part.Streams;
        using WorkerPool workers = new(Math.Clamp(threads, 1, streams));
        using NetworkPass pass = new(network, streams, Math.Clamp(MostLogits / (streams * text.Symbols), 1, part.Steps), workers);
        ushort[] inputs = new ushort[streams * part.Steps], targets = new ushort[streams * part.Steps];
        double[] losses = new double[text.Count], logProbabilities = new double[text.Positions.Count * text.Symbols];
        for (int at = 0, steps; at < text.Steps; at += steps)
        {
            cancellation.ThrowIfCancellationRequested();
            int first = at % part.Steps;
            if (first == 0) part.Fill(at / part.Steps, inputs, targets);
            steps = Math.Min(Math.Min(pass.Steps, part.Steps - first), text.Steps - at);
            inputs.AsSpan(first * streams, steps * streams).CopyTo(pass.Inputs);
            targets.AsSpan(first * streams, steps * streams).CopyTo(pass.Targets);
            pass.Score(steps);
            for (int stream = 0; stream < streams; stream++) Keep(stream);
            pass.Carry(steps);
            report?.Invoke((at + (long)steps) * streams);

            void Keep(int stream)
            {
                int start = stream * text.Steps + at;
                for (int step = 0; step < steps; step++) losses[start + step] = pass.Losses[step * streams + stream];
                (int from, int to) = text.PositionsBetween(start, start + steps);
                for (int place = from; place < to; place++)
                {
                    ReadOnlySpan<float> logits = pass.Logits(text.Positions[place] - start, stream)[..text.Symbols];
                    LogSoftmax(logits, logProbabilities.AsSpan(place * text.Symbols, text.Symbols));
                }
            }
        }

        return new ModelDistributions(ModelScores.OfLosses(name, losses), logProbabilities, text.Symbols);
    }

    private static void LogSoftmax(ReadOnlySpan<float> logits, Span<double> logProbabilities)
    {
        double largest = float.NegativeInfinity, sum = 0;
        foreach (float logit in logits) largest = Math.Max(largest, logit);
        foreach (float logit in logits) sum += Math.Exp(logit - largest);
        double all = largest + Math.Log(sum);
        for (int symbol = 0; symbol < logits.Length; symbol++) logProbabilities[symbol] = logits[symbol] - all;
    }
}
