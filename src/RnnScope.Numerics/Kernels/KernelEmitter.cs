using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Intrinsics.X86;

namespace RnnScope.Numerics.Kernels;

/// <summary>Writes the body of one kernel: vector loads, stores and arithmetic at the machine's width.</summary>
/// <remarks>
/// Kernels are generated because their best shape depends on the machine (registers, width) and on the unit's equations;
/// one generator replaces a hand-unrolled copy per width and shape. The just-in-time compiler turns each call into the one
/// instruction it stands for. Values are locals; the compiler assigns registers.
/// </remarks>
internal sealed class KernelEmitter
{
    /// <summary>Position of a kernel's first parameter.</summary>
    /// <remarks>
    /// Before it comes an object that nobody reads: calling a delegate that is bound to one jumps straight into the kernel,
    /// where a static one would first move every argument.
    /// </remarks>
    public const short FirstArgument = 1;

    private static readonly object Bound = new();
    private static readonly MethodInfo PrefetchMethod = typeof(Sse).GetMethod(nameof(Sse.Prefetch0))!;
    private readonly DynamicMethod _method;
    private readonly MethodInfo _load, _store, _broadcast, _fma;

    public KernelEmitter(string name, Type[] parameters, VectorWidth width)
    {
        Width = width;
        _method = new DynamicMethod(name, typeof(void), [typeof(object), .. parameters], typeof(KernelEmitter).Module, skipVisibility: true);
        IL = _method.GetILGenerator();
        Type v = width.Floats;
        _load = width.Method("Load", typeof(float), typeof(float*));
        _store = width.Method("Store", typeof(float), v, typeof(float*));
        _broadcast = width.Method("Create", typeof(float), typeof(float));
        _fma = width.Method("FusedMultiplyAdd", typeof(float), v, v, v);
    }

    public ILGenerator IL { get; }

    public VectorWidth Width { get; }

    public T Finish<T>() where T : Delegate
    {
        IL.Emit(OpCodes.Ret);
        return (T)_method.CreateDelegate(typeof(T), Bound);
    }

    public LocalBuilder NewVector() => IL.DeclareLocal(Width.Floats);

    /// <summary>Loads the vector whose address is on the stack.</summary>
    public LocalBuilder Load() => Call(_load);

    /// <summary>Loads the float whose address is on the stack into every lane.</summary>
    public LocalBuilder LoadBroadcast()
    {
        IL.Emit(OpCodes.Ldind_R4);
        return Call(_broadcast);
    }

    public LocalBuilder Constant(float value)
    {
        IL.Emit(OpCodes.Ldc_R4, value);
        return Call(_broadcast);
    }

    /// <summary>Stores a value at the address that <paramref name="pushAddress"/> puts on the stack.</summary>
    public void Store(LocalBuilder value, Action pushAddress)
    {
        IL.Emit(OpCodes.Ldloc, value);
        pushAddress();
        IL.Emit(OpCodes.Call, _store);
    }

    /// <summary>Asks for the cache line of the address that <paramref name="pushAddress"/> puts on the stack, where the machine can be asked.</summary>
    public void Prefetch(Action pushAddress)
    {
        if (!Sse.IsSupported) return;
        pushAddress();
        IL.Emit(OpCodes.Call, PrefetchMethod);
    }

    /// <summary><paramref name="sum"/> becomes a * b + sum, rounded once.</summary>
    public void Accumulate(LocalBuilder sum, LocalBuilder a, LocalBuilder b)
    {
        Push(a, b, sum);
        IL.Emit(OpCodes.Call, _fma);
        IL.Emit(OpCodes.Stloc, sum);
    }

    public LocalBuilder Fma(LocalBuilder a, LocalBuilder b, LocalBuilder c)
    {
        Push(a, b, c);
        return Call(_fma);
    }

    public LocalBuilder Add(LocalBuilder a, LocalBuilder b) => Binary("Add", a, b);

    public LocalBuilder Subtract(LocalBuilder a, LocalBuilder b) => Binary("Subtract", a, b);

    public LocalBuilder Multiply(LocalBuilder a, LocalBuilder b) => Binary("Multiply", a, b);

    public LocalBuilder Divide(LocalBuilder a, LocalBuilder b) => Binary("Divide", a, b);

    /// <summary>All bits set where a &gt;= b (false for NaN).</summary>
    public LocalBuilder GreaterOrEqual(LocalBuilder a, LocalBuilder b) => Binary("GreaterThanOrEqual", a, b);

    public LocalBuilder Greater(LocalBuilder a, LocalBuilder b) => Binary("GreaterThan", a, b);

    /// <summary>The larger of the two; b where one of them is NaN, which is NaN if b may be and a never is.</summary>
    public LocalBuilder Larger(LocalBuilder a, LocalBuilder b) => Binary("MaxNative", a, b);

    /// <summary>The smaller of the two; b where one of them is NaN.</summary>
    public LocalBuilder Smaller(LocalBuilder a, LocalBuilder b) => Binary("MinNative", a, b);

    public LocalBuilder And(LocalBuilder a, LocalBuilder b) => Binary("BitwiseAnd", a, b);

    public LocalBuilder Or(LocalBuilder a, LocalBuilder b) => Binary("BitwiseOr", a, b);

    /// <summary>a where the mask's bits are set, b elsewhere.</summary>
    public LocalBuilder Select(LocalBuilder mask, LocalBuilder a, LocalBuilder b)
    {
        Push(mask, a, b);
        return Call(Width.Method("ConditionalSelect", typeof(float), Width.Floats, Width.Floats, Width.Floats));
    }

    /// <summary>The float whose bit pattern is this one's, shifted left.</summary>
    public LocalBuilder ShiftBitsLeft(LocalBuilder a, int bits)
    {
        MethodInfo asInteger = Width.Method("AsInt32", typeof(float), Width.Floats);
        MethodInfo shift = Width.Method("ShiftLeft", typeof(int), Width.Integers, typeof(int));
        MethodInfo asFloat = Width.Method("AsSingle", typeof(int), Width.Integers);
        Push(a);
        IL.Emit(OpCodes.Call, asInteger);
        IL.Emit(OpCodes.Ldc_I4, bits);
        IL.Emit(OpCodes.Call, shift);
        return Call(asFloat);
    }

    private LocalBuilder Binary(string name, LocalBuilder a, LocalBuilder b)
    {
        Push(a, b);
        return Call(Width.Method(name, typeof(float), Width.Floats, Width.Floats));
    }

    private void Push(params ReadOnlySpan<LocalBuilder> values)
    {
        foreach (LocalBuilder value in values) IL.Emit(OpCodes.Ldloc, value);
    }

    private LocalBuilder Call(MethodInfo method)
    {
        IL.Emit(OpCodes.Call, method);
        LocalBuilder result = NewVector();
        IL.Emit(OpCodes.Stloc, result);
        return result;
    }
}
