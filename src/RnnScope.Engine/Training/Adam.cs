using System.Numerics;
using RnnScope.Engine.Networks;

namespace RnnScope.Engine.Training;

/// <summary>Adam (Kingma &amp; Ba 2015) with 0.9, 0.999 and 1e-8.</summary>
public sealed class Adam(NetworkShape shape) : IOptimizer
{
    private const float KeepMean = 0.9f, KeepSquare = 0.999f, Epsilon = 1e-8f;
    private readonly ParameterSet _means = new(shape), _squares = new(shape);

    /// <inheritdoc/>
    public IReadOnlyList<ParameterSet> Moments => [_means, _squares];

    /// <inheritdoc/>
    public void Step(ParameterSet parameters, ParameterSet gradient, float rate, long step, int from, int to)
    {
        // Both moments start at zero; dividing by what they have seen so far removes that bias.
        float meanScale = (float)(rate / (1 - Math.Pow(KeepMean, step)));
        float squareScale = (float)(1 / (1 - Math.Pow(KeepSquare, step)));
        Span<float> w = parameters.All, m = _means.All, v = _squares.All;
        ReadOnlySpan<float> g = gradient.All;
        for (int i = from; i < to; i += Vector<float>.Count)
        {
            var slope = new Vector<float>(g[i..]);
            Vector<float> mean = KeepMean * new Vector<float>(m[i..]) + (1 - KeepMean) * slope;
            Vector<float> square = KeepSquare * new Vector<float>(v[i..]) + (1 - KeepSquare) * (slope * slope);
            mean.CopyTo(m[i..]);
            square.CopyTo(v[i..]);
            Vector<float> change = meanScale * mean / (Vector.SquareRoot(squareScale * square) + new Vector<float>(Epsilon));
            (new Vector<float>(w[i..]) - change).CopyTo(w[i..]);
        }
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        _means.Dispose();
        _squares.Dispose();
    }
}
