namespace RnnScope.Analysis.NGrams;

/// <summary>The likeliest symbol after contexts that grow longer, without the probabilities of all V symbols.</summary>
/// <remarks>
/// A symbol that does not follow a context keeps its place among those that do not: each gets the same part of what the
/// shorter context gave it. So the likeliest is one that follows, or the likeliest after the shorter context. And what
/// follows a context follows every shorter one, so no other probabilities are ever needed.
/// </remarks>
internal sealed class LikeliestNext
{
    // (V), those after the context of no symbols, and those after the present one: good for the symbols that follow it.
    private readonly double[] _ofNone, _ofPresent;
    private readonly (int Symbol, double Probability) _bestOfNone;
    private (int Symbol, double Probability) _best;
    private double[] _shorter;

    /// <summary>Looks at the context of no symbols, whose likeliest is always the same.</summary>
    /// <param name="none">A walk that is there.</param>
    /// <param name="counts">What is subtracted from its counts.</param>
    /// <param name="leftNeighbours">What is subtracted from its continuation counts.</param>
    /// <param name="symbols">V.</param>
    public LikeliestNext(ContextWalk none, Discounts counts, Discounts leftNeighbours, int symbols)
    {
        (_ofNone, _ofPresent) = (new double[symbols], new double[symbols]);
        Array.Fill(_ofNone, 1.0 / symbols);
        (_shorter, _best) = (_ofNone, (0, 1.0 / symbols));
        WithoutContext = AsLongest(none, counts);
        TakeAsShorter(none, leftNeighbours, _ofNone);
        _bestOfNone = _best;
    }

    /// <summary>The likeliest in the model that knows no context.</summary>
    public ushort WithoutContext { get; }

    /// <summary>Begins again, with the context of no symbols behind it.</summary>
    public void Restart() => (_shorter, _best) = (_ofNone, _bestOfNone);

    /// <summary>The likeliest after the context as it is now.</summary>
    public ushort Best => (ushort)_best.Symbol;

    /// <summary>The likeliest in the model whose longest context this is; of equal ones the lowest.</summary>
    public ushort AsLongest(ContextWalk walk, Discounts discounts)
    {
        double freed = discounts.Freed(walk.Counts);
        var best = (_best.Symbol, Probability: freed * _best.Probability);
        foreach (NextSymbol next in walk.Next)
            best = Better(best, next.Symbol, discounts.Share(next.Count, walk.Counts) + freed * _shorter[next.Symbol]);
        return (ushort)best.Symbol;
    }

    /// <summary>Makes this context the shorter one of the next.</summary>
    public void TakeAsShorter(ContextWalk walk, Discounts discounts) => TakeAsShorter(walk, discounts, _ofPresent);

    private void TakeAsShorter(ContextWalk walk, Discounts discounts, double[] probabilities)
    {
        double freed = discounts.Freed(walk.LeftNeighbours);
        // If it follows, its share comes on top below: this is at most what it has.
        var best = (_best.Symbol, Probability: freed * _best.Probability);
        foreach (NextSymbol next in walk.Next)
        {
            double probability = discounts.Share(next.LeftNeighbours, walk.LeftNeighbours) + freed * _shorter[next.Symbol];
            probabilities[next.Symbol] = probability;
            best = Better(best, next.Symbol, probability);
        }

        (_shorter, _best) = (probabilities, best);
    }

    private static (int Symbol, double Probability) Better((int Symbol, double Probability) best, int symbol, double probability) =>
        probability > best.Probability || (probability == best.Probability && symbol < best.Symbol) ? (symbol, probability) : best;
}
