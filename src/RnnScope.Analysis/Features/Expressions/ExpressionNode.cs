namespace RnnScope.Analysis.Features.Expressions;

/// <summary>A part of an expression: a number for every symbol of a text.</summary>
/// <param name="Kind">Binary where the numbers are 0 and 1.</param>
internal abstract record ExpressionNode(PropertyKind Kind)
{
    /// <summary>(N) numbers that the caller may change; NaN where there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="limit">When to stop.</param>
    public abstract float[] Measure(ScannedText text, WorkLimit limit);
}

/// <summary>The same number everywhere.</summary>
internal sealed record NumberNode(float Value) : ExpressionNode(PropertyKind.Numeric)
{
    public override float[] Measure(ScannedText text, WorkLimit limit)
    {
        float[] track = new float[text.Length];
        Array.Fill(track, Value);
        return track;
    }
}

/// <summary>A built-in property.</summary>
internal sealed record BuiltInNode(BuiltInProperty Property) : ExpressionNode(Property.Kind)
{
    public override float[] Measure(ScannedText text, WorkLimit limit) => Property.Over(text).Track;
}

/// <summary>A function of texts, such as <c>inside("(", ")")</c>.</summary>
internal sealed record TextNode(TextFunction Function, IReadOnlyList<string> Arguments) : ExpressionNode(Function.Kind)
{
    public override float[] Measure(ScannedText text, WorkLimit limit) => Function.Measure(text, Arguments);
}

/// <summary><c>not a</c>: 1 where a is 0.</summary>
internal sealed record NotNode(ExpressionNode Inner) : ExpressionNode(PropertyKind.Binary)
{
    public override float[] Measure(ScannedText text, WorkLimit limit)
    {
        float[] track = Inner.Measure(text, limit);
        limit.Check();
        for (int i = 0; i < track.Length; i++)
        {
            if (!float.IsNaN(track[i])) track[i] = track[i] == 0 ? 1 : 0;
        }

        return track;
    }
}

/// <summary>Two tracks that become one, symbol by symbol.</summary>
internal sealed record PairNode(string Sign, ExpressionNode Left, ExpressionNode Right)
    : ExpressionNode(Sign is "+" or "-" or "*" ? PropertyKind.Numeric : PropertyKind.Binary)
{
    public override float[] Measure(ScannedText text, WorkLimit limit)
    {
        float[] left = Left.Measure(text, limit), right = Right.Measure(text, limit);
        limit.Check();
        switch (Sign)
        {
            case "and": Combine(left, right, static (a, b) => a == 0 || b == 0 ? 0 : Known(a, b, true)); break;
            case "or": Combine(left, right, static (a, b) => IsOn(a) || IsOn(b) ? 1 : Known(a, b, false)); break;
            case "<": Combine(left, right, static (a, b) => Known(a, b, a < b)); break;
            case "<=": Combine(left, right, static (a, b) => Known(a, b, a <= b)); break;
            case ">": Combine(left, right, static (a, b) => Known(a, b, a > b)); break;
            case ">=": Combine(left, right, static (a, b) => Known(a, b, a >= b)); break;
            case "=" or "==": Combine(left, right, static (a, b) => Known(a, b, a == b)); break;
            case "!=": Combine(left, right, static (a, b) => Known(a, b, a != b)); break;
            case "+": Combine(left, right, static (a, b) => a + b); break;
            case "-": Combine(left, right, static (a, b) => a - b); break;
            default: Combine(left, right, static (a, b) => a * b); break;
        }

        return left;
    }

    private static bool IsOn(float value) => value != 0 && !float.IsNaN(value);

    /// <summary>What is said about a number that is not there is not known either.</summary>
    private static float Known(float a, float b, bool value) => float.IsNaN(a) || float.IsNaN(b) ? float.NaN : value ? 1 : 0;

    private static void Combine(float[] left, float[] right, Func<float, float, float> combine)
    {
        for (int i = 0; i < left.Length; i++) left[i] = combine(left[i], right[i]);
    }
}
