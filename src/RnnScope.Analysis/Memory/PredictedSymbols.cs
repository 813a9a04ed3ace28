using RnnScope.Engine.Tracing;
using RnnScope.Numerics;

namespace RnnScope.Analysis.Memory;

/// <summary>What a network expects at a position, and which symbol or word of it is meant.</summary>
/// <param name="Target">Id of the symbol or word whose logit is differentiated.</param>
/// <param name="TargetProbability">Its probability.</param>
/// <param name="Likeliest">The likeliest ones, the first one first.</param>
/// <param name="IsStandIn">Whether what is right is wanted and unknown, so that the likeliest stands in for it.</param>
internal sealed record PredictedSymbols(int Target, double TargetProbability, SymbolProbability[] Likeliest, bool IsStandIn)
{
    private const int Top = 3;

    /// <summary>From padded logits.</summary>
    /// <param name="logits">Padded to whole vectors.</param>
    /// <param name="outputs">K.</param>
    /// <param name="right">What is right; <see cref="Engine.Text.Target.None"/> where nobody knows.</param>
    /// <param name="options">Which symbol is meant.</param>
    public static PredictedSymbols Of(ReadOnlySpan<float> logits, int outputs, int right, ConnectivityOptions options)
    {
        float[] probabilities = new float[logits.Length];
        Softmax.Probabilities(logits, probabilities);
        Span<float> pairs = stackalloc float[2 * Top];
        Predictions.Likeliest(probabilities.AsSpan(0, outputs), pairs);
        List<SymbolProbability> likeliest = [];
        for (int rank = 0; rank < Math.Min(Top, outputs); rank++) likeliest.Add(new((int)pairs[2 * rank], pairs[2 * rank + 1]));
        // Probabilities that are no numbers have no order.
        int first = likeliest[0].Symbol < 0 ? 0 : likeliest[0].Symbol;
        bool isStandIn = options.Target == ConnectivityTarget.True && right == Engine.Text.Target.None;
        int target = options.Target switch
        {
            ConnectivityTarget.True => isStandIn ? first : right,
            ConnectivityTarget.Likeliest => first,
            _ => options.Symbol,
        };
        return new PredictedSymbols(target, probabilities[target], [.. likeliest.Where(pair => pair.Symbol >= 0)], isStandIn);
    }
}
