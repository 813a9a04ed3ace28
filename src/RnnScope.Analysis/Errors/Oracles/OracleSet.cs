using RnnScope.Analysis.Errors.Words;
using RnnScope.Analysis.Scores;
using RnnScope.Engine.Text;

namespace RnnScope.Analysis.Errors.Oracles;

/// <summary>Makes the oracles of a text.</summary>
internal static class OracleSet
{
    /// <summary>Oracles in the order in which they are to be asked.</summary>
    /// <param name="order">Names from <see cref="OracleNames"/>, each at most once.</param>
    /// <param name="text">The text.</param>
    /// <param name="models">The n-gram models.</param>
    /// <param name="training">What the models learnt from.</param>
    /// <exception cref="ArgumentException">A name is none, or there twice.</exception>
    public static IReadOnlyList<IOracle> Create(
        IReadOnlyList<string> order, TextScores text, IReadOnlyList<ModelScores> models, ReadOnlyMemory<ushort> training)
    {
        OracleNames.Check(order);
        Vocabulary vocabulary = text.Vocabulary;
        WordMap words = new(text.Ids, vocabulary);
        return [.. order.Select(IOracle (name) => name switch
        {
            OracleNames.NGram => new NGramOracle(models),
            OracleNames.Memory => new MemoryOracle(words),
            OracleNames.Rare => new RareWordOracle(words, new WordCounts(training, vocabulary)),
            OracleNames.Start => new WordStartOracle(words),
            OracleNames.Punctuation => new PunctuationOracle(words),
            _ => new BoostOracle(),
        })];
    }
}
