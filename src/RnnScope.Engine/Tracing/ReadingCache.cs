namespace RnnScope.Engine.Tracing;

/// <summary>Keeps what networks were read for, a stretch of a site each; what was not asked for longest goes first. Many threads may ask.</summary>
/// <param name="mostFloats">The most numbers that are kept.</param>
/// <value>The default is 16 million: 64 MB.</value>
public sealed class ReadingCache(long mostFloats = 1 << 24)
{
    private readonly Lock _turn = new();
    private readonly LinkedList<(string Key, float[] Values)> _kept = [];
    private long _floats;

    /// <summary>How many numbers are kept.</summary>
    public long Floats
    {
        get
        {
            lock (_turn) return _floats;
        }
    }

    /// <summary>What is kept under a name, or else is made: by one at a time, since each reading is work for the whole machine.</summary>
    internal float[] Get(string key, Func<float[]> make)
    {
        lock (_turn)
        {
            for (LinkedListNode<(string Key, float[] Values)>? node = _kept.First; node is not null; node = node.Next)
            {
                if (node.Value.Key != key) continue;
                _kept.Remove(node);
                _kept.AddFirst(node);
                return node.Value.Values;
            }

            float[] values = make();
            _kept.AddFirst((key, values));
            _floats += values.Length;
            // Whatever is larger than the whole cache is kept until something else is asked for.
            while (_floats > mostFloats && _kept.Count > 1)
            {
                _floats -= _kept.Last!.Value.Values.Length;
                _kept.RemoveLast();
            }

            return values;
        }
    }
}
