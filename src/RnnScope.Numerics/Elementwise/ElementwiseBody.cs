using System.Reflection.Emit;
using RnnScope.Numerics.Kernels;

namespace RnnScope.Numerics.Elementwise;

/// <summary>Writes a program's lines and stores as vector instructions for one vector of lanes.</summary>
internal sealed class ElementwiseBody
{
    private readonly KernelEmitter _emitter;
    private readonly ElementwiseProgram _program;
    private readonly Action<int, int> _pushAddress;
    private readonly LocalBuilder?[] _values;
    private readonly int[] _uses;

    public ElementwiseBody(KernelEmitter emitter, ElementwiseProgram program, Action<int, int> pushAddress)
    {
        _emitter = emitter;
        _program = program;
        _pushAddress = pushAddress;
        _values = new LocalBuilder?[program.Lines.Count];
        _uses = CountUses(program);
    }

    public void Emit()
    {
        for (int i = 0; i < _values.Length; i++)
            if (_uses[i] > 0 && !IsFused(i)) _values[i] = Value(_program.Lines[i]);
        foreach (ElementwiseStore store in _program.Stores)
            _emitter.Store(_values[store.Value]!, () => _pushAddress(store.Block, store.Slot));
    }

    private LocalBuilder Value(ElementwiseLine line)
    {
        switch (line.Op)
        {
            case ElementOp.Load:
                _pushAddress(line.Block, line.Slot);
                return _emitter.Load();
            case ElementOp.Constant: return _emitter.Constant(line.Number);
            case ElementOp.Add when IsFused(line.A): return Fused(_program.Lines[line.A], line.B);
            case ElementOp.Add when IsFused(line.B): return Fused(_program.Lines[line.B], line.A);
        }
        LocalBuilder a = _values[line.A]!;
        return line.Op switch
        {
            ElementOp.Add => _emitter.Add(a, _values[line.B]!),
            ElementOp.Subtract => _emitter.Subtract(a, _values[line.B]!),
            ElementOp.Multiply => _emitter.Multiply(a, _values[line.B]!),
            ElementOp.Divide => _emitter.Divide(a, _values[line.B]!),
            ElementOp.Sigmoid => EmittedMath.Sigmoid(_emitter, a),
            ElementOp.Tanh => EmittedMath.Tanh(_emitter, a),
            ElementOp.Exp => EmittedMath.Exp(_emitter, a),
            // Comparing with "0 >= a" rather than "a > 0" lets a NaN through.
            ElementOp.Relu => Zeroed(_emitter.GreaterOrEqual(_emitter.Constant(0f), a), a),
            ElementOp.Max => Choose(_emitter.GreaterOrEqual(a, _values[line.B]!), _emitter.Greater(_values[line.B]!, a), a, _values[line.B]!),
            ElementOp.Min => Choose(_emitter.GreaterOrEqual(_values[line.B]!, a), _emitter.Greater(a, _values[line.B]!), a, _values[line.B]!),
            ElementOp.Greater => _emitter.And(_emitter.Greater(a, _values[line.B]!), _emitter.Constant(1f)),
            ElementOp.GreaterOrEqual => _emitter.And(_emitter.GreaterOrEqual(a, _values[line.B]!), _emitter.Constant(1f)),
            _ => throw new InvalidOperationException($"no instruction for {line.Op}"),
        };
    }

    private LocalBuilder Zeroed(LocalBuilder mask, LocalBuilder a) => _emitter.Select(mask, _emitter.Constant(0f), a);

    // Where neither holds, one of the two is NaN, and so is their sum.
    private LocalBuilder Choose(LocalBuilder first, LocalBuilder second, LocalBuilder a, LocalBuilder b) =>
        _emitter.Select(first, a, _emitter.Select(second, b, _emitter.Add(a, b)));

    private LocalBuilder Fused(ElementwiseLine product, int addend) =>
        _emitter.Fma(_values[product.A]!, _values[product.B]!, _values[addend]!);

    /// <summary>Whether a product is computed inside the one sum that uses it.</summary>
    private bool IsFused(int index)
    {
        if (_program.Lines[index].Op != ElementOp.Multiply || _uses[index] != 1) return false;
        for (int i = index + 1; i < _values.Length; i++)
        {
            ElementwiseLine user = _program.Lines[i];
            if (user.A != index && user.B != index) continue;
            if (_uses[i] == 0) continue;
            // A sum of two products fuses the first and rounds the second.
            return user.Op == ElementOp.Add && (user.A == index || !IsFused(user.A));
        }
        return false;
    }

    private static int[] CountUses(ElementwiseProgram program)
    {
        int[] uses = new int[program.Lines.Count];
        foreach (ElementwiseStore store in program.Stores) uses[store.Value]++;
        for (int i = uses.Length - 1; i >= 0; i--)
        {
            if (uses[i] == 0) continue; // nothing that is stored needs it
            ElementwiseLine line = program.Lines[i];
            if (line.A >= 0) uses[line.A]++;
            if (line.B >= 0) uses[line.B]++;
        }
        return uses;
    }
}
