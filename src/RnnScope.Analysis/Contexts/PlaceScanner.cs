using RnnScope.Analysis.Errors;

namespace RnnScope.Analysis.Contexts;

/// <summary>Finds places while a text goes by, symbol after symbol, in memory that does not grow with it.</summary>
/// <param name="units">How many units there are.</param>
/// <param name="options">How to look; validated.</param>
internal sealed class PlaceScanner(int units, PlaceOptions options)
{
    // Sums up to each of the last positions: what stood before a place is the difference of two.
    private readonly long[] _sums = new long[options.Margin + 1];
    private readonly Queue<Ended> _ended = [];
    private readonly PriorityQueue<UnitPlace, UnitPlace> _best = new(Comparer<UnitPlace>.Create((one, other) => Rank(other, one)));
    private int _at, _start = -1, _total, _longest;
    private long _sum, _startSum, _aroundBefore, _symbols;
    private int _before;

    /// <summary>Takes the next position.</summary>
    /// <param name="count">How many units are on their side there.</param>
    public void Add(int count)
    {
        if (count >= options.Least && _start < 0)
        {
            _before = Math.Min(_at, options.Margin);
            (_start, _startSum, _aroundBefore) = (_at, _sum, _sum - SumAt(_at - _before));
        }
        else if (count < options.Least)
        {
            End();
        }

        _sum += count;
        _at++;
        _sums[_at % _sums.Length] = _sum;
        while (_ended.TryPeek(out Ended ended) && _at == ended.To + options.Margin) Judge(_ended.Dequeue());
    }

    /// <summary>Takes the end of the text.</summary>
    public UnitPlacesResult Complete()
    {
        End();
        while (_ended.TryDequeue(out Ended ended)) Judge(ended);
        List<UnitPlace> places = [.. _best.UnorderedItems.Select(item => item.Element)];
        places.Sort(Rank);
        return new UnitPlacesResult(options.Least, options.Margin, _total, _symbols, _longest, places);
    }

    private void End()
    {
        if (_start >= 0 && _at - _start >= options.Shortest)
            _ended.Enqueue(new Ended(_start, _at, _sum - _startSum, _sum, _aroundBefore, _before));
        _start = -1;
    }

    private void Judge(Ended place)
    {
        int length = place.To - place.From, around = place.Before + _at - place.To;
        double inside = place.Inside / ((double)length * units);
        double off = 1 - (place.AroundBefore + _sum - place.SumAtEnd) / ((double)around * units);
        UnitPlace judged = new(new TextRange(place.From, length), around == 0 ? inside : (inside + off) / 2);
        _total++;
        _symbols += length;
        _longest = Math.Max(_longest, length);
        if (_best.Count < options.Count) _best.Enqueue(judged, judged);
        else _best.EnqueueDequeue(judged, judged);
    }

    private long SumAt(int position) => position == 0 ? 0 : _sums[position % _sums.Length];

    /// <summary>The better one first.</summary>
    private static int Rank(UnitPlace one, UnitPlace other)
    {
        int order = other.Score.CompareTo(one.Score);
        if (order == 0) order = other.Range.Count.CompareTo(one.Range.Count);
        return order == 0 ? one.Range.From.CompareTo(other.Range.From) : order;
    }

    /// <summary>A place whose end is known, but not yet all of what stands behind it.</summary>
    private readonly record struct Ended(int From, int To, long Inside, long SumAtEnd, long AroundBefore, int Before);
}
