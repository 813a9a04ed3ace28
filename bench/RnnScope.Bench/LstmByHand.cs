using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RnnScope.Engine.Units;
using RnnScope.Numerics.Memory;

namespace RnnScope.Bench;

/// <summary>The elementwise part of an LSTM step, fused by hand, on the rows of values and gradients that the plan lays out.</summary>
internal static class LstmByHand
{
    /// <summary>Slots of a row of values: the gates, then c and h.</summary>
    public const int I = 0, F = 1, O = 2, G = 3, C = 4, H = 5, ValueSlots = 6;

    /// <summary>The gates' sums, in a row of their own.</summary>
    public const int Calls = 4;

    /// <summary>Slots of a row of gradients: the four sums, then the adjoints of h and c.</summary>
    public const int DH = 4, DC = 5, GradientSlots = 6;

    /// <summary>Throws unless the plan keeps the same values in the same places.</summary>
    public static void CheckLayout(UnitPlan plan)
    {
        string expected = $"{Calls} {ValueSlots} {GradientSlots} [{H}, {C}] [{DH}, {DC}]";
        string found = $"{plan.Graph.Calls.Count} {plan.ValueSlots} {plan.GradientSlots} [{string.Join(", ", plan.StateSlots)}] [{string.Join(", ", plan.StateAdjointSlots)}]";
        if (found != expected)
            throw new InvalidOperationException($"expected a plan with the slots {expected}, found {found}: change the constants of {nameof(LstmByHand)}");
    }

    /// <summary>Gates, c and h from the sums of the gates and the previous c.</summary>
    public static void Forward(int rows, int lanes, RowBlock sums, RowBlock now, RowBlock previous)
    {
        ref float calls = ref Start(sums, rows, Calls * lanes);
        ref float values = ref Start(now, rows, ValueSlots * lanes);
        ref float before = ref Unsafe.Add(ref Start(previous, rows, ValueSlots * lanes), C * lanes);
        for (int row = 0; row < rows; row++)
        {
            for (int j = 0; j < lanes; j += 16)
            {
                Vector512<float> i = VectorMath.Sigmoid(At(ref calls, I * lanes + j));
                Vector512<float> f = VectorMath.Sigmoid(At(ref calls, F * lanes + j));
                Vector512<float> o = VectorMath.Sigmoid(At(ref calls, O * lanes + j));
                Vector512<float> g = VectorMath.Tanh(At(ref calls, G * lanes + j));
                Vector512<float> c = Vector512.FusedMultiplyAdd(f, At(ref before, j), i * g);
                Put(i, ref values, I * lanes + j);
                Put(f, ref values, F * lanes + j);
                Put(o, ref values, O * lanes + j);
                Put(g, ref values, G * lanes + j);
                Put(c, ref values, C * lanes + j);
                Put(o * VectorMath.Tanh(c), ref values, H * lanes + j);
            }
            calls = ref Unsafe.Add(ref calls, (nint)sums.Stride);
            values = ref Unsafe.Add(ref values, (nint)now.Stride);
            before = ref Unsafe.Add(ref before, (nint)previous.Stride);
        }
    }

    /// <summary>Adjoints of the gates' sums and of the previous c from those of h and c; h's has a part from the layer above.</summary>
    public static void Backward(
        int rows, int lanes, RowBlock now, RowBlock previous, RowBlock gradients, RowBlock previousGradients, RowBlock fromAbove)
    {
        ref float values = ref Start(now, rows, ValueSlots * lanes);
        ref float before = ref Unsafe.Add(ref Start(previous, rows, ValueSlots * lanes), C * lanes);
        ref float adjoints = ref Start(gradients, rows, GradientSlots * lanes);
        ref float adjointBefore = ref Unsafe.Add(ref Start(previousGradients, rows, GradientSlots * lanes), DC * lanes);
        ref float above = ref Start(fromAbove, rows, lanes);
        Vector512<float> one = Vector512.Create(1f);
        for (int row = 0; row < rows; row++)
        {
            for (int j = 0; j < lanes; j += 16)
            {
                Vector512<float> i = At(ref values, I * lanes + j), f = At(ref values, F * lanes + j), o = At(ref values, O * lanes + j);
                Vector512<float> g = At(ref values, G * lanes + j), t = VectorMath.Tanh(At(ref values, C * lanes + j));
                Vector512<float> dh = At(ref adjoints, DH * lanes + j) + At(ref above, j);
                Vector512<float> dc = Vector512.FusedMultiplyAdd(dh * o, one - t * t, At(ref adjoints, DC * lanes + j));
                Put(dc * g * (i * (one - i)), ref adjoints, I * lanes + j);
                Put(dc * At(ref before, j) * (f * (one - f)), ref adjoints, F * lanes + j);
                Put(dh * t * (o * (one - o)), ref adjoints, O * lanes + j);
                Put(dc * i * (one - g * g), ref adjoints, G * lanes + j);
                Put(dc * f, ref adjointBefore, j);
            }
            values = ref Unsafe.Add(ref values, (nint)now.Stride);
            before = ref Unsafe.Add(ref before, (nint)previous.Stride);
            adjoints = ref Unsafe.Add(ref adjoints, (nint)gradients.Stride);
            adjointBefore = ref Unsafe.Add(ref adjointBefore, (nint)previousGradients.Stride);
            above = ref Unsafe.Add(ref above, (nint)fromAbove.Stride);
        }
    }

    /// <summary>The first number of a block, once it is certain that all of its rows exist.</summary>
    private static ref float Start(RowBlock block, int rows, int width) =>
        ref MemoryMarshal.GetReference(block.Row(0, checked((int)((rows - 1) * block.Stride + width))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> At(ref float row, int place) => Vector512.LoadUnsafe(ref row, (nuint)place);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(Vector512<float> value, ref float row, int place) => value.StoreUnsafe(ref row, (nuint)place);
}
