using RnnScope.Numerics;

namespace RnnScope.Engine.Networks;

/// <summary>The workers of a pool that share one part of the streams.</summary>
/// <param name="Workers">The pool.</param>
/// <param name="Number">Which of its teams.</param>
/// <param name="Size">How many workers; at least 1.</param>
internal readonly record struct Team(WorkerPool Workers, int Number, int Size)
{
    /// <summary>Waits until all of the team have come here.</summary>
    public void Meet() => Workers.Meet(Number, Size);
}
