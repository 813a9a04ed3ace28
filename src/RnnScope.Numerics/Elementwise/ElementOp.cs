namespace RnnScope.Numerics.Elementwise;

/// <summary>What one line of an elementwise program does with its operands.</summary>
public enum ElementOp
{
    /// <summary>Reads a slot of a row.</summary>
    Load,

    /// <summary>A number.</summary>
    Constant,

    /// <summary>a + b.</summary>
    Add,

    /// <summary>a - b.</summary>
    Subtract,

    /// <summary>a * b.</summary>
    Multiply,

    /// <summary>a / b.</summary>
    Divide,

    /// <summary>1 / (1 + e^-a).</summary>
    Sigmoid,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>e^a.</summary>
    Exp,

    /// <summary>a where a &gt; 0, else +0, for a = -0 too; NaN stays NaN.</summary>
    Relu,

    /// <summary>The larger of a and b; a where they are equal, the zeros of either sign included; NaN where either is NaN.</summary>
    Max,

    /// <summary>The smaller of a and b; a where they are equal, the zeros of either sign included; NaN where either is NaN.</summary>
    Min,

    /// <summary>1 where a &gt; b, else 0.</summary>
    Greater,

    /// <summary>1 where a &gt;= b, else 0.</summary>
    GreaterOrEqual,
}
