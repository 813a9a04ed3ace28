using System.Reflection.Emit;

namespace RnnScope.Numerics.Kernels;

/// <summary>Generates destination[i] = e^(source[i] - shift) for whole vectors.</summary>
internal static class ExpKernel
{
    /// <summary>Count must be a multiple of 16; source and destination may be the same.</summary>
    public delegate void Loop(nint source, float shift, nint destination, int count);

    public static Loop Shifted { get; } = Generate();

    private static Loop Generate()
    {
        var emitter = new KernelEmitter("exp", [typeof(nint), typeof(float), typeof(nint), typeof(int)], VectorWidth.Native);
        ILGenerator il = emitter.IL;
        il.Emit(OpCodes.Ldarga_S, (byte)(KernelEmitter.FirstArgument + 1));
        LocalBuilder shift = emitter.LoadBroadcast();
        LocalBuilder offset = il.DeclareLocal(typeof(nint));
        Label next = il.DefineLabel();
        il.MarkLabel(next);
        Push(0);
        LocalBuilder x = emitter.Load();
        emitter.Store(EmittedMath.Exp(emitter, emitter.Subtract(x, shift)), () => Push(2));
        il.Emit(OpCodes.Ldloc, offset);
        il.Emit(OpCodes.Ldc_I4, emitter.Width.Bytes);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Stloc, offset);
        il.Emit(OpCodes.Ldloc, offset);
        il.Emit(OpCodes.Ldarg, (short)(KernelEmitter.FirstArgument + 3));
        il.Emit(OpCodes.Ldc_I4, sizeof(float));
        il.Emit(OpCodes.Mul);
        il.Emit(OpCodes.Conv_I);
        il.Emit(OpCodes.Blt, next);
        return emitter.Finish<Loop>();

        void Push(short argument)
        {
            il.Emit(OpCodes.Ldarg, (short)(KernelEmitter.FirstArgument + argument));
            il.Emit(OpCodes.Ldloc, offset);
            il.Emit(OpCodes.Add);
        }
    }
}
