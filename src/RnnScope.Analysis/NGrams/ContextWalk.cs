namespace RnnScope.Analysis.NGrams;

/// <summary>Goes from the context of no symbols to longer and longer ones, and says what follows each.</summary>
internal sealed class ContextWalk(ContextArray array, ContextTree tree, int symbols)
{
    private readonly ContextTally _tally = new(array, symbols);
    private Context? _context = tree.Root;
    private int _from;
    private int _to;
    private int _length;

    /// <summary>Summary of the counts of the symbols that follow.</summary>
    public CountSummary Counts { get; private set; }

    /// <summary>Summary of their continuation counts.</summary>
    public CountSummary LeftNeighbours { get; private set; }

    /// <summary>The symbols that follow, in any order.</summary>
    public ReadOnlySpan<NextSymbol> Next => _context is { } frequent ? frequent.Next : _tally.Next;

    /// <summary>Begins again with the context of no symbols.</summary>
    public void Restart()
    {
        (_from, _to, _length, _context) = (0, array.Count, 0, tree.Root);
        Read();
    }

    /// <summary>Puts a symbol before the context.</summary>
    /// <returns>False when the training text has no such context; then this one stays.</returns>
    public bool Extend(ushort symbol)
    {
        int before = symbol + 1;
        if (_context is { } frequent)
        {
            int index = Array.BinarySearch(frequent.Left, before);
            if (index < 0) return false;
            (_from, _to, _context) = (frequent.Starts[index], frequent.Starts[index + 1], frequent.Longer[index]);
        }
        else
        {
            int from = array.FirstNotBelow(before, _from, _to, _length);
            if (from == _to || array.Before(from, _length) != before) return false;
            (_from, _to) = (from, array.FirstNotBelow(before + 1, from, _to, _length));
        }

        _length++;
        Read();
        return true;
    }

    /// <summary>How often a symbol follows.</summary>
    public NextSymbol Find(ushort symbol)
    {
        foreach (NextSymbol next in Next)
        {
            if (next.Symbol == symbol) return next;
        }

        return new NextSymbol(symbol, 0, 0);
    }

    private void Read()
    {
        if (_context is { } frequent)
        {
            (Counts, LeftNeighbours) = (frequent.Counts, frequent.LeftNeighbours);
            return;
        }

        _tally.Count(_from, _to, _length);
        (Counts, LeftNeighbours) = (CountSummary.OfCounts(_tally.Next), CountSummary.OfLeftNeighbours(_tally.Next));
    }
}
