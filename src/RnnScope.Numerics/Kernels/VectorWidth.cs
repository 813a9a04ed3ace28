using System.Reflection;
using System.Runtime.Intrinsics;

namespace RnnScope.Numerics.Kernels;

/// <summary>The widest vector that this machine executes natively, and the methods that work on it.</summary>
/// <remarks>
/// Generated kernels use this width. Results do not depend on it: kernels vectorise across outputs, never across a
/// reduction, and every fused multiply-add is explicit, so each lane computes what a scalar loop would.
/// </remarks>
internal sealed class VectorWidth
{
    private readonly Type _operations;

    private VectorWidth(int bits, Type operations, Type floats, Type integers, int registers)
    {
        Bits = bits;
        _operations = operations;
        Floats = floats;
        Integers = integers;
        Registers = registers;
    }

    /// <summary>The width of this machine: 512, 256 or 128 bits.</summary>
    public static VectorWidth Native { get; } =
        Vector512.IsHardwareAccelerated ? new(512, typeof(Vector512), typeof(Vector512<float>), typeof(Vector512<int>), 32)
        : Vector256.IsHardwareAccelerated ? new(256, typeof(Vector256), typeof(Vector256<float>), typeof(Vector256<int>), 16)
        : new(128, typeof(Vector128), typeof(Vector128<float>), typeof(Vector128<int>), 16);

    public int Bits { get; }

    /// <summary>Floats of one vector.</summary>
    public int Lanes => Bits / 32;

    public int Bytes => Bits / 8;

    /// <summary>Architectural vector registers to plan tiles for.</summary>
    public int Registers { get; }

    public Type Floats { get; }

    public Type Integers { get; }

    /// <summary>Finds a static method of <c>Vector512</c> (256, 128), closing generic ones over the given element.</summary>
    public MethodInfo Method(string name, Type element, params Type[] parameters)
    {
        foreach (MethodInfo candidate in _operations.GetMethods(BindingFlags.Public | BindingFlags.Static))
        {
            if (candidate.Name != name || candidate.GetParameters().Length != parameters.Length) continue;
            if (candidate.IsGenericMethodDefinition && candidate.GetGenericArguments().Length != 1) continue;
            MethodInfo method;
            try { method = candidate.IsGenericMethodDefinition ? candidate.MakeGenericMethod(element) : candidate; }
            catch (ArgumentException) { continue; } // a constraint that this element does not meet
            if (method.GetParameters().Select(p => p.ParameterType).SequenceEqual(parameters)) return method;
        }
        throw new MissingMethodException($"{_operations.Name}.{name} over {element.Name} is missing from this runtime");
    }
}
