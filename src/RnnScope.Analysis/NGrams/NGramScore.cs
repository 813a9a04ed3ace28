using RnnScope.Analysis.Scores;
using RnnScope.Analysis.Statistics;

namespace RnnScope.Analysis.NGrams;

/// <summary>How well a text was predicted.</summary>
/// <param name="N">Context symbols of the model.</param>
/// <param name="Loss">Mean of -ln p over the text, p being the probability of the symbol that came; NaN for an empty text.</param>
/// <param name="Errors">Symbols that were given a probability below <see cref="ModelScores.ErrorThreshold"/>.</param>
/// <param name="ErrorRate">Errors as a share of all symbols.</param>
/// <param name="Characters">Symbols of the text.</param>
public sealed record NGramScore(int N, Interval Loss, int Errors, Interval ErrorRate, int Characters)
{
    /// <summary>The estimate of <see cref="Loss"/>.</summary>
    public double LossNats => Loss.Estimate;

    /// <summary>The score of probabilities.</summary>
    /// <param name="n">Context symbols of the model.</param>
    /// <param name="probabilities">What the symbols of the text were given.</param>
    /// <param name="bootstrap">Makes the intervals.</param>
    public static NGramScore Of(int n, double[] probabilities, BlockBootstrap bootstrap)
    {
        ModelScores scores = new(ModelScores.NGramName(n), probabilities, n);
        return new NGramScore(n, bootstrap.Mean(scores.Losses()), scores.Errors, bootstrap.Mean(scores.ErrorTrack()), scores.Count);
    }
}
