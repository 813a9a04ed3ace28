using RnnScope.Engine.Units;
using RnnScope.Numerics.Memory;

namespace RnnScope.Engine.Networks;

/// <summary>What one layer computes over a window: a row of values for every step and stream, and the row before the first.</summary>
/// <remarks>
/// Rows are (T + 1, B), each of S slots; row block 0 is the state carried in. What training keeps for the backward pass is what
/// a trace reads: there is no second, instrumented pass.
/// </remarks>
internal sealed class LayerMemory : IDisposable
{
    private readonly int[] _stateSlots, _stateAdjointSlots;
    private readonly int _streams, _steps, _lanes;
    private readonly FloatBuffer _values;
    private readonly FloatBuffer? _gradients, _dropped, _mask;

    public LayerMemory(UnitPlan plan, int lanes, int streams, int steps, bool learns, bool drops)
    {
        (_lanes, _streams, _steps) = (lanes, streams, steps);
        _stateSlots = [.. plan.StateSlots];
        _stateAdjointSlots = [.. plan.StateAdjointSlots];
        ValueStride = Stride(plan.ValueSlots);
        GradientStride = Stride(plan.GradientSlots);
        _values = new FloatBuffer(ValueStride * streams * (steps + 1L));
        if (learns) _gradients = new FloatBuffer(GradientStride * streams * (steps + 1L));
        if (!drops) return;
        _dropped = new FloatBuffer((long)lanes * streams * steps);
        _mask = new FloatBuffer((long)lanes * streams * steps);
    }

    private long ValueStride { get; }

    private long GradientStride { get; }

    /// <summary>Rows of values from step <paramref name="step"/> (-1: carried in) and stream on.</summary>
    public RowBlock Values(int step, int stream = 0) => new(_values, ((step + 1L) * _streams + stream) * ValueStride, ValueStride);

    public RowBlock Gradients(int step, int stream = 0) => new(_gradients!, ((step + 1L) * _streams + stream) * GradientStride, GradientStride);

    public RowBlock Value(int slot, int step, int stream = 0) => Values(step, stream).Column((long)slot * _lanes);

    public RowBlock Gradient(int slot, int step, int stream = 0) => Gradients(step, stream).Column((long)slot * _lanes);

    /// <summary>The layer's output h.</summary>
    public RowBlock Hidden(int step, int stream = 0) => Value(_stateSlots[0], step, stream);

    public RowBlock HiddenAdjoint(int step, int stream = 0) => Gradient(_stateAdjointSlots[0], step, stream);

    /// <summary>What the layer above reads: h, or h with units dropped.</summary>
    public RowBlock Outgoing(int step, int stream = 0, bool isDropped = false) =>
        isDropped ? new(_dropped!, ((long)step * _streams + stream) * _lanes, _lanes) : Hidden(step, stream);

    public RowBlock Mask(int step, int stream) => new(_mask!, ((long)step * _streams + stream) * _lanes, _lanes);

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

    /// <summary>Nothing flows back from beyond the window's end, except into h from the layer above.</summary>
    public void ClearLastAdjoints(int from, int to)
    {
        foreach (int slot in _stateAdjointSlots.AsSpan(1))
            for (int stream = from; stream < to; stream++) Gradient(slot, _steps - 1, stream).Row(0, _lanes).Clear();
    }

    public void Dispose()
    {
        _values.Dispose();
        _gradients?.Dispose();
        _dropped?.Dispose();
        _mask?.Dispose();
    }

    /// <summary>Rows a multiple of 4 KB apart would fall on the same few cache sets.</summary>
    private long Stride(int slots)
    {
        long stride = (long)slots * _lanes;
        return stride % 1024 == 0 ? stride + 16 : stride;
    }
}
