namespace RnnScope.Analysis.NGrams;

/// <summary>Counts what follows one context after another.</summary>
/// <param name="array">The sorted contexts.</param>
/// <param name="symbols">V.</param>
internal sealed class ContextTally(ContextArray array, int symbols)
{
    private readonly NextSymbol[] _list = new NextSymbol[symbols];
    private readonly int[] _slots = new int[symbols];
    private readonly long[] _lastNeighbour = new long[symbols];
    private long _neighbour;

    /// <summary>The symbols that follow, in the order in which they were met.</summary>
    public ReadOnlySpan<NextSymbol> Next => _list.AsSpan(0, Size);

    /// <summary>How many different symbols follow.</summary>
    public int Size { get; private set; }

    /// <summary>Counts the places of one context.</summary>
    /// <param name="from">Its first place.</param>
    /// <param name="to">The place behind its last.</param>
    /// <param name="length">Symbols of the context; left neighbours are meaningless at the longest that was sorted by.</param>
    public void Count(int from, int to, int length)
    {
        Size = 0;
        // Left neighbours are numbered on and on, so that nothing has to be cleared between two contexts.
        long first = ++_neighbour;
        ReadOnlySpan<byte> shared = array.Shared;
        ReadOnlySpan<ushort> next = array.Next;
        for (int place = from; place < to; place++)
        {
            if (place > from && shared[place] == length) _neighbour++;
            ushort symbol = next[place];
            long last = _lastNeighbour[symbol];
            if (last < first)
            {
                _slots[symbol] = Size;
                _list[Size++] = new NextSymbol(symbol, 1, 1);
            }
            else
            {
                ref NextSymbol entry = ref _list[_slots[symbol]];
                entry.Count++;
                if (last != _neighbour) entry.LeftNeighbours++;
            }

            _lastNeighbour[symbol] = _neighbour;
        }
    }
}
