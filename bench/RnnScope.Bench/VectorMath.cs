using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RnnScope.Bench;

/// <summary>Sigmoid and tanh as a person would write them for one unit: the engine's method, in C#.</summary>
internal static class VectorMath
{
    private const float Log2E = 1.44269504f, Ln2High = 0.693359375f, Ln2Low = -2.12194440e-4f, RoundingShift = 12582912f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x)
    {
        Vector512<float> one = Vector512.Create(1f), negated = -x;
        Vector512<float> low = Vector512.Create(-87f), high = Vector512.Create(88f);
        Vector512<float> clamped = Vector512.MinNative(high, Vector512.MaxNative(low, negated));
        SplitExp(clamped, out Vector512<float> scale, out Vector512<float> tail);
        return one / (one + Vector512.FusedMultiplyAdd(scale, tail, scale));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x)
    {
        Vector512<float> sign = x & Vector512.Create(-0f), magnitude = Vector512.Abs(x), limit = Vector512.Create(9.02f);
        magnitude = Vector512.MinNative(limit, magnitude);
        SplitExp(magnitude + magnitude, out Vector512<float> scale, out Vector512<float> tail);
        Vector512<float> u = Vector512.FusedMultiplyAdd(scale, tail, scale - Vector512.Create(1f));
        return u / (u + Vector512.Create(2f)) | sign;
    }

    /// <summary>e^x = scale * (1 + tail), scale a power of two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SplitExp(Vector512<float> x, out Vector512<float> scale, out Vector512<float> tail)
    {
        Vector512<float> shift = Vector512.Create(RoundingShift);
        Vector512<float> n = Vector512.FusedMultiplyAdd(x, Vector512.Create(Log2E), shift) - shift;
        Vector512<float> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2High), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2Low), r);
        Vector512<float> series = Vector512.FusedMultiplyAdd(Vector512.Create(1f / 5040), r, Vector512.Create(1f / 720));
        series = Vector512.FusedMultiplyAdd(series, r, Vector512.Create(1f / 120));
        series = Vector512.FusedMultiplyAdd(series, r, Vector512.Create(1f / 24));
        series = Vector512.FusedMultiplyAdd(series, r, Vector512.Create(1f / 6));
        series = Vector512.FusedMultiplyAdd(series, r, Vector512.Create(1f / 2));
        scale = Vector512.ShiftLeft((n + Vector512.Create(RoundingShift + 127)).AsInt32(), 23).AsSingle();
        tail = Vector512.FusedMultiplyAdd(r * r, series, r);
    }
}
