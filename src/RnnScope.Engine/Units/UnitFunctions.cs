using RnnScope.Numerics.Elementwise;

namespace RnnScope.Engine.Units;

/// <summary>The elementwise functions of the unit language.</summary>
public static class UnitFunctions
{
    private static readonly Dictionary<string, (ElementOp Op, int Arguments)> Table = new()
    {
        ["sigmoid"] = (ElementOp.Sigmoid, 1),
        ["tanh"] = (ElementOp.Tanh, 1),
        ["relu"] = (ElementOp.Relu, 1),
        ["exp"] = (ElementOp.Exp, 1),
        ["max"] = (ElementOp.Max, 2),
        ["min"] = (ElementOp.Min, 2),
    };

    /// <summary>Every name that can be called, <c>affine</c> included.</summary>
    public static IEnumerable<string> Names => Table.Keys.Append("affine");

    /// <summary>Looks a function up.</summary>
    /// <returns>False when there is none of that name.</returns>
    public static bool TryFind(string name, out ElementOp op, out int arguments)
    {
        bool isKnown = Table.TryGetValue(name, out (ElementOp Op, int Arguments) entry);
        (op, arguments) = entry;
        return isKnown;
    }
}
