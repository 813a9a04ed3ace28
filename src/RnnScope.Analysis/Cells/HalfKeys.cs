using System.Numerics;
using System.Runtime.InteropServices;
using RnnScope.Numerics;

namespace RnnScope.Analysis.Cells;

/// <summary>Values as 16-bit keys that are in the order of the values, so that ranks come from counting instead of sorting.</summary>
/// <remarks>
/// A key is the value in half precision, as traces are recorded: values that round to the same half are equal. 0 and -0 are
/// equal too. What is no number lies outside of <see cref="Lowest"/> to <see cref="Highest"/>.
/// </remarks>
internal static class HalfKeys
{
    /// <summary>How many keys there are.</summary>
    public const int Count = 1 << 16;

    /// <summary>The keys of negative and positive infinity; those of all numbers lie between.</summary>
    public const ushort Lowest = 0x03ff, Highest = 0xfc00;

    private const ushort Sign = 0x8000;

    /// <summary>The keys of values.</summary>
    /// <param name="values">Any numbers.</param>
    /// <param name="keys">Receives as many keys.</param>
    public static void Of(ReadOnlySpan<float> values, Span<ushort> keys)
    {
        HalfPrecision.Round(values, MemoryMarshal.Cast<ushort, Half>(keys));
        Span<Vector<ushort>> vectors = MemoryMarshal.Cast<ushort, Vector<ushort>>(keys);
        for (int i = 0; i < vectors.Length; i++)
        {
            Vector<ushort> half = vectors[i], isNegative = Vector.AsVectorUInt16(Vector.AsVectorInt16(half) >> 15);
            // Of a negative number all bits are turned over, of another one the sign only; -0, which would come out one below 0, is 0.
            Vector<ushort> isMinusZero = Vector.Equals(half, new Vector<ushort>(Sign));
            vectors[i] = (half ^ (isNegative | new Vector<ushort>(Sign))) - isMinusZero;
        }

        for (int i = vectors.Length * Vector<ushort>.Count; i < values.Length; i++)
            keys[i] = keys[i] switch { Sign => Sign, > Sign => (ushort)~keys[i], _ => (ushort)(keys[i] | Sign) };
    }

    /// <summary>The value of a key.</summary>
    public static float Value(ushort key) => (float)BitConverter.UInt16BitsToHalf((ushort)(key >= Sign ? key ^ Sign : ~key));
}
