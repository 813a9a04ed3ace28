namespace RnnScope.Analysis.NGrams;

/// <summary>How well a text was predicted.</summary>
/// <param name="N">Context symbols of the model.</param>
/// <param name="LossNats">Mean of -ln p over the text, p being the probability of the symbol that came; NaN for an empty text.</param>
/// <param name="Errors">Symbols that were given a probability below <see cref="ErrorThreshold"/>.</param>
/// <param name="Characters">Symbols of the text.</param>
public sealed record NGramScore(int N, double LossNats, int Errors, int Characters)
{
    /// <summary>What the 2015 paper calls an error: the symbol that came had a probability below a half.</summary>
    public const double ErrorThreshold = 0.5;

    /// <summary>The score of probabilities, summed in the order of the text.</summary>
    /// <param name="n">Context symbols of the model.</param>
    /// <param name="probabilities">What the symbols of the text were given.</param>
    public static NGramScore Of(int n, ReadOnlySpan<double> probabilities)
    {
        double sum = 0;
        int errors = 0;
        foreach (double probability in probabilities)
        {
            sum -= Math.Log(probability);
            if (probability < ErrorThreshold) errors++;
        }

        return new NGramScore(n, sum / probabilities.Length, errors, probabilities.Length);
    }
}
