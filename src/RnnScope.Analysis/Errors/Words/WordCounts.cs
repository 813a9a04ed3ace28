using System.Runtime.InteropServices;
using RnnScope.Engine.Text;

namespace RnnScope.Analysis.Errors.Words;

/// <summary>How often each word occurs in a training text.</summary>
internal sealed class WordCounts
{
    // Ids have 16 bits, as the characters of a string have: a word is kept as a string of ids.
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public WordCounts(ReadOnlyMemory<ushort> training, Vocabulary vocabulary)
    {
        _lookup = _counts.GetAlternateLookup<ReadOnlySpan<char>>();
        WordMap map = new(training, vocabulary);
        for (int word = 0; word < map.Words.Count; word++)
            CollectionsMarshal.GetValueRefOrAddDefault(_lookup, Key(map.Symbols(word)), out _)++;
    }

    /// <summary>Times that a word occurs.</summary>
    public int Of(ReadOnlySpan<ushort> word) => _lookup.TryGetValue(Key(word), out int count) ? count : 0;

    private static ReadOnlySpan<char> Key(ReadOnlySpan<ushort> word) => MemoryMarshal.Cast<ushort, char>(word);
}
