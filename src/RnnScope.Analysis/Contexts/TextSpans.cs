using RnnScope.Analysis.Errors;

namespace RnnScope.Analysis.Contexts;

/// <summary>Spans of a text that somebody marked, in order and apart from each other, with what is just around them.</summary>
public sealed class TextSpans
{
    /// <summary>The most spans, and symbols in all of them.</summary>
    public const int MostSpans = 100, MostSymbols = 1_000_000;

    private readonly int _characters;

    /// <summary>Sorts spans and joins those that touch.</summary>
    /// <param name="spans">The spans, in any order.</param>
    /// <param name="characters">N of the text.</param>
    /// <exception cref="ArgumentException">There is none, there are too many, or one is empty or not within the text.</exception>
    public TextSpans(IEnumerable<TextRange> spans, int characters)
    {
        _characters = characters;
        List<TextRange> joined = [];
        int count = 0;
        foreach (TextRange span in spans.OrderBy(span => span.From))
        {
            if (++count > MostSpans) throw new ArgumentException($"expected at most {MostSpans} spans");
            if (span.Count < 1 || span.From < 0 || span.From > characters - span.Count)
                throw new ArgumentException($"expected spans of at least one symbol within a text of {characters}, found {span.Count} from {span.From}");
            if (joined.Count > 0 && span.From <= End(joined[^1]))
                joined[^1] = joined[^1] with { Count = Math.Max(End(joined[^1]), End(span)) - joined[^1].From };
            else joined.Add(span);
        }

        if (joined.Count == 0) throw new ArgumentException("expected at least one span, found none");
        long symbols = joined.Sum(span => (long)span.Count);
        if (symbols > MostSymbols) throw new ArgumentException($"expected spans of at most {MostSymbols} symbols together, found {symbols}");
        Ranges = joined;
    }

    /// <summary>The spans.</summary>
    public IReadOnlyList<TextRange> Ranges { get; }

    /// <summary>The pieces of text just before and after a span that belong to no span.</summary>
    /// <param name="index">The span.</param>
    /// <param name="margin">Symbols on either side.</param>
    public IEnumerable<TextRange> Around(int index, int margin)
    {
        TextRange span = Ranges[index];
        int end = End(span);
        // Spans lie apart, but a neighbour may be nearer than the margin, and its own other side nearer still.
        foreach ((int from, int to) in new[] { (Math.Max(0, span.From - margin), span.From), (end, (int)Math.Min(_characters, (long)end + margin)) })
        {
            int at = from;
            foreach (TextRange other in Ranges.Where(other => End(other) > from && other.From < to))
            {
                if (other.From > at) yield return new TextRange(at, other.From - at);
                at = Math.Max(at, End(other));
            }

            if (to > at) yield return new TextRange(at, to - at);
        }
    }

    /// <summary>The same spans further on in the text, which goes on at its beginning; null where one would lie over the end.</summary>
    internal TextSpans? Shifted(int by)
    {
        TextRange[] shifted = [.. Ranges.Select(span => span with { From = (int)(((long)span.From + by) % _characters) })];
        return shifted.All(span => span.From <= _characters - span.Count) ? new TextSpans(shifted, _characters) : null;
    }

    private static int End(TextRange span) => span.From + span.Count;
}
