using System.Numerics;
using RnnScope.Engine.Networks;
using RnnScope.Numerics;

namespace RnnScope.Engine.Training;

/// <summary>Measures and clips a gradient and lets the optimiser use it, shared among workers by ranges.</summary>
internal sealed class GradientStep
{
    private readonly ParameterSet _parameters, _gradient;
    private readonly IOptimizer _optimizer;
    private readonly WorkerPool _workers;
    private readonly float _clip;
    private readonly Action<int> _update;
    private float _rate;
    private long _step;

    public GradientStep(ParameterSet parameters, ParameterSet gradient, IOptimizer optimizer, float clip, WorkerPool workers)
    {
        (_parameters, _gradient, _optimizer, _clip, _workers) = (parameters, gradient, optimizer, clip, workers);
        _update = Update;
    }

    /// <summary>Euclidean norm of the gradient before clipping, summed in a fixed order in double precision.</summary>
    public double Norm()
    {
        double a = 0, b = 0, c = 0, d = 0;
        ReadOnlySpan<float> g = _gradient.All; // a multiple of 16
        for (int i = 0; i < g.Length; i += 4)
        {
            a += (double)g[i] * g[i];
            b += (double)g[i + 1] * g[i + 1];
            c += (double)g[i + 2] * g[i + 2];
            d += (double)g[i + 3] * g[i + 3];
        }
        return Math.Sqrt(a + b + (c + d));
    }

    public void Take(double rate, long step)
    {
        (_rate, _step) = ((float)rate, step);
        _workers.Run(_update);
    }

    private void Update(int worker)
    {
        (int from, int to) = WorkerPool.Share(_gradient.All.Length / 16, worker, _workers.Count);
        if (_clip > 0) Clip(_gradient.All[(from * 16)..(to * 16)]);
        _optimizer.Step(_parameters, _gradient, _rate, _step, from * 16, to * 16);
    }

    private void Clip(Span<float> g)
    {
        var high = new Vector<float>(_clip);
        for (int i = 0; i < g.Length; i += Vector<float>.Count)
            Vector.Min(Vector.Max(new Vector<float>(g[i..]), -high), high).CopyTo(g[i..]);
    }
}
