using RnnScope.Engine.Tracing;
using RnnScope.Numerics;

namespace RnnScope.Analysis.Memory;

/// <summary>What a network expects at a position, and which symbol of it is meant.</summary>
/// <param name="Target">Id of the symbol whose logit is differentiated.</param>
/// <param name="TargetProbability">Its probability.</param>
/// <param name="Likeliest">The likeliest symbols, the first one first.</param>
internal sealed record PredictedSymbols(int Target, double TargetProbability, SymbolProbability[] Likeliest)
{
    private const int Top = 3;

    /// <summary>From padded logits.</summary>
    /// <param name="logits">Padded to whole vectors.</param>
    /// <param name="symbols">V.</param>
    /// <param name="next">The true next symbol; -1 where there is none.</param>
    /// <param name="options">Which symbol is meant.</param>
    public static PredictedSymbols Of(ReadOnlySpan<float> logits, int symbols, int next, ConnectivityOptions options)
    {
        float[] probabilities = new float[logits.Length];
        Softmax.Probabilities(logits, probabilities);
        Span<float> pairs = stackalloc float[2 * Top];
        Predictions.Likeliest(probabilities.AsSpan(0, symbols), pairs);
        List<SymbolProbability> likeliest = [];
        for (int rank = 0; rank < Math.Min(Top, symbols); rank++) likeliest.Add(new((int)pairs[2 * rank], pairs[2 * rank + 1]));
        // Probabilities that are no numbers have no order.
        int first = likeliest[0].Symbol < 0 ? 0 : likeliest[0].Symbol;
        int target = options.Target switch
        {
            ConnectivityTarget.True => next,
            ConnectivityTarget.Likeliest => first,
            _ => options.Symbol,
        };
        return new PredictedSymbols(target, probabilities[target], [.. likeliest.Where(pair => pair.Symbol >= 0)]);
    }
}
