using RnnScope.Engine.Units;

namespace RnnScope.Engine.Interventions;

/// <summary>Rewrites a unit so that some of its lines can be held: <c>s = E</c> becomes <c>s = keep * E + put</c>.</summary>
/// <remarks>
/// <para>
/// <c>keep</c> and <c>put</c> are two vectors of the line's own. Everything that read <c>s</c> now reads the held value: later
/// lines, products with weights, the next step if it is a state, the layer above if it is the output, and a trace.
/// </para>
/// <para>
/// With keep = 1 and put = <see cref="NoPut"/> nothing changes, not one bit: a product with 1 is exact, and adding -0 leaves
/// every number, zeros of either sign included.
/// </para>
/// </remarks>
internal static class HeldEquations
{
    /// <summary>What is added where nothing is held: -0, as 0 would turn -0 into 0.</summary>
    public const float NoPut = -0f;

    /// <summary>The name of the vector that a line is multiplied by. No unit file can have it: a name has no colon.</summary>
    public static string Keep(string line) => $"keep:{line}";

    /// <summary>The name of the vector that is added to a line.</summary>
    public static string Put(string line) => $"put:{line}";

    /// <summary>The unit with some lines held; its signals have the same names and numbers.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="signals">Indices of the signals that can be held.</param>
    public static UnitGraph Of(UnitGraph unit, IEnumerable<int> signals)
    {
        HashSet<string> held = [.. signals.Select(signal => unit.Signals[signal].Name)];
        VectorSyntax[] vectors = [.. held.SelectMany(line => new[] { Vector(Keep(line)), Vector(Put(line)) })];
        EquationSyntax[] equations = [.. unit.Syntax.Equations.Select(line => held.Contains(line.Target.Name) ? Edited(line) : line)];
        return new UnitGraphBuilder(unit.Syntax with { Vectors = [.. unit.Vectors, .. vectors], Equations = equations }).Build();
    }

    private static EquationSyntax Edited(EquationSyntax line)
    {
        string name = line.Target.Name;
        var kept = new BinarySyntax('*', Name(Keep(name)), line.Value, line.Target.Line, line.Target.Column);
        return line with { Value = new BinarySyntax('+', kept, Name(Put(name)), line.Target.Line, line.Target.Column) };
    }

    private static VectorSyntax Vector(string name) => new(Name(name), ParameterStart.Usual);

    private static NameSyntax Name(string name) => new(name, false, 0, 0);
}
