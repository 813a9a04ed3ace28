using RnnScope.Engine.Text;
using RnnScope.Numerics;

namespace RnnScope.Engine.Tracing;

/// <summary>What the network expected, the next symbol or the word, from the logits of a trace.</summary>
/// <remarks>Logits of a trace of 16-bit floats are rounded; probabilities move by about a thousandth of themselves.</remarks>
public static class Predictions
{
    /// <summary>The most symbols or words that can be asked for.</summary>
    public const int MostSymbols = 100;

    private const int BlockFloats = 1 << 16;

    /// <summary>Numbers per position: id and probability of each, and the probability of what came.</summary>
    public static int Width(int top) => 2 * top + 1;

    /// <summary>The likeliest next symbols, or words, at each position of a stretch of the text.</summary>
    /// <param name="trace">The trace; has logits.</param>
    /// <param name="from">The first position.</param>
    /// <param name="count">How many positions.</param>
    /// <param name="top">How many symbols, 1 to <see cref="MostSymbols"/>.</param>
    /// <param name="destination">
    /// Receives (count, 2 top + 1): id and probability, likeliest first, of equal ones the lower id; then the probability
    /// that the right one was given, NaN where nothing was asked (behind the last symbol, in unknown words). Where K is below top, id -1 with probability 0.
    /// </param>
    public static void Read(Trace trace, int from, int count, int top, Span<float> destination)
    {
        if (top is < 1 or > MostSymbols) throw new ArgumentOutOfRangeException(nameof(top), top, $"1 to {MostSymbols}");
        int width = Width(top), symbols = trace.Width(SiteName.Logits);
        if (destination.Length != (long)count * width)
            throw new ArgumentException($"{count} rows of {width} values do not fill a destination of {destination.Length}", nameof(destination));
        float[] padded = Padded(symbols);
        int block = Math.Max(1, Math.Min(count, BlockFloats / symbols));
        float[] logits = new float[block * symbols];
        for (int done = 0; done < count; done += block)
        {
            int rows = Math.Min(block, count - done);
            trace.ReadRows(SiteName.Logits, from + done, rows, logits.AsSpan(0, rows * symbols));
            for (int row = 0; row < rows; row++)
            {
                ushort target = trace.TargetAt(from + done + row);
                Probabilities(logits.AsSpan(row * symbols, symbols), padded);
                Span<float> result = destination.Slice((done + row) * width, width);
                Likeliest(padded.AsSpan(0, symbols), result[..^1]);
                result[^1] = target == Target.None ? float.NaN : padded[target];
            }
        }
    }

    /// <summary>The probability of everything that could be predicted at a position, (K).</summary>
    /// <param name="trace">The trace; has logits.</param>
    /// <param name="at">The position.</param>
    public static float[] Distribution(Trace trace, int at)
    {
        int symbols = trace.Width(SiteName.Logits);
        float[] padded = Padded(symbols), logits = new float[symbols];
        trace.ReadRows(SiteName.Logits, at, 1, logits);
        Probabilities(logits, padded);
        return padded[..symbols];
    }

    private static float[] Padded(int symbols) => new float[(symbols + 15) / 16 * 16];

    private static void Probabilities(ReadOnlySpan<float> logits, Span<float> padded)
    {
        padded[logits.Length..].Fill(Softmax.Padding);
        logits.CopyTo(padded);
        Softmax.Probabilities(padded, padded);
    }

    /// <summary>The likeliest symbols of a distribution.</summary>
    /// <param name="probabilities">(V).</param>
    /// <param name="pairs">Receives id and probability of as many symbols as it has room for, as <see cref="Read"/> orders them.</param>
    public static void Likeliest(ReadOnlySpan<float> probabilities, Span<float> pairs)
    {
        // Insertion into a short sorted list: most symbols fail the first comparison.
        int top = pairs.Length / 2;
        for (int rank = 0; rank < top; rank++) (pairs[2 * rank], pairs[2 * rank + 1]) = (-1, 0);
        for (int id = 0; id < probabilities.Length; id++)
        {
            float probability = probabilities[id];
            int rank = top;
            while (rank > 0 && (pairs[2 * rank - 2] < 0 || probability > pairs[2 * rank - 1])) rank--;
            if (rank == top) continue;
            pairs[(2 * rank)..^2].CopyTo(pairs[(2 * rank + 2)..]);
            (pairs[2 * rank], pairs[2 * rank + 1]) = (id, probability);
        }
    }
}
