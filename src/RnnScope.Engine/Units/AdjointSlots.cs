namespace RnnScope.Engine.Units;

/// <summary>Where adjoints wait between passes: one slot per affine call, per learned vector, per value that crosses passes, per state.</summary>
internal sealed class AdjointSlots
{
    private readonly Dictionary<int, int> _nodes = [];
    private readonly HashSet<int> _written = [];
    private readonly int _firstVector;

    public AdjointSlots(UnitGraph graph, UnitSchedule schedule)
    {
        _firstVector = graph.Calls.Count; // beside the calls: biases and vectors are summed together
        int next = _firstVector + graph.Vectors.Count;
        foreach (UnitNode node in graph.Nodes)
        {
            if (node is AffineNode affine) _nodes[node.Index] = affine.Call;
            if (node is not OperationNode) continue;
            bool crosses = schedule.Users[node.Index].Exists(
                user => graph.Nodes[user] is AffineNode || schedule.Pass[user] > schedule.Pass[node.Index]);
            if (crosses) _nodes[node.Index] = next++;
        }
        int[] states = new int[graph.NextStates.Count];
        for (int i = 0; i < states.Length; i++) states[i] = next++;
        States = states;
        Count = next;
    }

    public IReadOnlyList<int> States { get; }

    public int Count { get; }

    /// <summary>The slot of a node whose adjoint waits between passes, or -1.</summary>
    public int OfNode(int node) => _nodes.GetValueOrDefault(node, -1);

    /// <summary>The slot of a learned vector's adjoint at one step and stream.</summary>
    public int OfVector(int vector) => _firstVector + vector;

    /// <summary>Whether something was written for a node by what runs earlier in the backward pass.</summary>
    public bool IsWritten(int slot) => _written.Contains(slot);

    /// <summary>Notes that a slot of this step is written now; returns whether it already held a part.</summary>
    public bool Write(int slot) => !_written.Add(slot);

    /// <summary>Notes that a state's slot of the previous step is written now; returns whether it already held a part.</summary>
    public bool WritePrevious(int state) => !_written.Add(Previous(States[state]));

    // Slots of the previous step's row are kept apart from this step's by their sign.
    private static int Previous(int slot) => -1 - slot;
}
