using System.Numerics;
using RnnScope.Engine.Networks;

namespace RnnScope.Engine.Training;

/// <summary>m = 0.95 m + 0.05 g^2; w -= rate g / (sqrt(m) + 1e-8).</summary>
/// <remarks>The form and constants of Torch's optim.rmsprop as the 2015 paper's protocol uses it.</remarks>
public sealed class RmsProp(NetworkShape shape) : IOptimizer
{
    private const float Keep = 0.95f, Epsilon = 1e-8f;
    private readonly ParameterSet _squares = new(shape);

    /// <inheritdoc/>
    public IReadOnlyList<ParameterSet> Moments => [_squares];

    /// <inheritdoc/>
    public void Step(ParameterSet parameters, ParameterSet gradient, float rate, long step, int from, int to)
    {
        Span<float> w = parameters.All, m = _squares.All;
        ReadOnlySpan<float> g = gradient.All;
        for (int i = from; i < to; i += Vector<float>.Count)
        {
            var slope = new Vector<float>(g[i..]);
            Vector<float> square = Keep * new Vector<float>(m[i..]) + (1 - Keep) * (slope * slope);
            square.CopyTo(m[i..]);
            Vector<float> change = rate * slope / (Vector.SquareRoot(square) + new Vector<float>(Epsilon));
            (new Vector<float>(w[i..]) - change).CopyTo(w[i..]);
        }
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose() => _squares.Dispose();
}
