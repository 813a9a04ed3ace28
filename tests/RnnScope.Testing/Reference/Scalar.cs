namespace RnnScope.Testing.Reference;

/// <summary>A number in double precision that remembers how it was computed: gradients by the chain rule, one number at a time.</summary>
/// <remarks>Slow and obvious on purpose: it knows nothing of the engine's plans, tiles and derived programs.</remarks>
public sealed class Scalar
{
    private readonly Scalar? _a, _b;
    private readonly double _byA, _byB;
    private readonly List<Scalar>? _tape;

    private Scalar(double value, Scalar? a, double byA, Scalar? b, double byB)
    {
        (Value, _a, _byA, _b, _byB) = (value, a, byA, b, byB);
        _tape = a?._tape ?? b?._tape;
        _tape?.Add(this);
    }

    /// <summary>A number that something will be differentiated by.</summary>
    public Scalar(double value, List<Scalar>? tape)
    {
        Value = value;
        _tape = tape;
    }

    public double Value { get; set; }

    public double Adjoint { get; private set; }

    public static implicit operator Scalar(double value) => new(value, null);

    public static Scalar operator +(Scalar a, Scalar b) => new(a.Value + b.Value, a, 1, b, 1);

    public static Scalar operator -(Scalar a, Scalar b) => new(a.Value - b.Value, a, 1, b, -1);

    public static Scalar operator *(Scalar a, Scalar b) => new(a.Value * b.Value, a, b.Value, b, a.Value);

    public static Scalar operator /(Scalar a, Scalar b) => new(a.Value / b.Value, a, 1 / b.Value, b, -a.Value / (b.Value * b.Value));

    public static Scalar Sigmoid(Scalar a)
    {
        double y = 1 / (1 + Math.Exp(-a.Value));
        return new(y, a, y * (1 - y), null, 0);
    }

    public static Scalar Tanh(Scalar a)
    {
        double y = Math.Tanh(a.Value);
        return new(y, a, 1 - y * y, null, 0);
    }

    public static Scalar Exp(Scalar a) => new(Math.Exp(a.Value), a, Math.Exp(a.Value), null, 0);

    public static Scalar Log(Scalar a) => new(Math.Log(a.Value), a, 1 / a.Value, null, 0);

    public static Scalar Relu(Scalar a) => new(Math.Max(a.Value, 0), a, a.Value > 0 ? 1 : 0, null, 0);

    public static Scalar Max(Scalar a, Scalar b) => a.Value >= b.Value ? new(a.Value, a, 1, b, 0) : new(b.Value, a, 0, b, 1);

    public static Scalar Min(Scalar a, Scalar b) => a.Value <= b.Value ? new(a.Value, a, 1, b, 0) : new(b.Value, a, 0, b, 1);

    /// <summary>Fills the adjoints of everything on the tape with the derivatives of this number.</summary>
    public void Backward()
    {
        Adjoint = 1;
        for (int i = _tape!.Count - 1; i >= 0; i--)
        {
            Scalar node = _tape[i];
            if (node._a is not null) node._a.Adjoint += node._byA * node.Adjoint;
            if (node._b is not null) node._b.Adjoint += node._byB * node.Adjoint;
        }
    }
}
