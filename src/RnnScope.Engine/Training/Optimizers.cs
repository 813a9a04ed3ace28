using RnnScope.Engine.Networks;

namespace RnnScope.Engine.Training;

/// <summary>The optimisers that can be named on the command line.</summary>
public static class Optimizers
{
    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["rmsprop", "adam", "sgd"];

    /// <summary>Makes one for a network.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static IOptimizer Create(string name, NetworkShape shape) => name switch
    {
        "rmsprop" => new RmsProp(shape),
        "adam" => new Adam(shape),
        "sgd" => new Sgd(),
        _ => throw new ArgumentException($"optimizer: expected {string.Join(", ", Names)}, found {name}"),
    };
}
