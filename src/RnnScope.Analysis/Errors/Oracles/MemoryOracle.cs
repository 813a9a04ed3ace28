using RnnScope.Analysis.Errors.Words;

namespace RnnScope.Analysis.Errors.Oracles;

/// <summary>A memory of the last n symbols: an error is removed in a word, from its second symbol on, that they contain.</summary>
/// <remarks>The last n symbols before the word. They contain it as a piece of text, so "the" is found in "other".</remarks>
internal sealed class MemoryOracle(WordMap words) : IOracle
{
    private static readonly int[] Lengths = [100, 500, 1000, 5000];

    private (int Word, int Earlier) _last = (-1, -1);

    public string Name => OracleNames.Memory;

    public IReadOnlyList<string> Levels { get; } = [.. Lengths.Select(length => $"{length}")];

    public int Level(int position, double probability)
    {
        int earlier = Earlier(position);
        return earlier < 0 ? -1 : Array.FindIndex(Lengths, length => words.Words[words.WordOf(position)].From - earlier <= length);
    }

    public IReadOnlyList<TextRange> Evidence(int position)
    {
        int earlier = Earlier(position);
        if (earlier < 0) return [];
        TextRange word = words.Words[words.WordOf(position)];
        return [new TextRange(earlier, word.Count), word];
    }

    /// <summary>Where the word of a symbol stood last, or -1.</summary>
    private int Earlier(int position)
    {
        int index = words.WordOf(position);
        if (index < 0) return -1;
        TextRange word = words.Words[index];
        if (position == word.From) return -1;
        // Errors of one word follow each other: it is searched for once.
        if (_last.Word != index)
        {
            int from = Math.Max(0, word.From - Lengths[^1]);
            int found = words.Ids.Span[from..word.From].LastIndexOf(words.Symbols(index));
            _last = (index, found < 0 ? -1 : from + found);
        }

        return _last.Earlier;
    }
}
