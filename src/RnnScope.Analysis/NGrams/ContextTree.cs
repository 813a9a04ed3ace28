namespace RnnScope.Analysis.NGrams;

/// <summary>Visits every context of a text once: keeps the frequent ones, and counts how many n-grams have which count.</summary>
internal sealed class ContextTree
{
    /// <summary>Contexts of fewer places are counted again whenever they are needed, which takes no longer than finding them.</summary>
    public const int Frequent = 48;

    private readonly ContextArray _array;
    private readonly ContextTally _tally;
    private readonly int _longest;
    private readonly CancellationToken _cancellation;
    private readonly long[,] _counts;
    private readonly long[,] _leftNeighbours;
    private readonly long[] _single;

    /// <summary>Visits.</summary>
    /// <param name="array">The sorted contexts.</param>
    /// <param name="symbols">V.</param>
    /// <param name="longest">Symbols of the longest context, as many as were sorted by.</param>
    /// <param name="cancellation">Stops the visit.</param>
    public ContextTree(ContextArray array, int symbols, int longest, CancellationToken cancellation)
    {
        (_array, _longest, _cancellation) = (array, longest, cancellation);
        _tally = new ContextTally(array, symbols);
        (_counts, _leftNeighbours, _single) = (new long[longest + 1, 5], new long[longest + 1, 5], new long[longest + 1]);
        Root = Keep(0, array.Count, 0);
        AddSingles();
    }

    /// <summary>The context of no symbols.</summary>
    public Context Root { get; }

    /// <summary>Discounts for the counts of n-grams with a context of so many symbols.</summary>
    public Discounts OfCounts(int length) => Of(_counts, length);

    /// <summary>Discounts for their continuation counts; not defined for the longest.</summary>
    public Discounts OfLeftNeighbours(int length) => Of(_leftNeighbours, length);

    private static Discounts Of(long[,] counts, int length) =>
        Discounts.Of(counts[length, 1], counts[length, 2], counts[length, 3], counts[length, 4]);

    /// <summary>A context that occurs more than once, and all that are longer; kept if it is frequent.</summary>
    private Context? Visit(int from, int to, int length)
    {
        if (to - from >= Frequent) return Keep(from, to, length);
        Count(from, to, length);
        if (length == _longest) return null;
        for (int start = from, end; start < to; start = end)
        {
            end = EndOfLonger(start, to, length);
            if (end - start == 1) _single[length + 1]++;
            else Visit(start, end, length + 1);
        }

        return null;
    }

    private Context Keep(int from, int to, int length)
    {
        _cancellation.ThrowIfCancellationRequested();
        Count(from, to, length);
        NextSymbol[] next = _tally.Next.ToArray();
        Array.Sort(next, (a, b) => a.Count != b.Count ? b.Count.CompareTo(a.Count) : a.Symbol.CompareTo(b.Symbol));
        List<int> left = [], starts = [];
        List<Context?> longer = [];
        for (int start = from, end; start < to && length < _longest; start = end)
        {
            end = EndOfLonger(start, to, length);
            left.Add(_array.Before(start, length));
            starts.Add(start);
            if (end - start == 1) _single[length + 1]++;
            longer.Add(end - start == 1 ? null : Visit(start, end, length + 1));
        }

        return new Context(next, CountSummary.OfCounts(next), CountSummary.OfLeftNeighbours(next), [.. left], [.. starts, to], [.. longer]);
    }

    /// <summary>The places from one on that share a symbol more than the context.</summary>
    private int EndOfLonger(int start, int to, int length)
    {
        int end = start + 1;
        while (end < to && _array.Shared[end] > length) end++;
        return end;
    }

    private void Count(int from, int to, int length)
    {
        _tally.Count(from, to, length);
        foreach (NextSymbol next in _tally.Next)
        {
            if (next.Count <= 4) _counts[length, next.Count]++;
            if (next.LeftNeighbours <= 4) _leftNeighbours[length, next.LeftNeighbours]++;
        }
    }

    /// <summary>A context that occurs once is followed once, after one symbol, and so are all longer ones.</summary>
    private void AddSingles()
    {
        long single = 0;
        for (int length = 0; length <= _longest; length++)
        {
            single += _single[length];
            // Those that reach before the beginning of the text are no contexts; each occurs once.
            long outside = Math.Min(length, _array.Count);
            _counts[length, 1] += single - outside;
            _leftNeighbours[length, 1] += single - outside;
        }
    }
}
