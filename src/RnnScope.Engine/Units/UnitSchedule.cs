using RnnScope.Numerics.Elementwise;

namespace RnnScope.Engine.Units;

/// <summary>Decides for every node in which pass of a step it is computed and whether it is kept in a slot.</summary>
/// <remarks>
/// An affine call of a value that the step itself computes (the GRU's r * h) needs a product between two elementwise passes.
/// A node is computed in the latest pass that is early enough for all its uses: then few values cross from pass to pass.
/// </remarks>
internal sealed class UnitSchedule
{
    private readonly UnitGraph _graph;
    private readonly int[] _earliest;

    public UnitSchedule(UnitGraph graph)
    {
        _graph = graph;
        int count = graph.Nodes.Count;
        _earliest = new int[count];
        Pass = new int[count];
        Slot = new int[count];
        Users = new List<int>[count];
        FindUsers();
        FindPasses();
        AssignSlots();
    }

    /// <summary>For each node, the pass that computes it; for an affine call, the first pass that reads it.</summary>
    public int[] Pass { get; }

    /// <summary>For each node, the value slot that keeps it, or -1: then it is computed again where needed.</summary>
    public int[] Slot { get; }

    /// <summary>For each node, the nodes that read it.</summary>
    public List<int>[] Users { get; }

    public int PassCount { get; private set; }

    /// <summary>Value slots used by nodes.</summary>
    public int SlotCount { get; private set; }

    /// <summary>Whether another node takes the place of this one.</summary>
    public bool IsOverwritten(int node) => Users[node] is [int user] && Slot[user] == Slot[node];

    private void FindUsers()
    {
        for (int i = 0; i < Users.Length; i++) Users[i] = [];
        foreach (UnitNode node in _graph.Nodes)
            foreach (int operand in _graph.Operands(node)) Users[operand].Add(node.Index);
    }

    private void FindPasses()
    {
        foreach (UnitNode node in _graph.Nodes)
        {
            _earliest[node.Index] = node switch
            {
                AffineNode => _graph.Operands(node).Max(a => _graph.Nodes[a] is InputNode or PreviousNode ? 0 : _earliest[a] + 1),
                OperationNode => _graph.Operands(node).Max(operand => _earliest[operand]),
                _ => 0,
            };
        }
        int last = _earliest.Max();
        PassCount = last + 1;
        for (int i = Pass.Length - 1; i >= 0; i--)
        {
            Pass[i] = last;
            foreach (int user in Users[i])
                Pass[i] = Math.Min(Pass[i], _graph.Nodes[user] is AffineNode ? _earliest[user] - 1 : Pass[user]);
        }
    }

    private void AssignSlots()
    {
        Array.Fill(Slot, -1);
        var named = _graph.Signals.Select(signal => signal.Node).ToHashSet();
        int next = _graph.Calls.Count;
        foreach (UnitNode node in _graph.Nodes)
        {
            if (node is AffineNode affine) Slot[node.Index] = affine.Call;
            if (node is not OperationNode operation) continue;
            bool isMultiplied = Users[node.Index].Exists(user => _graph.Nodes[user] is AffineNode);
            bool isCostly = operation.Op is ElementOp.Sigmoid or ElementOp.Tanh or ElementOp.Exp;
            if (!named.Contains(node.Index) && !isMultiplied && (!isCostly || IsCloseToKept(operation, named))) continue;
            Slot[node.Index] = CanOverwrite(operation, named) ? Slot[operation.A] : next++;
        }
        SlotCount = next;
    }

    /// <summary>Computing a function of a kept value again takes less time than bringing it back from memory, where a window's values are.</summary>
    private bool IsCloseToKept(OperationNode operation, HashSet<int> named) =>
        Slot[operation.A] >= 0 && !CanOverwrite(operation, named) && Users[operation.Index].TrueForAll(user => Pass[user] == Pass[operation.Index]);

    /// <summary>A function whose derivative follows from its own value may take the place of an operand that nobody else reads.</summary>
    private bool CanOverwrite(OperationNode operation, HashSet<int> named) =>
        operation.Op is ElementOp.Sigmoid or ElementOp.Tanh or ElementOp.Exp or ElementOp.Relu
        && _graph.Nodes[operation.A] is AffineNode && Users[operation.A].Count == 1 && !named.Contains(operation.A);
}
