using RnnScope.Engine.Units;

namespace RnnScope.Engine.Networks;

/// <summary>Chooses the number of units by the number of parameters, so that networks of different units can be compared.</summary>
public static class MatchedSize
{
    /// <summary>The network whose parameters are as near as possible to a number; of two that are equally near, the smaller.</summary>
    /// <param name="unit">The recurrent unit.</param>
    /// <param name="layers">L.</param>
    /// <param name="symbols">V.</param>
    /// <param name="parameters">How many are wanted, within what one unit and the most units have.</param>
    /// <param name="words">Words that the networks predict; null (the default) where they predict the next symbol.</param>
    /// <exception cref="ArgumentException">No number of units comes near; the message has the least and the most.</exception>
    public static NetworkShape Find(UnitGraph unit, int layers, int symbols, long parameters, int? words = null)
    {
        NetworkShape Of(int units) => new(unit, layers, units, symbols) { Words = words };
        int low = 1, high = NetworkShape.MaximumUnits;
        (long least, long most) = (Of(low).Validated().Parameters, Of(high).Parameters);
        if (parameters < least || parameters > most)
            throw new ArgumentException($"parameters: expected {least} (1 unit) to {most} ({high} units) for {layers} x {unit.Name} on {symbols} symbols, found {parameters}");
        // More units always have more parameters: low stays at or below what is wanted, high above.
        while (high - low > 1)
        {
            int middle = low + (high - low) / 2;
            if (Of(middle).Parameters <= parameters) low = middle;
            else high = middle;
        }
        return parameters - Of(low).Parameters <= Of(high).Parameters - parameters ? Of(low) : Of(high);
    }
}
