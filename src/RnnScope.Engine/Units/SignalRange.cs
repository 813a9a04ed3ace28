using RnnScope.Numerics.Elementwise;

namespace RnnScope.Engine.Units;

/// <summary>What values a signal can take, as far as its equations promise: decides the scale it is shown on.</summary>
public enum SignalRange
{
    /// <summary>Any real number.</summary>
    Free,

    /// <summary>Between -1 and 1.</summary>
    Signed,

    /// <summary>Between 0 and 1.</summary>
    Gate,
}

/// <summary>Interval arithmetic over a unit's equations.</summary>
public static class SignalRanges
{
    private readonly record struct Interval(double Low, double High)
    {
        public static readonly Interval Any = new(double.NegativeInfinity, double.PositiveInfinity);
    }

    /// <summary>The range of a node.</summary>
    public static SignalRange Of(UnitGraph graph, int node)
    {
        // A state that starts at 0 and stays in -1..1 whenever it was there before, stays there for ever.
        Interval unit = new(-1, 1);
        var states = new Interval[graph.NextStates.Count];
        Array.Fill(states, unit);
        Interval[] ranges;
        bool isStable;
        do
        {
            ranges = Evaluate(graph, states);
            isStable = true;
            for (int s = 0; s < states.Length; s++)
            {
                if (states[s] == Interval.Any || Fits(ranges[graph.NextStates[s]], unit)) continue;
                (states[s], isStable) = (Interval.Any, false);
            }
        }
        while (!isStable);
        Interval range = ranges[node];
        return Fits(range, new(0, 1)) ? SignalRange.Gate : Fits(range, unit) ? SignalRange.Signed : SignalRange.Free;
    }

    private static bool Fits(Interval inner, Interval outer) => inner.Low >= outer.Low && inner.High <= outer.High;

    private static Interval[] Evaluate(UnitGraph graph, Interval[] states)
    {
        var ranges = new Interval[graph.Nodes.Count];
        for (int i = 0; i < ranges.Length; i++) ranges[i] = Evaluate(graph, i, states, ranges);
        return ranges;
    }

    private static Interval Evaluate(UnitGraph graph, int index, Interval[] states, Interval[] known)
    {
        Interval Of(int node) => known[node];
        switch (graph.Nodes[index])
        {
            case ConstantNode constant: return new(constant.Value, constant.Value);
            case PreviousNode previous: return states[previous.State];
            case OperationNode { Op: ElementOp.Sigmoid }: return new(0, 1);
            case OperationNode { Op: ElementOp.Tanh }: return new(-1, 1);
            case OperationNode { Op: ElementOp.Relu } y: return new(Math.Max(0, Of(y.A).Low), Math.Max(0, Of(y.A).High));
            case OperationNode { Op: ElementOp.Exp } y: return new(Math.Exp(Of(y.A).Low), Math.Exp(Of(y.A).High));
            case OperationNode { Op: ElementOp.Add } y when Blend(graph, y) is { } blend:
                return new(Math.Min(Of(blend.U).Low, Of(blend.V).Low), Math.Max(Of(blend.U).High, Of(blend.V).High));
            case OperationNode { Op: ElementOp.Add } y: return new(Of(y.A).Low + Of(y.B).Low, Of(y.A).High + Of(y.B).High);
            case OperationNode { Op: ElementOp.Subtract } y when IsMaximumOf(graph, y.B, y.A): return new(double.NegativeInfinity, 0);
            case OperationNode { Op: ElementOp.Divide } y when IsPartOf(graph, y.A, y.B, known): return new(0, 1);
            case OperationNode { Op: ElementOp.Subtract } y: return new(Of(y.A).Low - Of(y.B).High, Of(y.A).High - Of(y.B).Low);
            case OperationNode { Op: ElementOp.Multiply } y: return Product(Of(y.A), Of(y.B));
            case OperationNode { Op: ElementOp.Max } y: return new(Math.Max(Of(y.A).Low, Of(y.B).Low), Math.Max(Of(y.A).High, Of(y.B).High));
            case OperationNode { Op: ElementOp.Min } y: return new(Math.Min(Of(y.A).Low, Of(y.B).Low), Math.Min(Of(y.A).High, Of(y.B).High));
            default: return Interval.Any;
        }
    }

    private static Interval Product(Interval a, Interval b)
    {
        if (a == Interval.Any || b == Interval.Any) return Interval.Any;
        double[] corners = [a.Low * b.Low, a.Low * b.High, a.High * b.Low, a.High * b.High];
        return corners.Any(double.IsNaN) ? Interval.Any : new(corners.Min(), corners.Max());
    }

    /// <summary>u and v of (1 - z) * u + z * v with z a sigmoid: a mixture stays between what is mixed.</summary>
    private static (int U, int V)? Blend(UnitGraph graph, OperationNode sum)
    {
        if (graph.Nodes[sum.A] is not OperationNode { Op: ElementOp.Multiply } left
            || graph.Nodes[sum.B] is not OperationNode { Op: ElementOp.Multiply } right) return null;
        foreach ((OperationNode first, OperationNode second) in new[] { (left, right), (right, left) })
            foreach ((int weight, int u) in new[] { (first.A, first.B), (first.B, first.A) })
                foreach ((int z, int v) in new[] { (second.A, second.B), (second.B, second.A) })
                    if (IsOneMinus(graph, weight, z)) return (u, v);
        return null;
    }

    /// <summary>Whether a node is max(part, ...): part - max(part, ...) is never above 0.</summary>
    private static bool IsMaximumOf(UnitGraph graph, int node, int part) =>
        graph.Nodes[node] is OperationNode { Op: ElementOp.Max } maximum && (maximum.A == part || maximum.B == part);

    /// <summary>Whether whole = part + rest with neither below 0: part / whole is a share.</summary>
    private static bool IsPartOf(UnitGraph graph, int part, int whole, Interval[] known) =>
        graph.Nodes[whole] is OperationNode { Op: ElementOp.Add } sum && (sum.A == part || sum.B == part)
        && known[sum.A].Low >= 0 && known[sum.B].Low >= 0;

    private static bool IsOneMinus(UnitGraph graph, int weight, int z) =>
        graph.Nodes[z] is OperationNode { Op: ElementOp.Sigmoid }
        && graph.Nodes[weight] is OperationNode { Op: ElementOp.Subtract } difference
        && difference.B == z && graph.Nodes[difference.A] is ConstantNode { Value: 1 };
}
