using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RnnScope.Numerics;

/// <summary>Rounds single to half precision, many numbers at once: traces are stored so.</summary>
public static class HalfPrecision
{
    private const uint Infinity = 0x7f80_0000, FirstTooLarge = 0x4780_0000, FirstNormal = 0x3880_0000, Rebias = unchecked((uint)((15 - 127) << 23));

    /// <summary>Rounds each number to the nearest half, ties to even: the same bits as a cast to <see cref="Half"/>.</summary>
    /// <param name="values">Any numbers; above 65,519 they become infinite, NaN stays NaN.</param>
    /// <param name="destination">Receives as many halves.</param>
    public static void Round(ReadOnlySpan<float> values, Span<Half> destination)
    {
        if (destination.Length < values.Length) throw new ArgumentException($"{values.Length} numbers do not fit into {destination.Length} halves");
        ref uint from = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<float, uint>(values));
        ref ushort to = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<Half, ushort>(destination));
        int done = 0;
        for (; done <= values.Length - 32; done += 32)
        {
            Vector512<uint> low = Round(Vector512.LoadUnsafe(ref from, (nuint)done)), high = Round(Vector512.LoadUnsafe(ref from, (nuint)done + 16));
            Vector512.StoreUnsafe(Vector512.Narrow(low, high), ref to, (nuint)done);
        }
        if (done == values.Length) return;
        // The same way for the rest, which converting one by one would make as slow as several vectors.
        Span<float> rest = stackalloc float[32];
        Span<Half> rounded = stackalloc Half[32];
        rest.Clear();
        values[done..].CopyTo(rest);
        Round(rest, rounded);
        rounded[..(values.Length - done)].CopyTo(destination[done..]);
    }

    /// <summary>The half's bits of sixteen floats' bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Round(Vector512<uint> bits)
    {
        Vector512<uint> size = bits & Vector512.Create(0x7fff_ffffu), sign = (bits >>> 16) & Vector512.Create(0x8000u);
        // Normal halves: move the exponent, add half of what is cut off (a tie goes to even), cut.
        Vector512<uint> isOdd = (size >>> 13) & Vector512.Create(1u);
        Vector512<uint> normal = (size + Vector512.Create(unchecked(Rebias + 0xfff)) + isOdd) >>> 13;
        // Subnormal halves: adding 0.5 leaves the rounded bits at the low end.
        Vector512<float> half = Vector512.Create(0.5f);
        Vector512<uint> subnormal = (size.AsSingle() + half).AsUInt32() - half.AsUInt32();
        Vector512<uint> special = Vector512.ConditionalSelect(
            Vector512.GreaterThan(size, Vector512.Create(Infinity)), Vector512.Create(0x7e00u), Vector512.Create(0x7c00u));
        Vector512<uint> result = Vector512.ConditionalSelect(Vector512.LessThan(size, Vector512.Create(FirstNormal)), subnormal, normal);
        result = Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(size, Vector512.Create(FirstTooLarge)), special, result);
        return result | sign;
    }
}
