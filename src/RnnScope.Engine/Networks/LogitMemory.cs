using RnnScope.Numerics.Memory;

namespace RnnScope.Engine.Networks;

/// <summary>Logits of a window, or, where nobody reads them later, of two blocks of its steps only.</summary>
/// <remarks>With a vocabulary of words the logits of a whole window would be larger than everything else together.</remarks>
internal sealed class LogitMemory : IDisposable
{
    private readonly FloatBuffer _rows;
    private readonly WindowBlocks _blocks;
    private readonly long _stride;
    private readonly int _streams;

    public LogitMemory(int columns, int streams, WindowBlocks blocks, bool keepsWindow)
    {
        (Columns, _streams, _blocks, KeepsWindow) = (columns, streams, blocks, keepsWindow);
        _stride = LayerMemory.Stride(columns);
        _rows = new FloatBuffer(_stride * streams * (keepsWindow ? blocks.Steps : blocks.RingSteps));
    }

    /// <summary>K rounded up to whole vectors.</summary>
    public int Columns { get; }

    public bool KeepsWindow { get; }

    /// <summary>Rows from a step and stream on; a group is a step, up to the end of its block.</summary>
    public RowBlock Rows(int step, int stream)
    {
        long position = KeepsWindow ? step : _blocks.RingPosition(step), group = _streams * _stride;
        return new(_rows, position * group + stream * _stride, _stride, KeepsWindow ? group : -group);
    }

    public void Dispose() => _rows.Dispose();
}
