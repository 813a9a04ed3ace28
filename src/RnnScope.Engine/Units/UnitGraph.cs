namespace RnnScope.Engine.Units;

/// <summary>A unit that makes sense: its values in the order of computation, its affine calls, states and signals.</summary>
/// <param name="Syntax">The file it came from.</param>
/// <param name="Nodes">Every value, operands before uses.</param>
/// <param name="Calls">The affine calls, in the order of the file.</param>
/// <param name="Signals">The named lines, in the order of the file.</param>
/// <param name="NextStates">For each state, the node of its next value; state 0 is the output.</param>
public sealed record UnitGraph(
    UnitSyntax Syntax, IReadOnlyList<UnitNode> Nodes, IReadOnlyList<AffineCall> Calls,
    IReadOnlyList<UnitSignal> Signals, IReadOnlyList<int> NextStates)
{
    /// <summary>The unit's name.</summary>
    public string Name => Syntax.Name;

    /// <summary>The learned vectors, in the order of the file.</summary>
    public IReadOnlyList<VectorSyntax> Vectors => Syntax.Vectors;

    /// <summary>Reads and checks the text of a unit file.</summary>
    /// <exception cref="UnitException">The text is not a unit, or a unit that cannot work.</exception>
    public static UnitGraph Parse(string path, string source) => new UnitGraphBuilder(UnitParser.Parse(path, source)).Build();

    /// <summary>The nodes an operation or affine call reads.</summary>
    public IReadOnlyList<int> Operands(UnitNode node) => node switch
    {
        AffineNode affine => Calls[affine.Call].Arguments,
        OperationNode { B: < 0 } operation => [operation.A],
        OperationNode operation => [operation.A, operation.B],
        _ => [],
    };
}
