using RnnScope.Engine.Units;
using RnnScope.Numerics.Memory;

namespace RnnScope.Engine.Networks;

/// <summary>What the affine calls of one layer give, for the steps of one block: in cache, and written over by the next layer and block.</summary>
internal sealed class CallMemory : IDisposable
{
    private readonly FloatBuffer _rows;
    private readonly WindowBlocks _blocks;
    private readonly long _stride;
    private readonly int _streams;

    public CallMemory(UnitPlan plan, int lanes, int streams, WindowBlocks blocks)
    {
        (_streams, _blocks, _stride) = (streams, blocks, LayerMemory.Stride((long)plan.Graph.Calls.Count * lanes));
        _rows = new FloatBuffer(_stride * streams * blocks.BlockSteps);
    }

    /// <summary>Rows from a step and stream on; a group is a step, up to the end of its block.</summary>
    public RowBlock Rows(int step, int stream) =>
        new(_rows, ((long)(step % _blocks.BlockSteps) * _streams + stream) * _stride, _stride, _streams * _stride);

    public void Dispose() => _rows.Dispose();
}
