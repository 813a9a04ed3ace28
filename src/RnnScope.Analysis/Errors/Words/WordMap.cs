using RnnScope.Engine.Text;

namespace RnnScope.Analysis.Errors.Words;

/// <summary>The words of a text: longest runs of letters, digits, underscores, and single apostrophes between them.</summary>
internal sealed class WordMap
{
    private readonly int[] _wordOf;
    private readonly List<TextRange> _words = [];

    public WordMap(ReadOnlyMemory<ushort> ids, Vocabulary vocabulary)
    {
        (Ids, Classes) = (ids, SymbolClasses.Of(ids.Span, vocabulary));
        _wordOf = new int[ids.Length];
        for (int at = 0, from = 0; at <= ids.Length; at++)
        {
            if (at < ids.Length && Classes[at].IsInWord())
            {
                _wordOf[at] = _words.Count;
                continue;
            }

            if (at > from) _words.Add(new TextRange(from, at - from));
            if (at < ids.Length) _wordOf[at] = -1;
            from = at + 1;
        }
    }

    /// <summary>The text.</summary>
    public ReadOnlyMemory<ushort> Ids { get; }

    /// <summary>(N).</summary>
    public SymbolClass[] Classes { get; }

    /// <summary>All words, in reading order.</summary>
    public IReadOnlyList<TextRange> Words => _words;

    /// <summary>The index of the word that a symbol is in; -1 where it is in none.</summary>
    public int WordOf(int position) => _wordOf[position];

    /// <summary>The symbols of a word.</summary>
    public ReadOnlySpan<ushort> Symbols(int word) => Ids.Span.Slice(_words[word].From, _words[word].Count);
}
