namespace RnnScope.Analysis.NGrams;

/// <summary>A context that occurs often: counted once, when the model is made.</summary>
/// <param name="Next">What follows, the most frequent first.</param>
/// <param name="Counts">Summary of the counts.</param>
/// <param name="LeftNeighbours">Summary of the continuation counts.</param>
/// <param name="Left">The symbols before it, ascending, as <see cref="ContextArray.Before"/> gives them.</param>
/// <param name="Starts">First places of the contexts that are longer by one of them, and the place behind the last.</param>
/// <param name="Longer">Those contexts, where they occur often too.</param>
internal sealed record Context(
    NextSymbol[] Next, CountSummary Counts, CountSummary LeftNeighbours, int[] Left, int[] Starts, Context?[] Longer);
