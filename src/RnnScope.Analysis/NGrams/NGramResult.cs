using RnnScope.Analysis.Statistics;
using RnnScope.Engine.Text;

namespace RnnScope.Analysis.NGrams;

/// <summary>What n-gram models of the training part of a text lost on its test part.</summary>
/// <param name="Text">The file, or what else the text is called.</param>
/// <param name="Sha256">SHA-256 of the whole file, lower-case hexadecimal.</param>
/// <param name="Symbols">What a symbol is.</param>
/// <param name="Split">How the text was divided.</param>
/// <param name="Vocabulary">V, the unknown symbol included.</param>
/// <param name="TrainingCharacters">Symbols of the training part.</param>
/// <param name="Unknown">Symbols of the test part that the training part lacks.</param>
/// <param name="Scores">One for each number of context symbols, in the order asked for.</param>
/// <param name="Discounts">What the models subtract from which counts, and where the counts could not say.</param>
/// <param name="Bootstrap">What intervals were made with.</param>
public sealed record NGramResult(
    string Text, string Sha256, SymbolKind Symbols, TextSplit Split, int Vocabulary, int TrainingCharacters, long Unknown,
    IReadOnlyList<NGramScore> Scores, IReadOnlyList<NGramDiscounts> Discounts, BlockBootstrap Bootstrap);

/// <summary>The discounts of one kind of counts of n-grams of one length.</summary>
/// <param name="N">Context symbols: the n-grams have one symbol more.</param>
/// <param name="IsContinuation">Whether the counts are of left neighbours, as in all models with longer contexts, or of occurrences.</param>
/// <param name="Discounts">The discounts.</param>
public sealed record NGramDiscounts(int N, bool IsContinuation, Discounts Discounts);
