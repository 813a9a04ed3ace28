namespace RnnScope.Engine.Units;

/// <summary>A product before its place in the backward pass is known.</summary>
internal sealed record RunDraft(RunSource Source, int Slot, int FirstCall, List<int> Positions, bool StartsFromBias, int State, int Node)
{
    /// <summary>Fixes where the argument's adjoint goes, in the order of execution of the backward pass.</summary>
    public ProductRun Finish(AdjointSlots adjoints)
    {
        (int slot, bool adds) = Source switch
        {
            RunSource.PreviousState => (adjoints.States[State], adjoints.WritePrevious(State)),
            RunSource.Value => (adjoints.OfNode(Node), adjoints.Write(adjoints.OfNode(Node))),
            _ => (-1, adjoints.Write(int.MaxValue)),
        };
        return new ProductRun(Source, Slot, FirstCall, Positions, StartsFromBias, slot, adds);
    }
}

/// <summary>Groups affine calls that share an argument into packed products.</summary>
internal sealed class RunGrouping(UnitGraph graph, UnitSchedule schedule, IReadOnlyList<int> stateSlots)
{
    private readonly bool[] _started = new bool[graph.Calls.Count];

    /// <summary>The products before each pass.</summary>
    public List<RunDraft>[] Group()
    {
        var stages = new List<RunDraft>[schedule.PassCount];
        for (int i = 0; i < stages.Length; i++) stages[i] = [];
        var arguments = graph.Calls.SelectMany(call => call.Arguments).Distinct().ToList();
        // The input first: its products can leave the time loop. Values of the step last, when they are known.
        foreach (int argument in arguments.Where(a => graph.Nodes[a] is InputNode)) Add(stages[0], argument);
        foreach (int argument in arguments.Where(a => graph.Nodes[a] is PreviousNode)) Add(stages[0], argument);
        for (int stage = 1; stage < stages.Length; stage++)
            foreach (int argument in arguments.Where(a => graph.Nodes[a] is OperationNode or AffineNode && schedule.Pass[a] == stage - 1))
                Add(stages[stage], argument);
        return stages;
    }

    private void Add(List<RunDraft> stage, int argument)
    {
        (RunSource source, int slot, int state) = graph.Nodes[argument] switch
        {
            InputNode => (RunSource.Input, -1, -1),
            PreviousNode previous => (RunSource.PreviousState, stateSlots[previous.State], previous.State),
            _ => (RunSource.Value, schedule.Slot[argument], -1),
        };
        RunDraft? open = null;
        for (int call = 0; call < graph.Calls.Count; call++)
        {
            int position = graph.Calls[call].Arguments.ToList().IndexOf(argument);
            bool starts = !_started[call];
            if (position < 0 || (open is not null && open.StartsFromBias != starts)) open = null;
            if (position < 0) continue;
            if (open is null) stage.Add(open = new RunDraft(source, slot, call, [], starts, state, argument));
            open.Positions.Add(position);
            _started[call] = true;
        }
    }
}
