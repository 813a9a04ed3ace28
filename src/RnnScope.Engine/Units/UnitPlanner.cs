using RnnScope.Numerics.Elementwise;

namespace RnnScope.Engine.Units;

/// <summary>Turns a graph into a plan: groups affine calls into products, writes the forward and the derived backward programs.</summary>
internal sealed class UnitPlanner
{
    private readonly UnitGraph _graph;
    private readonly UnitSchedule _schedule;

    public UnitPlanner(UnitGraph graph)
    {
        _graph = graph;
        _schedule = new UnitSchedule(graph);
    }

    public UnitPlan Plan()
    {
        (int[] signalSlots, int valueSlots) = PlaceSignals();
        int[] stateSlots = [.. _graph.Syntax.States.Select(state => signalSlots[SignalOf(state.Name)])];
        var adjoints = new AdjointSlots(_graph, _schedule);
        List<RunDraft>[] drafts = new RunGrouping(_graph, _schedule, stateSlots).Group();

        var backward = new ElementwiseProgram[_schedule.PassCount];
        var runs = new ProductRun[_schedule.PassCount][];
        for (int pass = _schedule.PassCount - 1; pass >= 0; pass--)
        {
            // In the order of execution, so that the first writer of an adjoint stores and the others add.
            backward[pass] = new BackwardPass(_graph, _schedule, stateSlots, adjoints, pass).Write();
            runs[pass] = [.. drafts[pass].Select(draft => draft.Finish(adjoints))];
        }
        var stages = Enumerable.Range(0, _schedule.PassCount)
            .Select(pass => new PlanStage(runs[pass], Forward(pass, signalSlots, stateSlots), backward[pass])).ToList();
        return new UnitPlan(_graph, valueSlots, adjoints.Count, signalSlots, stateSlots, adjoints.States, stages);
    }

    private int SignalOf(string name) =>
        Enumerable.Range(0, _graph.Signals.Count).First(i => _graph.Signals[i].Name == name);

    /// <summary>A signal lives where its node is kept; one that only repeats a previous state or a number gets a slot of its own.</summary>
    private (int[] Slots, int Count) PlaceSignals()
    {
        int next = _schedule.SlotCount;
        int[] slots = [.. _graph.Signals.Select(signal => _schedule.Slot[signal.Node] >= 0 ? _schedule.Slot[signal.Node] : next++)];
        return (slots, next);
    }

    private ElementwiseProgram Forward(int pass, int[] signalSlots, int[] stateSlots)
    {
        var program = new ElementwiseProgram();
        var values = new NodeValues(_graph, _schedule, stateSlots, program, isKept: node => _schedule.Pass[node] < pass);
        foreach (UnitNode node in _graph.Nodes)
        {
            if (_schedule.Pass[node.Index] != pass || _schedule.Slot[node.Index] < 0) continue;
            if (node is OperationNode || (node is AffineNode && !_schedule.IsOverwritten(node.Index)))
                program.Store(0, _schedule.Slot[node.Index], values.Of(node.Index));
        }
        if (pass == _schedule.PassCount - 1)
        {
            for (int i = 0; i < signalSlots.Length; i++)
                if (_schedule.Slot[_graph.Signals[i].Node] < 0) program.Store(0, signalSlots[i], values.Of(_graph.Signals[i].Node));
        }
        return program;
    }
}
