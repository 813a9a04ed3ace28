using System.Text;

namespace RnnScope.Engine.Text;

/// <summary>The words that an autocomplete network can predict, each with its id 0..K-1, and how a text becomes words.</summary>
/// <remarks>They are the most frequent words of the training part, most frequent first; equally frequent ones in the order of their characters.</remarks>
public sealed partial class WordVocabulary
{
    /// <summary>The largest K: ids are stored in 16 bits, and one of them is <see cref="Target.None"/>.</summary>
    public const int LargestCount = ushort.MaxValue;

    private readonly string[] _words;
    private readonly long[] _counts;
    private readonly Dictionary<string, ushort> _ids;

    private WordVocabulary(TextFilter filter, string[] words, long[] counts)
    {
        (Filter, _words, _counts) = (filter, words, counts);
        _ids = new Dictionary<string, ushort>(words.Length, StringComparer.Ordinal);
        for (int id = 0; id < words.Length; id++) _ids.Add(words[id], (ushort)id);
    }

    /// <summary>What happens to a text before it is cut into words.</summary>
    public TextFilter Filter { get; }

    /// <summary>K.</summary>
    public int Count => _words.Length;

    /// <summary>The words by id, most frequent first.</summary>
    public IReadOnlyList<string> Words => _words;

    /// <summary>How often each word occurs in the training part, by id.</summary>
    public IReadOnlyList<long> Counts => _counts;

    /// <summary>The id of a word; <see cref="Target.None"/> where it is not among the words.</summary>
    public ushort Find(ReadOnlySpan<char> word) =>
        _ids.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out ushort id) ? id : Target.None;

    /// <summary>The word that each symbol of a text belongs to; the space before a word belongs to it too.</summary>
    /// <param name="ids">A text (<see cref="WordText.Of"/>) as ids.</param>
    /// <param name="vocabulary">The symbols of the ids.</param>
    /// <returns>(N), ids of words; <see cref="Target.None"/> in words that are not among them, and at a space without a word.</returns>
    public ushort[] Targets(ReadOnlySpan<ushort> ids, Vocabulary vocabulary)
    {
        ushort[] targets = new ushort[ids.Length];
        WordSpeller speller = new(vocabulary);
        for (int from = 0; from < ids.Length;)
        {
            int to = WordText.EndOfWord(ids, from, speller.Space);
            targets.AsSpan(from, to - from).Fill(Find(speller.Spell(ids[from..to])));
            from = to;
        }

        return targets;
    }

    /// <summary>Collects the most frequent words.</summary>
    /// <param name="filter">What the text went through.</param>
    /// <param name="counts">All words with their numbers.</param>
    /// <param name="most">How many to keep, 2 to <see cref="LargestCount"/>.</param>
    /// <exception cref="ArgumentException">There are fewer than two words.</exception>
    public static WordVocabulary MostFrequent(TextFilter filter, IReadOnlyDictionary<string, long> counts, int most)
    {
        KeyValuePair<string, long>[] kept =
            [.. counts.OrderByDescending(word => word.Value).ThenBy(word => word.Key, StringComparer.Ordinal).Take(most)];
        if (kept.Length is < 2 or > LargestCount) throw new ArgumentException($"expected 2 to {LargestCount} words, found {kept.Length}", nameof(counts));
        return new WordVocabulary(filter, [.. kept.Select(word => word.Key)], [.. kept.Select(word => word.Value)]);
    }
}

/// <summary>Spells words that are given as ids of symbols; used by one thread.</summary>
internal sealed class WordSpeller(Vocabulary vocabulary)
{
    private char[] _letters = new char[64];

    /// <summary>The id of the space before a word.</summary>
    public ushort Space { get; } = vocabulary.Encode([WordText.Space])[0];

    /// <summary>The letters of a word, valid until the next call; empty where a symbol is unknown or there is only a space.</summary>
    /// <param name="word">Ids; the space before the word may be among them.</param>
    public ReadOnlySpan<char> Spell(ReadOnlySpan<ushort> word)
    {
        if (word.StartsWith(Space)) word = word[1..];
        if (_letters.Length < 2 * word.Length) _letters = new char[4 * word.Length];
        int length = 0;
        foreach (ushort id in word)
        {
            int code = vocabulary.Codes[id];
            if (code == Vocabulary.UnknownCode) return [];
            length += new Rune(code).EncodeToUtf16(_letters.AsSpan(length));
        }

        return _letters.AsSpan(0, length);
    }
}
