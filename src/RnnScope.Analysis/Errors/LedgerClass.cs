using RnnScope.Analysis.Statistics;

namespace RnnScope.Analysis.Errors;

/// <summary>One row of the ledger: the errors that one level of one oracle was the first to remove.</summary>
/// <param name="Oracle">A name from <see cref="Oracles.OracleNames"/>, or <see cref="Remaining"/>.</param>
/// <param name="Level">The level's name; empty for all levels together, and for errors that remain.</param>
/// <param name="Errors">How many.</param>
/// <param name="Share">Their share of all errors of the model, 0 to 1; NaN where there are no errors.</param>
/// <param name="Alone">How many it would have, were its oracle the only one.</param>
/// <param name="Examples">Some of them, spread evenly over the text.</param>
public sealed record LedgerClass(string Oracle, string Level, int Errors, Interval Share, int Alone, IReadOnlyList<LedgerExample> Examples)
{
    /// <summary>What errors are called that no oracle removed.</summary>
    public const string Remaining = "remaining";
}

/// <summary>One error.</summary>
/// <param name="Index">Its position in the text that was predicted.</param>
/// <param name="Evidence">What in that text it has to do with: an earlier occurrence and the word, a word, a context; may be empty.</param>
public sealed record LedgerExample(int Index, IReadOnlyList<TextRange> Evidence);
