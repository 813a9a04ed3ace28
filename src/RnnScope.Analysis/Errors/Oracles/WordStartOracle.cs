using RnnScope.Analysis.Errors.Words;

namespace RnnScope.Analysis.Errors.Oracles;

/// <summary>A model of words: an error is removed right after a space, the end of a line or a quotation mark, then at the start of any word.</summary>
/// <remarks>The first level is the paper's. The second one adds words after brackets, hyphens and the like.</remarks>
internal sealed class WordStartOracle(WordMap words) : IOracle
{
    public string Name => OracleNames.Start;

    public IReadOnlyList<string> Levels { get; } = ["space", "word"];

    public int Level(int position, double probability)
    {
        if (position > 0 && words.Classes[position - 1] is SymbolClass.Space or SymbolClass.Quote) return 0;
        int word = words.WordOf(position);
        return word >= 0 && words.Words[word].From == position ? 1 : -1;
    }

    public IReadOnlyList<TextRange> Evidence(int position) => [];
}
