using RnnScope.Numerics;
using RnnScope.Numerics.Memory;

namespace RnnScope.Bench;

/// <summary>Buffers of seeded random numbers.</summary>
internal static class RandomRows
{
    /// <summary>A buffer of numbers from -0.5 to 0.5.</summary>
    public static FloatBuffer Of(long length, ulong seed = 1)
    {
        var buffer = new FloatBuffer(length);
        Fill(buffer, seed);
        return buffer;
    }

    /// <summary>Fills a buffer anew.</summary>
    public static void Fill(FloatBuffer buffer, ulong seed)
    {
        var rng = new Rng(seed);
        foreach (ref float number in buffer.Span(0, checked((int)buffer.Length))) number = (float)rng.NextDouble() - 0.5f;
    }
}
