using System.Numerics;
using RnnScope.Engine.Networks;

namespace RnnScope.Engine.Training;

/// <summary>w -= rate g.</summary>
public sealed class Sgd : IOptimizer
{
    /// <inheritdoc/>
    public IReadOnlyList<ParameterSet> Moments => [];

    /// <inheritdoc/>
    public void Step(ParameterSet parameters, ParameterSet gradient, float rate, long step, int from, int to)
    {
        Span<float> w = parameters.All;
        ReadOnlySpan<float> g = gradient.All;
        for (int i = from; i < to; i += Vector<float>.Count) (new Vector<float>(w[i..]) - rate * new Vector<float>(g[i..])).CopyTo(w[i..]);
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        // nothing to remember, nothing to free
    }
}
