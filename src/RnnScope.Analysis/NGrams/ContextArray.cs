using System.Numerics;

namespace RnnScope.Analysis.NGrams;

/// <summary>All positions of a text, sorted by what stands before them, the nearest symbol first.</summary>
/// <remarks>
/// This is a suffix array of the text read backwards, sorted only as deep as the longest context. The positions that follow
/// one context are neighbours in it, and so are, within them, those that follow one longer context. Several symbols at a
/// time are packed into a key, so that comparing contexts is mostly comparing two numbers.
/// </remarks>
internal sealed class ContextArray
{
    /// <summary>What stands before the beginning of the text: less than every symbol, and met by no context.</summary>
    public const int BeforeText = 0;

    private readonly ushort[] _text;
    private readonly int[] _positions;
    private readonly int _longest;
    private readonly int _bits;
    private readonly int _perKey;

    /// <summary>Sorts.</summary>
    /// <param name="text">Ids below <paramref name="symbols"/>.</param>
    /// <param name="symbols">V.</param>
    /// <param name="longest">Symbols to sort by, at most 255.</param>
    public ContextArray(ReadOnlySpan<ushort> text, int symbols, int longest)
    {
        _text = text.ToArray();
        _longest = longest;
        _bits = BitOperations.Log2((uint)symbols) + 1;
        _perKey = 64 / _bits;
        _positions = [.. Enumerable.Range(0, text.Length)];
        Shared = new byte[text.Length];
        ulong[] keys = new ulong[text.Length];
        for (int position = 0; position < keys.Length; position++) keys[position] = Key(position);
        Array.Sort(keys, _positions);
        Finish(keys, 0, keys.Length, 0);
        Next = [.. _positions.Select(position => _text[position])];
    }

    /// <summary>How many symbols before it a place shares with the place before, at most as many as were sorted by.</summary>
    public byte[] Shared { get; }

    /// <summary>The symbol at each place's position: what follows the context.</summary>
    public ushort[] Next { get; }

    /// <summary>Places, as many as the text has symbols.</summary>
    public int Count => _positions.Length;

    /// <summary>The symbol so many symbols before a place's position (0 is the nearest) as id + 1, or <see cref="BeforeText"/>.</summary>
    public int Before(int place, int distance)
    {
        int position = _positions[place] - 1 - distance;
        return position < 0 ? BeforeText : _text[position] + 1;
    }

    /// <summary>The first place in a range whose symbol at a distance is not below one; the range shares all nearer symbols.</summary>
    public int FirstNotBelow(int symbol, int from, int to, int distance)
    {
        while (from < to)
        {
            int middle = (int)(((uint)from + (uint)to) / 2);
            if (Before(middle, distance) < symbol) from = middle + 1;
            else to = middle;
        }

        return from;
    }

    /// <summary>The symbols before a position, the nearest in the highest bits.</summary>
    private ulong Key(int position)
    {
        ulong key = 0;
        int count = Math.Min(_perKey, position);
        for (int distance = 1; distance <= count; distance++) key = (key << _bits) | (uint)(_text[position - distance] + 1);
        return key << (_bits * (_perKey - count));
    }

    /// <summary>Sorts what a key could not tell apart by the key of the symbols further back, and notes what is shared.</summary>
    private void Finish(ulong[] keys, int from, int to, int depth)
    {
        int deeper = depth + _perKey;
        for (int run = from; run < to;)
        {
            int end = run + 1;
            while (end < to && keys[end] == keys[run]) end++;
            if (end < to) Shared[end] = (byte)Math.Min(_longest, depth + Equal(keys[run], keys[end]));
            if (end - run > 1)
            {
                if (deeper >= _longest)
                {
                    Shared.AsSpan((run + 1)..end).Fill((byte)_longest);
                }
                else
                {
                    // No position in a run of several is nearer to the beginning: contexts that reach it are all different.
                    for (int place = run; place < end; place++) keys[place] = Key(_positions[place] - deeper);
                    Array.Sort(keys, _positions, run, end - run);
                    Finish(keys, run, end, deeper);
                }
            }

            run = end;
        }
    }

    /// <summary>The leading symbols that two different keys share.</summary>
    private int Equal(ulong a, ulong b) => (BitOperations.LeadingZeroCount(a ^ b) - (64 - _bits * _perKey)) / _bits;
}
