namespace RnnScope.Analysis.Errors.Oracles;

/// <summary>The names of the oracles, as options and results have them.</summary>
public static class OracleNames
{
    /// <summary>Any of the n-gram models predicts the symbol.</summary>
    public const string NGram = "ngram";

    /// <summary>The word stands in the text a short way before.</summary>
    public const string Memory = "memory";

    /// <summary>The word is rare in the training text.</summary>
    public const string Rare = "rare";

    /// <summary>A word begins here.</summary>
    public const string Start = "start";

    /// <summary>The symbol is punctuation.</summary>
    public const string Punctuation = "punctuation";

    /// <summary>A little more probability is enough.</summary>
    public const string Boost = "boost";

    /// <summary>The order of the 2015 paper.</summary>
    public static IReadOnlyList<string> PaperOrder { get; } = [NGram, Memory, Rare, Start, Punctuation, Boost];

    /// <summary>Finds out whether an order is one.</summary>
    /// <exception cref="ArgumentException">A name is none, or there twice.</exception>
    public static void Check(IReadOnlyList<string> order)
    {
        string known = string.Join(", ", PaperOrder);
        if (order.FirstOrDefault(name => !PaperOrder.Contains(name)) is { } stranger)
            throw new ArgumentException($"expected oracles among {known}, found '{stranger}'", nameof(order));
        if (order.Distinct().Count() < order.Count)
            throw new ArgumentException($"expected each oracle once, found {string.Join(", ", order)}", nameof(order));
    }
}
