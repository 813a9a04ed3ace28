using RnnScope.Numerics;
using RnnScope.Numerics.Memory;

namespace RnnScope.Engine.Networks;

/// <summary>Dropout between layers: each unit of each step is silenced with a probability, the others are scaled up.</summary>
/// <remarks>The choice is a function of a key and the position alone: no state to save, and the same for any number of threads.
/// Source: Srivastava et al. 2014; on non-recurrent connections only, Zaremba et al. 2014.</remarks>
internal static class Dropout
{
    /// <summary>destination = mask * source for one row; the mask is kept for the way back.</summary>
    public static void Apply(ulong key, float probability, ReadOnlySpan<float> source, Span<float> mask, Span<float> destination)
    {
        uint threshold = (uint)(probability * 65536);
        float scale = 65536f / (65536 - threshold);
        ulong bits = 0;
        for (int i = 0; i < source.Length; i++)
        {
            // Sixteen random bits a unit.
            bits = i % 4 == 0 ? Rng.Mix(key + (ulong)i * 0x9E3779B97F4A7C15) : bits >> 16;
            mask[i] = (bits & 0xffff) < threshold ? 0 : scale;
            destination[i] = source[i] * mask[i];
        }
    }

    /// <summary>Adjoints pass where values passed.</summary>
    public static void ApplyBackward(ReadOnlySpan<float> mask, Span<float> adjoints)
    {
        for (int i = 0; i < adjoints.Length; i++) adjoints[i] *= mask[i];
    }

    /// <summary>Drops the outputs of a layer for a range of streams of one step; <paramref name="firstStream"/> is the number of the memory's first.</summary>
    public static void Forward(LayerMemory memory, int step, int from, int to, int firstStream, int lanes, ulong key, float probability)
    {
        for (int stream = from; stream < to; stream++)
        {
            ulong rowKey = Rng.Mix(key ^ ((ulong)step << 32 | (uint)(firstStream + stream)));
            RowBlock outgoing = memory.Outgoing(step, stream, isDropped: true);
            Apply(rowKey, probability, memory.Hidden(step, stream).Row(0, lanes), memory.Mask(step, stream).Row(0, lanes), outgoing.Row(0, lanes));
        }
    }

    /// <summary>Silences the adjoints of what was dropped.</summary>
    public static void Backward(LayerMemory memory, int step, int from, int to, int lanes)
    {
        for (int stream = from; stream < to; stream++)
            ApplyBackward(memory.Mask(step, stream).Row(0, lanes), memory.OutputAdjoint(step, stream).Row(0, lanes));
    }
}
