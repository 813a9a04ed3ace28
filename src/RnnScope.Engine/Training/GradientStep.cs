using System.Numerics;
using System.Runtime.Intrinsics;
using RnnScope.Engine.Networks;
using RnnScope.Numerics;

namespace RnnScope.Engine.Training;

/// <summary>Measures and clips a gradient, lets the optimiser use it and packs the new weights, shared among workers by ranges.</summary>
internal sealed class GradientStep
{
    private const int SquaredTogether = 1 << 14;
    private readonly Network _network;
    private readonly ParameterSet _gradient;
    private readonly IOptimizer _optimizer;
    private readonly WorkerPool _workers;
    private readonly float _clip;
    private readonly Action<int> _update, _square;
    private readonly double[] _squares;
    private float _rate;
    private long _step;

    public GradientStep(Network network, ParameterSet gradient, IOptimizer optimizer, float clip, WorkerPool workers)
    {
        (_network, _gradient, _optimizer, _clip, _workers) = (network, gradient, optimizer, clip, workers);
        _squares = new double[(gradient.All.Length + SquaredTogether - 1) / SquaredTogether];
        (_update, _square) = (Update, Square);
    }

    /// <summary>Euclidean norm of the gradient before clipping, summed in a fixed order in double precision.</summary>
    public double Norm()
    {
        _workers.Run(_square);
        double sum = 0;
        foreach (double square in _squares) sum += square;
        return Math.Sqrt(sum);
    }

    /// <summary>Clips the gradient, changes the weights and packs them.</summary>
    public void Take(double rate, long step)
    {
        (_rate, _step) = ((float)rate, step);
        _workers.Run(_update);
    }

    /// <summary>Sums squares of whole parts: their number does not depend on the workers, so neither does the norm.</summary>
    private void Square(int worker)
    {
        (int from, int to) = WorkerPool.Share(_squares.Length, worker, _workers.Count);
        for (int part = from; part < to; part++)
        {
            ReadOnlySpan<float> all = _gradient.All; // a multiple of 16
            _squares[part] = SumOfSquares(all[(part * SquaredTogether)..Math.Min(all.Length, (part + 1) * SquaredTogether)]);
        }
    }

    private static double SumOfSquares(ReadOnlySpan<float> values)
    {
        Vector512<double> low = default, high = default;
        for (int i = 0; i < values.Length; i += 16)
        {
            (Vector512<double> a, Vector512<double> b) = Vector512.Widen(Vector512.Create(values.Slice(i, 16)));
            low += a * a; // exact products: a sum of them is the same fused or not
            high += b * b;
        }
        Vector512<double> lanes = low + high;
        double sum = 0;
        for (int lane = 0; lane < Vector512<double>.Count; lane++) sum += lanes[lane];
        return sum;
    }

    private void Update(int worker)
    {
        (int from, int to) = WorkerPool.Share(_gradient.All.Length / 16, worker, _workers.Count);
        if (_clip > 0) Clip(_gradient.All[(from * 16)..(to * 16)]);
        _optimizer.Step(_network.Parameters, _gradient, _rate, _step, from * 16, to * 16);
        _workers.Meet(); // packing reads what others updated
        _network.PackShare(worker, _workers.Count);
    }

    private void Clip(Span<float> g)
    {
        var high = new Vector<float>(_clip);
        for (int i = 0; i < g.Length; i += Vector<float>.Count)
            Vector.Min(Vector.Max(new Vector<float>(g[i..]), -high), high).CopyTo(g[i..]);
    }
}
