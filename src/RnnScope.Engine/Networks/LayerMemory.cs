using RnnScope.Engine.Units;
using RnnScope.Numerics.Memory;

namespace RnnScope.Engine.Networks;

/// <summary>What one layer computes over a window: a row of values for every step and stream, and the row before the first.</summary>
/// <remarks>
/// Values are (T + 1, B), each row of S slots; row block 0 is the state carried in. What training keeps for the backward pass
/// is what a trace reads: there is no second, instrumented pass. Adjoints live only until the weight gradients have them:
/// they go round in a ring of two blocks of steps, small enough to stay in cache (<see cref="WindowBlocks"/>), later steps
/// before earlier ones as the sums want them.
/// </remarks>
internal sealed class LayerMemory : IDisposable
{
    private readonly int[] _stateSlots, _stateAdjointSlots;
    private readonly int _streams, _lanes;
    private readonly WindowBlocks _blocks;
    private readonly FloatBuffer _values;
    private readonly FloatBuffer? _vectors, _adjoints, _outputAdjoints, _dropped, _mask;

    public LayerMemory(UnitPlan plan, int lanes, int streams, WindowBlocks blocks, bool learns, bool drops, bool changesVectors)
    {
        (_lanes, _streams, _blocks) = (lanes, streams, blocks);
        _stateSlots = [.. plan.StateSlots];
        _stateAdjointSlots = [.. plan.StateAdjointSlots];
        ValueStride = Stride((long)plan.ValueSlots * lanes);
        AdjointStride = Stride((long)plan.GradientSlots * lanes);
        _values = new FloatBuffer(ValueStride * streams * (blocks.Steps + 1L));
        VectorWidth = plan.Graph.Vectors.Count * lanes;
        if (changesVectors && VectorWidth > 0) _vectors = new FloatBuffer((long)VectorWidth * streams * blocks.Steps);
        if (!learns) return;
        _adjoints = new FloatBuffer(AdjointStride * streams * blocks.RingSteps);
        _outputAdjoints = new FloatBuffer((long)lanes * streams * blocks.BlockSteps);
        if (!drops) return;
        _dropped = new FloatBuffer((long)lanes * streams * blocks.Steps);
        _mask = new FloatBuffer((long)lanes * streams * blocks.Steps);
    }

    private long ValueStride { get; }

    private long AdjointStride { get; }

    /// <summary>Floats of all learned vectors of the unit.</summary>
    public int VectorWidth { get; }

    /// <summary>Rows of values from step <paramref name="step"/> (-1: carried in) and stream on; a group is a step.</summary>
    public RowBlock Values(int step, int stream = 0) => Rows(_values, step + 1, stream, ValueStride);

    /// <summary>Rows of adjoints, of this step's calls and states; a group is a step, up to the end of its block.</summary>
    public RowBlock Adjoints(int step, int stream = 0) =>
        Rows(_adjoints!, _blocks.RingPosition(step), stream, AdjointStride, direction: -1);

    public RowBlock Value(int slot, int step, int stream = 0) => Values(step, stream).Column((long)slot * _lanes);

    public RowBlock Adjoint(int slot, int step, int stream = 0) => Adjoints(step, stream).Column((long)slot * _lanes);

    /// <summary>The layer's output h.</summary>
    public RowBlock Hidden(int step, int stream = 0) => Value(_stateSlots[0], step, stream);

    /// <summary>The part of h's adjoint that comes from the layer above, for the steps of one block.</summary>
    public RowBlock OutputAdjoint(int step, int stream = 0) => Rows(_outputAdjoints!, step % _blocks.BlockSteps, stream, _lanes);

    /// <summary>What the layer above reads: h, or h with units dropped.</summary>
    public RowBlock Outgoing(int step, int stream = 0, bool isDropped = false) =>
        isDropped ? Rows(_dropped!, step, stream, _lanes) : Hidden(step, stream);

    /// <summary>The unit's learned vectors at a step, a row for each stream; null where they are the same everywhere.</summary>
    public RowBlock? Vectors(int step, int stream) => _vectors is null ? null : Rows(_vectors, step, stream, VectorWidth);

    public RowBlock Mask(int step, int stream) => Rows(_mask!, step, stream, _lanes);

    /// <summary>Makes the state after <paramref name="step"/> the state carried in.</summary>
    public void Carry(int step)
    {
        foreach (int slot in _stateSlots)
            for (int stream = 0; stream < _streams; stream++)
                Value(slot, step, stream).Row(0, _lanes).CopyTo(Value(slot, -1, stream).Row(0, _lanes));
    }

    /// <summary>Sets the state carried in to zero.</summary>
    public void Reset()
    {
        foreach (int slot in _stateSlots)
            for (int stream = 0; stream < _streams; stream++) Value(slot, -1, stream).Row(0, _lanes).Clear();
    }

    /// <summary>Nothing flows back in time from beyond the window's end.</summary>
    public void ClearLastAdjoints(int from, int to)
    {
        foreach (int slot in _stateAdjointSlots)
            for (int stream = from; stream < to; stream++) Adjoint(slot, _blocks.Steps - 1, stream).Row(0, _lanes).Clear();
    }

    public void Dispose()
    {
        _values.Dispose();
        _vectors?.Dispose();
        _adjoints?.Dispose();
        _outputAdjoints?.Dispose();
        _dropped?.Dispose();
        _mask?.Dispose();
    }

    private RowBlock Rows(FloatBuffer buffer, int position, int stream, long stride, int direction = 1) =>
        new(buffer, ((long)position * _streams + stream) * stride, stride, direction * _streams * stride);

    /// <summary>An odd number of cache lines: then a column of many rows spreads over all sets of a cache.</summary>
    internal static long Stride(long floats) => floats / 16 % 2 == 0 ? floats + 16 : floats;
}
