using RnnScope.Numerics.Memory;

namespace RnnScope.Engine.Networks;

/// <summary>Logits of a window, or, where nobody reads them later, of two blocks of its steps only.</summary>
/// <remarks>With a vocabulary of words the logits of a whole window would be larger than everything else together.</remarks>
internal sealed class LogitMemory : IDisposable
{
    private readonly FloatBuffer _rows;
    private readonly int _streams, _steps;

    public LogitMemory(int columns, int streams, WindowBlocks blocks, bool keepsWindow)
    {
        (Columns, _streams, KeepsWindow) = (columns, streams, keepsWindow);
        _steps = keepsWindow ? blocks.Steps : Math.Min(blocks.RingSteps, blocks.BlockSteps * blocks.Count);
        _rows = new FloatBuffer((long)columns * streams * _steps);
    }

    /// <summary>V rounded up to whole vectors.</summary>
    public int Columns { get; }

    public bool KeepsWindow { get; }

    /// <summary>Rows from a step and stream on; a group is a step, up to the end of its block.</summary>
    public RowBlock Rows(int step, int stream) =>
        new(_rows, ((long)(step % _steps) * _streams + stream) * Columns, Columns, (long)_streams * Columns);

    public void Dispose() => _rows.Dispose();
}
