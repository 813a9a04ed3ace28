using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RnnScope.Numerics.Kernels;

namespace RnnScope.Numerics;

/// <summary>Softmax and cross-entropy of rows of logits that are padded to whole vectors of 16.</summary>
/// <remarks>
/// The maximum is subtracted first, so no finite logits overflow. Sums run in sixteen fixed lanes that are added pairwise:
/// the same bits at every vector width. Padding holds <see cref="Padding"/> and takes no probability.
/// </remarks>
public static class Softmax
{
    /// <summary>The logit of a symbol that does not exist.</summary>
    public const float Padding = -1e30f;

    /// <summary>Probabilities from logits; source and destination may be the same.</summary>
    /// <param name="logits">Padded row; its length a multiple of 16.</param>
    /// <param name="probabilities">Receives as many numbers.</param>
    /// <param name="temperature">Divides the logits; above 0, default 1.</param>
    public static void Probabilities(ReadOnlySpan<float> logits, Span<float> probabilities, float temperature = 1)
    {
        CheckPadded(logits.Length);
        if (!(temperature > 0)) throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "a number above 0");
        logits.CopyTo(probabilities);
        probabilities = probabilities[..logits.Length];
        if (temperature != 1)
            for (int i = 0; i < probabilities.Length; i++) probabilities[i] /= temperature;
        float sum = Exponentiate(probabilities, out _);
        Scale(probabilities, 1 / sum);
    }

    /// <summary>-ln of the probability of a symbol, in nats.</summary>
    /// <param name="logits">Padded row; overwritten.</param>
    /// <param name="target">Index of the symbol that came.</param>
    public static double Loss(Span<float> logits, int target)
    {
        CheckPadded(logits.Length);
        float right = logits[target];
        float sum = Exponentiate(logits, out float maximum);
        return Math.Log(sum) + maximum - right;
    }

    /// <summary>The loss as above; the row becomes the gradient of weight * loss with respect to the logits.</summary>
    public static double LossAndGradient(Span<float> logits, int target, float weight)
    {
        CheckPadded(logits.Length);
        float right = logits[target];
        float sum = Exponentiate(logits, out float maximum);
        float exponential = logits[target];
        Scale(logits, weight / sum);
        // (p - 1) from the exponentials: p rounded near 1 would lose the gradient of an easy symbol.
        logits[target] = -weight * ((sum - exponential) / sum);
        return Math.Log(sum) + maximum - right;
    }

    /// <summary>The symbol with the largest logit; of equal ones the first.</summary>
    /// <param name="logits">Padded row.</param>
    /// <returns>Its index; 0 where a logit is no number.</returns>
    public static int Likeliest(ReadOnlySpan<float> logits)
    {
        CheckPadded(logits.Length);
        Vector512<float> maximum = Vector512.Create(Maximum(logits));
        ref float start = ref MemoryMarshal.GetReference(logits);
        for (nuint i = 0; i < (nuint)logits.Length; i += 16)
        {
            ulong equal = Vector512.Equals(Vector512.LoadUnsafe(ref start, i), maximum).ExtractMostSignificantBits();
            if (equal != 0) return (int)i + BitOperations.TrailingZeroCount(equal);
        }
        return 0;
    }

    private static unsafe float Exponentiate(Span<float> row, out float maximum)
    {
        maximum = Maximum(row);
        fixed (float* start = row) ExpKernel.Shifted((nint)start, maximum, (nint)start, row.Length);
        return Sum(row);
    }

    /// <summary>The largest number, or NaN if one is NaN; the order does not matter.</summary>
    private static float Maximum(ReadOnlySpan<float> row)
    {
        ref float start = ref MemoryMarshal.GetReference(row);
        Vector512<float> largest = Vector512.LoadUnsafe(ref start), areNumbers = Vector512<float>.AllBitsSet;
        for (nuint i = 0; i < (nuint)row.Length; i += 16)
        {
            Vector512<float> x = Vector512.LoadUnsafe(ref start, i);
            largest = Vector512.ConditionalSelect(Vector512.GreaterThan(x, largest), x, largest);
            areNumbers &= Vector512.Equals(x, x);
        }
        // As integers: all bits set is a NaN, and a NaN equals nothing.
        if (!Vector512.EqualsAll(areNumbers.AsInt32(), Vector512<int>.AllBitsSet)) return float.NaN;
        Vector256<float> eight = Vector256.ConditionalSelect(
            Vector256.GreaterThan(largest.GetLower(), largest.GetUpper()), largest.GetLower(), largest.GetUpper());
        Vector128<float> four = Vector128.ConditionalSelect(
            Vector128.GreaterThan(eight.GetLower(), eight.GetUpper()), eight.GetLower(), eight.GetUpper());
        float low = four[0] > four[1] ? four[0] : four[1], high = four[2] > four[3] ? four[2] : four[3];
        return low > high ? low : high;
    }

    private static float Sum(ReadOnlySpan<float> row)
    {
        Vector512<float> lanes = Vector512<float>.Zero;
        ref float start = ref MemoryMarshal.GetReference(row);
        for (nuint i = 0; i < (nuint)row.Length; i += 16) lanes += Vector512.LoadUnsafe(ref start, i);
        Vector256<float> eight = lanes.GetLower() + lanes.GetUpper();
        Vector128<float> four = eight.GetLower() + eight.GetUpper();
        return (four[0] + four[2]) + (four[1] + four[3]);
    }

    private static void Scale(Span<float> row, float factor)
    {
        ref float start = ref MemoryMarshal.GetReference(row);
        for (nuint i = 0; i < (nuint)row.Length; i += 16)
            (Vector512.LoadUnsafe(ref start, i) * factor).StoreUnsafe(ref start, i);
    }

    private static void CheckPadded(int length, [CallerArgumentExpression(nameof(length))] string name = "")
    {
        if (length == 0 || length % 16 != 0) throw new ArgumentException($"{name} is {length}, expected a multiple of 16", name);
    }
}
