using RnnScope.Analysis.Errors.Words;

namespace RnnScope.Analysis.Errors.Oracles;

/// <summary>Removes errors on punctuation: quotation marks, apostrophes, brackets and signs such as + too.</summary>
internal sealed class PunctuationOracle(WordMap words) : IOracle
{
    public string Name => OracleNames.Punctuation;

    public IReadOnlyList<string> Levels { get; } = ["all"];

    public int Level(int position, double probability) => words.Classes[position].IsPunctuation() ? 0 : -1;

    public IReadOnlyList<TextRange> Evidence(int position) => [];
}
