namespace RnnScope.Analysis.Dynamics;

/// <summary>How different two distributions are: KL(p || q) + KL(q || p), in nats (Kullback and Leibler 1951).</summary>
/// <remarks>0 for equal ones, without an upper limit. Some authors take half of it.</remarks>
public static class SymmetricDivergence
{
    /// <summary>Of two distributions over the same symbols.</summary>
    /// <param name="p">(V), logarithms of the probabilities of one; finite.</param>
    /// <param name="q">(V), logarithms of the probabilities of the other; finite.</param>
    /// <returns>
    /// Sum of (p - q) (ln p - ln q): both directions in one, and no term is below 0. A probability too small for a number
    /// still has its logarithm.
    /// </returns>
    public static double Of(ReadOnlySpan<double> p, ReadOnlySpan<double> q)
    {
        if (p.Length != q.Length) throw new ArgumentException($"expected two distributions over the same symbols, found {p.Length} and {q.Length}");
        double sum = 0;
        for (int symbol = 0; symbol < p.Length; symbol++)
            sum += (Math.Exp(p[symbol]) - Math.Exp(q[symbol])) * (p[symbol] - q[symbol]);
        return sum;
    }

    /// <summary>Of two models, at every position for which they have distributions.</summary>
    /// <param name="one">A model.</param>
    /// <param name="other">Another, of the same <see cref="ComparedText"/>.</param>
    public static double[] Track(ModelDistributions one, ModelDistributions other)
    {
        if (one.Positions != other.Positions)
            throw new ArgumentException($"expected models of one text, found {one.Positions} and {other.Positions} distributions");
        double[] track = new double[one.Positions];
        for (int i = 0; i < track.Length; i++) track[i] = Of(one.LogProbabilities(i), other.LogProbabilities(i));
        return track;
    }
}
