using System.Reflection.Emit;

namespace RnnScope.Numerics.Kernels;

/// <summary>exp, sigmoid and tanh as sequences of vector instructions, the same at every width.</summary>
/// <remarks>
/// exp splits x = n ln2 + r, |r| at most ln2 / 2, and sums the Taylor series of e^r to the seventh power (remainder below
/// 6e-9); 2^n is built from its exponent bits. NaN stays NaN. Measured errors: docs/numerics.md.
/// </remarks>
internal static class EmittedMath
{
    private const float Log2E = 1.44269504f;

    // ln 2 in two parts: n * High is exact for every n that occurs, Low carries the rest.
    private const float Ln2High = 0.693359375f, Ln2Low = -2.12194440e-4f;

    // Adding 1.5 * 2^23 rounds to an integer and leaves it in the low bits of the pattern.
    private const float RoundingShift = 12582912f;

    /// <summary>Above this, exp saturates: e^88 is the last value whose 2^n is finite with room to spare.</summary>
    public const float ExpMaximum = 88f;

    /// <summary>Below this, exp saturates at the smallest normal numbers.</summary>
    public const float ExpMinimum = -87f;

    // Beyond this, tanh rounds to 1 in single precision.
    private const float TanhMaximum = 9.02f;

    private static readonly float[] Inverses = [1f / 5040, 1f / 720, 1f / 120, 1f / 24, 1f / 6, 1f / 2];

    public static LocalBuilder Exp(KernelEmitter e, LocalBuilder x)
    {
        LocalBuilder low = e.Constant(ExpMinimum), high = e.Constant(ExpMaximum);
        (LocalBuilder scale, LocalBuilder tail) = SplitExp(e, e.Smaller(high, e.Larger(low, x)));
        return e.Fma(scale, tail, scale);
    }

    /// <summary>1 / (1 + e^-x).</summary>
    public static LocalBuilder Sigmoid(KernelEmitter e, LocalBuilder x)
    {
        LocalBuilder one = e.Constant(1f);
        LocalBuilder negated = e.Subtract(e.Constant(0f), x);
        return e.Divide(one, e.Add(one, Exp(e, negated)));
    }

    /// <summary>u / (u + 2) with u = e^2|x| - 1, computed without cancellation near zero, and the sign of x.</summary>
    public static LocalBuilder Tanh(KernelEmitter e, LocalBuilder x)
    {
        LocalBuilder sign = e.And(x, e.Constant(-0f));
        LocalBuilder magnitude = e.And(x, e.Constant(BitConverter.Int32BitsToSingle(0x7fffffff)));
        LocalBuilder limit = e.Constant(TanhMaximum);
        magnitude = e.Smaller(limit, magnitude);
        (LocalBuilder scale, LocalBuilder tail) = SplitExp(e, e.Add(magnitude, magnitude));
        LocalBuilder u = e.Fma(scale, tail, e.Subtract(scale, e.Constant(1f)));
        return e.Or(e.Divide(u, e.Add(u, e.Constant(2f))), sign);
    }

    /// <summary>e^x = scale * (1 + tail), scale a power of two.</summary>
    private static (LocalBuilder Scale, LocalBuilder Tail) SplitExp(KernelEmitter e, LocalBuilder x)
    {
        LocalBuilder shift = e.Constant(RoundingShift);
        LocalBuilder shifted = e.Fma(x, e.Constant(Log2E), shift);
        LocalBuilder n = e.Subtract(shifted, shift);
        LocalBuilder r = e.Fma(n, e.Constant(-Ln2High), x);
        r = e.Fma(n, e.Constant(-Ln2Low), r);

        LocalBuilder series = e.Constant(Inverses[0]);
        for (int i = 1; i < Inverses.Length; i++) series = e.Fma(series, r, e.Constant(Inverses[i]));
        LocalBuilder tail = e.Fma(e.Multiply(r, r), series, r);

        // n + 127 in the exponent field: add the bias while still a float (exact), then move the low bits up.
        LocalBuilder scale = e.ShiftBitsLeft(e.Add(n, e.Constant(RoundingShift + 127)), 23);
        return (scale, tail);
    }
}
