using RnnScope.Analysis.Scores;

namespace RnnScope.Analysis.NGrams;

/// <summary>How well a text was predicted.</summary>
/// <param name="N">Context symbols of the model.</param>
/// <param name="LossNats">Mean of -ln p over the text, p being the probability of the symbol that came; NaN for an empty text.</param>
/// <param name="Errors">Symbols that were given a probability below <see cref="ModelScores.ErrorThreshold"/>.</param>
/// <param name="Characters">Symbols of the text.</param>
public sealed record NGramScore(int N, double LossNats, int Errors, int Characters)
{
    /// <summary>The score of probabilities, summed in the order of the text.</summary>
    /// <param name="n">Context symbols of the model.</param>
    /// <param name="probabilities">What the symbols of the text were given.</param>
    public static NGramScore Of(int n, double[] probabilities)
    {
        ModelScores scores = new(ModelScores.NGramName(n), probabilities, n);
        return new NGramScore(n, scores.LossNats, scores.Errors, scores.Count);
    }
}
