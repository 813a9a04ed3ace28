using RnnScope.Numerics.Elementwise;

namespace RnnScope.Engine.Units;

/// <summary>Derives the backward program of one pass by reverse-mode differentiation of its nodes.</summary>
internal sealed class BackwardPass
{
    private readonly UnitGraph _graph;
    private readonly UnitSchedule _schedule;
    private readonly AdjointSlots _slots;
    private readonly int _pass;
    private readonly ElementwiseProgram _program = new();
    private readonly NodeValues _values;
    private readonly Dictionary<int, int> _adjoints = [];
    private readonly SortedDictionary<int, int> _previous = [], _vectors = [];

    public BackwardPass(UnitGraph graph, UnitSchedule schedule, IReadOnlyList<int> stateSlots, AdjointSlots slots, int pass)
    {
        _graph = graph;
        _schedule = schedule;
        _slots = slots;
        _pass = pass;
        _values = new NodeValues(graph, schedule, stateSlots, _program, isKept: _ => true);
    }

    public ElementwiseProgram Write()
    {
        for (int state = 0; state < _graph.NextStates.Count; state++)
        {
            int next = _graph.NextStates[state];
            bool isMine = _graph.Nodes[next] is PreviousNode ? _pass == _schedule.PassCount - 1 : _schedule.Pass[next] == _pass;
            if (!isMine) continue;
            Contribute(next, _program.Load(2, _slots.States[state]));
            if (state == 0) Contribute(next, _program.Load(4, 0)); // h has a second reader: the layer above
        }
        for (int node = _graph.Nodes.Count - 1; node >= 0; node--)
            if (_graph.Nodes[node] is OperationNode or AffineNode && _schedule.Pass[node] == _pass) Visit(node);
        foreach ((int node, int line) in _adjoints) // left over: values of earlier passes
            StoreOrAdd(2, _slots.OfNode(node), line, _slots.Write(_slots.OfNode(node)));
        foreach ((int vector, int line) in _vectors) StoreOrAdd(2, _slots.OfVector(vector), line, _slots.Write(_slots.OfVector(vector)));
        foreach ((int state, int line) in _previous) StoreOrAdd(3, _slots.States[state], line, _slots.WritePrevious(state));
        return _program;
    }

    private void Visit(int node)
    {
        int slot = _slots.OfNode(node);
        bool hasAdjoint = _adjoints.Remove(node, out int adjoint);
        if (slot >= 0 && _slots.IsWritten(slot))
        {
            int waiting = _program.Load(2, slot);
            adjoint = hasAdjoint ? _program.Apply(ElementOp.Add, waiting, adjoint) : waiting;
            hasAdjoint = true;
        }
        if (_graph.Nodes[node] is AffineNode)
        {
            _slots.Write(slot);
            _program.Store(2, slot, hasAdjoint ? adjoint : _program.Constant(0));
        }
        else if (hasAdjoint)
        {
            Differentiate((OperationNode)_graph.Nodes[node], adjoint);
        }
    }

    private void Differentiate(OperationNode y, int adjoint)
    {
        int Value(int node) => _values.Of(node);
        int Times(int a, int b) => _program.Apply(ElementOp.Multiply, a, b);
        int Minus(int a, int b) => _program.Apply(ElementOp.Subtract, a, b);
        int Where(ElementOp comparison, int a, int b) => Times(adjoint, _program.Apply(comparison, Value(a), Value(b)));
        int one = _program.Constant(1), zero = _program.Constant(0);
        switch (y.Op)
        {
            case ElementOp.Add:
                Contribute(y.A, adjoint);
                Contribute(y.B, adjoint);
                break;
            case ElementOp.Subtract:
                Contribute(y.A, adjoint);
                if (NeedsAdjoint(y.B)) Contribute(y.B, Minus(zero, adjoint));
                break;
            case ElementOp.Multiply:
                if (NeedsAdjoint(y.A)) Contribute(y.A, Times(adjoint, Value(y.B)));
                if (NeedsAdjoint(y.B)) Contribute(y.B, Times(adjoint, Value(y.A)));
                break;
            case ElementOp.Divide:
                int quotient = _program.Apply(ElementOp.Divide, adjoint, Value(y.B));
                Contribute(y.A, quotient);
                if (NeedsAdjoint(y.B)) Contribute(y.B, Minus(zero, Times(quotient, Value(y.Index))));
                break;
            case ElementOp.Sigmoid:
                Contribute(y.A, Times(adjoint, Times(Value(y.Index), Minus(one, Value(y.Index)))));
                break;
            case ElementOp.Tanh:
                Contribute(y.A, Times(adjoint, Minus(one, Times(Value(y.Index), Value(y.Index)))));
                break;
            case ElementOp.Exp:
                Contribute(y.A, Times(adjoint, Value(y.Index)));
                break;
            case ElementOp.Relu:
                Contribute(y.A, Times(adjoint, _program.Apply(ElementOp.Greater, Value(y.Index), zero)));
                break;
            case ElementOp.Max:
                if (NeedsAdjoint(y.A)) Contribute(y.A, Where(ElementOp.GreaterOrEqual, y.A, y.B));
                if (NeedsAdjoint(y.B)) Contribute(y.B, Where(ElementOp.Greater, y.B, y.A));
                break;
            case ElementOp.Min:
                if (NeedsAdjoint(y.A)) Contribute(y.A, Where(ElementOp.GreaterOrEqual, y.B, y.A));
                if (NeedsAdjoint(y.B)) Contribute(y.B, Where(ElementOp.Greater, y.A, y.B));
                break;
            default:
                throw new InvalidOperationException($"no derivative for {y.Op}");
        }
    }

    private bool NeedsAdjoint(int node) => _graph.Nodes[node] is not ConstantNode;

    private void Contribute(int node, int line)
    {
        if (_graph.Nodes[node] is ConstantNode) return;
        if (_graph.Nodes[node] is PreviousNode previous) AddTo(_previous, previous.State, line);
        else if (_graph.Nodes[node] is VectorNode vector) AddTo(_vectors, vector.Vector, line);
        else AddTo(_adjoints, node, line);
    }

    private void AddTo(IDictionary<int, int> sums, int key, int line) =>
        sums[key] = sums.TryGetValue(key, out int sum) ? _program.Apply(ElementOp.Add, sum, line) : line;

    private void StoreOrAdd(int block, int slot, int line, bool adds) =>
        _program.Store(block, slot, adds ? _program.Apply(ElementOp.Add, _program.Load(block, slot), line) : line);
}
