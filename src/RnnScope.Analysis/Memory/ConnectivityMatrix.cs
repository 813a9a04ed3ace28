namespace RnnScope.Analysis.Memory;

/// <summary>How strongly what a network expects at each position of a text depends on each symbol that it has read.</summary>
/// <param name="Text">What people call the text.</param>
/// <param name="Ids">N symbols of the text.</param>
/// <param name="Target">Whose logit was differentiated.</param>
/// <param name="Horizon">The largest distance that was computed; null for all.</param>
/// <param name="Rows">One for each position, in the order of the text; the last symbol has none where the next symbol is wanted and none was given.</param>
public sealed record ConnectivityMatrix(
    string Text, ReadOnlyMemory<ushort> Ids, ConnectivityTarget Target, int? Horizon, IReadOnlyList<ConnectivityRow> Rows);

/// <summary>What one prediction depends on.</summary>
/// <param name="Position">Symbols 0 to this one have been read, and the next one, or the word, is predicted.</param>
/// <param name="Target">Id of the symbol or word whose logit was differentiated.</param>
/// <param name="TargetProbability">The probability that it was given.</param>
/// <param name="Likeliest">The likeliest next symbols or words, the first one first.</param>
/// <param name="From">The first symbol that was reached.</param>
/// <param name="Norms">
/// For the symbols From to Position: the L2 norm of the gradient of the target's logit with respect to the one-hot input there. Those
/// behind Position cannot matter and are left out; those before From lie beyond the horizon.
/// </param>
/// <param name="Remaining">
/// How much of the gradient went on beyond the horizon: its norm with respect to the states before From, as a share of that with respect to
/// the states before Position; 0 where the beginning was reached.
/// </param>
/// <param name="IsStandIn">Whether what is right was wanted and is unknown, so that the target is the likeliest instead.</param>
public sealed record ConnectivityRow(
    int Position, int Target, double TargetProbability, IReadOnlyList<SymbolProbability> Likeliest, int From, float[] Norms, double Remaining,
    bool IsStandIn = false)
{
    /// <summary>The norm for one symbol of the text; 0 for later ones and for those beyond the horizon.</summary>
    public float Of(int position) => position < From || position > Position ? 0 : Norms[position - From];
}

/// <summary>A symbol, or a word, and how probable a network finds it.</summary>
/// <param name="Symbol">The id.</param>
/// <param name="Probability">0 to 1.</param>
public sealed record SymbolProbability(int Symbol, double Probability);
