using RnnScope.Numerics.Elementwise;

namespace RnnScope.Engine.Units;

/// <summary>Brings the values of nodes into a program: loaded where they are kept, computed again where they are not.</summary>
internal sealed class NodeValues
{
    private readonly UnitGraph _graph;
    private readonly UnitSchedule _schedule;
    private readonly IReadOnlyList<int> _stateSlots;
    private readonly ElementwiseProgram _program;
    private readonly Func<int, bool> _isKept;
    private readonly Dictionary<int, int> _lines = [];

    /// <param name="graph">The unit.</param>
    /// <param name="schedule">Where its values are kept.</param>
    /// <param name="stateSlots">Value slot of each state.</param>
    /// <param name="program">The program to write into.</param>
    /// <param name="isKept">Whether a node that has a slot has been stored there by the time the program runs.</param>
    public NodeValues(
        UnitGraph graph, UnitSchedule schedule, IReadOnlyList<int> stateSlots, ElementwiseProgram program, Func<int, bool> isKept)
    {
        _graph = graph;
        _schedule = schedule;
        _stateSlots = stateSlots;
        _program = program;
        _isKept = isKept;
    }

    /// <summary>The program line that holds a node's value.</summary>
    public int Of(int index)
    {
        if (_lines.TryGetValue(index, out int line)) return line;
        return _lines[index] = _graph.Nodes[index] switch
        {
            ConstantNode constant => _program.Constant(constant.Value),
            VectorNode vector => _program.Load(5, vector.Vector),
            PreviousNode previous => _program.Load(1, _stateSlots[previous.State]),
            AffineNode affine => _program.Load(_isKept(index) ? 0 : 6, affine.Call),
            OperationNode when _schedule.Slot[index] >= 0 && _isKept(index) => _program.Load(0, _schedule.Slot[index]),
            OperationNode { B: < 0 } operation => _program.Apply(operation.Op, Of(operation.A)),
            OperationNode operation => _program.Apply(operation.Op, Of(operation.A), Of(operation.B)),
            _ => throw new InvalidOperationException("the input has no elementwise value"),
        };
    }
}
