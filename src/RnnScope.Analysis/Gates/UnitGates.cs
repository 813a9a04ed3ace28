using RnnScope.Engine.Units;
using RnnScope.Numerics.Elementwise;

namespace RnnScope.Analysis.Gates;

/// <summary>Finds the gates of a unit, and which of them decide about its memory, in its equations.</summary>
public static class UnitGates
{
    private const string Word = "gate";

    /// <summary>The signals whose label ends with the word "gate", in the order of the unit file.</summary>
    public static IReadOnlyList<Gate> Of(UnitGraph unit) =>
    [
        .. unit.Signals.Where(IsCalledGate).Select(signal => new Gate(
            signal.Name, signal.Label, MemoryOf(unit, signal.Node), SignalRanges.Of(unit, signal.Node) == SignalRange.Gate)),
    ];

    /// <summary>Signals between 0 and 1 that nobody called a gate.</summary>
    public static IReadOnlyList<string> Unnamed(UnitGraph unit) =>
    [
        .. unit.Signals.Where(signal => !IsCalledGate(signal) && SignalRanges.Of(unit, signal.Node) == SignalRange.Gate).Select(signal => signal.Name),
    ];

    private static bool IsCalledGate(UnitSignal signal) =>
        signal.Label.Split(' ', StringSplitOptions.RemoveEmptyEntries).LastOrDefault()?.Equals(Word, StringComparison.OrdinalIgnoreCase) ?? false;

    private static GateMemory MemoryOf(UnitGraph unit, int gate)
    {
        for (int state = 0; state < unit.NextStates.Count; state++)
        {
            foreach (int term in Parts(unit, unit.NextStates[state], ElementOp.Add, ElementOp.Subtract))
            {
                int[] factors = [.. Parts(unit, term, ElementOp.Multiply, ElementOp.Multiply)];
                if (!factors.Any(factor => unit.Nodes[factor] is PreviousNode previous && previous.State == state)) continue;
                if (factors.Contains(gate)) return GateMemory.KeepsWhenOpen;
                if (factors.Any(factor => IsOneMinus(unit, factor, gate))) return GateMemory.KeepsWhenShut;
            }
        }

        return GateMemory.None;
    }

    /// <summary>The operands of a chain of operations, from left to right: the terms of a sum, the factors of a product.</summary>
    private static IEnumerable<int> Parts(UnitGraph unit, int node, ElementOp one, ElementOp other)
    {
        Stack<int> open = new([node]);
        while (open.TryPop(out int next))
        {
            if (unit.Nodes[next] is OperationNode operation && (operation.Op == one || operation.Op == other))
            {
                open.Push(operation.B);
                open.Push(operation.A);
            }
            else
            {
                yield return next;
            }
        }
    }

    private static bool IsOneMinus(UnitGraph unit, int node, int gate) =>
        unit.Nodes[node] is OperationNode { Op: ElementOp.Subtract } difference
        && difference.B == gate && unit.Nodes[difference.A] is ConstantNode { Value: 1 };
}
