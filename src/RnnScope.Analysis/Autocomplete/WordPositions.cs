using RnnScope.Engine.Text;

namespace RnnScope.Analysis.Autocomplete;

/// <summary>Where in its word each symbol of a part of a text is. N is the number of symbols; padding is not among them.</summary>
public sealed class WordPositions
{
    private readonly ushort[] _targets;
    private readonly int[] _seen, _letters;

    /// <summary>Finds the words of a part.</summary>
    /// <param name="part">The part.</param>
    /// <param name="vocabulary">The symbols of its ids.</param>
    public WordPositions(WordPart part, Vocabulary vocabulary)
    {
        _targets = part.TargetOrder();
        (_seen, _letters) = (new int[_targets.Length], new int[_targets.Length]);
        Lengths = [.. Enumerable.Range(0, part.Observations).Select(part.Length)];
        Steps = part.Steps;
        ReadOnlySpan<ushort> ids = part.ReadingOrder();
        ushort space = vocabulary.Encode([WordText.Space])[0];
        for (int from = 0; from < ids.Length;)
        {
            int to = WordText.EndOfWord(ids, from, space);
            for (int at = from; at < to; at++) (_seen[at], _letters[at]) = (at - from, to - from - 1);
            from = to;
        }
    }

    /// <summary>N.</summary>
    public int Count => _targets.Length;

    /// <summary>(N), the word of each symbol; <see cref="Target.None"/> where it cannot be predicted.</summary>
    public ReadOnlySpan<ushort> Targets => _targets;

    /// <summary>(N), characters of the word that have been read: 0 at the space before it.</summary>
    public ReadOnlySpan<int> Seen => _seen;

    /// <summary>(N), characters of the word that each symbol belongs to.</summary>
    public ReadOnlySpan<int> Letters => _letters;

    /// <summary>Symbols of each observation, in the order of the positions.</summary>
    public IReadOnlyList<int> Lengths { get; }

    /// <summary>T, up to which the article padded an observation.</summary>
    public int Steps { get; }

    /// <summary>Share of the symbols whose word cannot be predicted.</summary>
    public double UnknownShare => (double)_targets.AsSpan().Count(Target.None) / Count;
}
