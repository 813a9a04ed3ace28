namespace RnnScope.Analysis.NGrams;

/// <summary>How often a symbol follows a context.</summary>
/// <param name="Symbol">Its id.</param>
/// <param name="Count">Times it follows.</param>
/// <param name="LeftNeighbours">Different symbols that stand before the context when it follows: the continuation count.</param>
internal record struct NextSymbol(ushort Symbol, int Count, int LeftNeighbours);
