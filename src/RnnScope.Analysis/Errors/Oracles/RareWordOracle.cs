using RnnScope.Analysis.Errors.Words;

namespace RnnScope.Analysis.Errors.Oracles;

/// <summary>More training text: an error is removed in a word that the training text has no more than n times.</summary>
internal sealed class RareWordOracle(WordMap words, WordCounts training) : IOracle
{
    private const int MostTimes = 5;

    public string Name => OracleNames.Rare;

    public IReadOnlyList<string> Levels { get; } = [.. Enumerable.Range(0, MostTimes + 1).Select(times => $"{times}")];

    public int Level(int position, double probability)
    {
        int word = words.WordOf(position);
        if (word < 0) return -1;
        int times = training.Of(words.Symbols(word));
        return times <= MostTimes ? times : -1;
    }

    public IReadOnlyList<TextRange> Evidence(int position) => words.WordOf(position) is >= 0 and int word ? [words.Words[word]] : [];
}
