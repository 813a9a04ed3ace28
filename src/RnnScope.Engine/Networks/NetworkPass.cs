using RnnScope.Engine.Units;
using RnnScope.Numerics;
using RnnScope.Numerics.Memory;

namespace RnnScope.Engine.Networks;

/// <summary>Reads windows of T steps of B streams with a network; with <c>learns</c>, also computes gradients.</summary>
/// <remarks>
/// Owns all memory of a window; running allocates nothing. Results do not depend on the number of workers. A pass is used by
/// one thread at a time; several passes may share a network that nobody changes.
/// </remarks>
public sealed class NetworkPass : IDisposable
{
    private readonly Network _network;
    private readonly WorkerPool _workers;
    private readonly LayerPass[] _layers;
    private readonly FloatBuffer _logits;
    private readonly double[] _losses;
    private readonly float[][] _scratch;
    private readonly GradientPass? _gradient;
    private readonly float _dropout;
    private readonly Action<int> _read, _readAndScore, _learn;
    private int _steps;
    private ulong _dropoutKey;

    /// <summary>Makes room for windows.</summary>
    /// <param name="network">The network that reads.</param>
    /// <param name="streams">B, at least 1.</param>
    /// <param name="steps">T, at least 1.</param>
    /// <param name="workers">Threads to use.</param>
    /// <param name="learns">Whether gradients are wanted.</param>
    /// <param name="dropout">Probability that a unit's output is dropped between layers while learning; 0 to below 1, default 0.</param>
    public NetworkPass(Network network, int streams, int steps, WorkerPool workers, bool learns = false, float dropout = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(streams, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        if (!(dropout >= 0 && dropout < 1)) throw new ArgumentOutOfRangeException(nameof(dropout), dropout, "at least 0 and below 1");
        (_network, _workers, _dropout, Streams, Steps) = (network, workers, learns ? dropout : 0, streams, steps);
        Inputs = new ushort[streams * steps];
        Targets = new ushort[streams * steps];
        _losses = new double[streams * steps];
        _layers = new LayerPass[network.Shape.Layers];
        bool drops = _dropout > 0;
        for (int layer = 0; layer < _layers.Length; layer++)
        {
            var memory = new LayerMemory(network.Plan, network.Shape.Lanes, streams, steps, learns, drops);
            _layers[layer] = new LayerPass(network.Kernels, network.Layers[layer], memory, layer > 0 ? _layers[layer - 1] : null, drops);
        }
        _logits = new FloatBuffer((long)network.Output.Columns * streams * steps);
        _scratch = [.. Enumerable.Range(0, workers.Count).Select(_ => new float[network.Output.Columns])];
        if (learns) _gradient = new GradientPass(network, _layers, streams, steps, workers.Count, drops);
        // Kept, so that running a window allocates no closures.
        _read = worker => Read(worker, score: false, learn: false);
        _readAndScore = worker => Read(worker, score: true, learn: false);
        _learn = worker => Read(worker, score: true, learn: true);
    }

    /// <summary>B.</summary>
    public int Streams { get; }

    /// <summary>T, the most steps of a window.</summary>
    public int Steps { get; }

    /// <summary>The symbols to read, (T, B).</summary>
    public ushort[] Inputs { get; }

    /// <summary>The symbols to predict, (T, B).</summary>
    public ushort[] Targets { get; }

    /// <summary>The loss of each prediction in nats, (T, B), after <see cref="Score"/> or <see cref="Learn"/>.</summary>
    public ReadOnlySpan<double> Losses => _losses;

    /// <summary>Reads <see cref="Inputs"/>; signals and logits can be read afterwards.</summary>
    /// <param name="steps">How many steps, at most T.</param>
    public void Read(int steps)
    {
        SetSteps(steps);
        _workers.Run(_read);
    }

    /// <summary>Reads <see cref="Inputs"/> and compares with <see cref="Targets"/>.</summary>
    /// <returns>The sum of the losses in nats.</returns>
    public double Score(int steps)
    {
        SetSteps(steps);
        _workers.Run(_readAndScore);
        return SumLosses();
    }

    /// <summary>Reads a whole window, compares, and writes the gradient of the mean loss.</summary>
    /// <param name="gradient">Receives the gradient.</param>
    /// <param name="dropoutKey">Which units drop; another key, other units.</param>
    /// <returns>The sum of the losses in nats.</returns>
    public double Learn(ParameterSet gradient, ulong dropoutKey = 0)
    {
        if (_gradient is null) throw new InvalidOperationException("the pass was made without learns: true");
        SetSteps(Steps);
        _dropoutKey = dropoutKey;
        _workers.Run(_learn);
        _gradient.Sum(_workers, Inputs, _logits, gradient);
        return SumLosses();
    }

    /// <summary>Makes the state after step <paramref name="steps"/> - 1 the state before the next window.</summary>
    public void Carry(int steps)
    {
        foreach (LayerPass layer in _layers) layer.Memory.Carry(steps - 1);
    }

    /// <summary>Forgets everything: the next window starts from zero states.</summary>
    public void Reset()
    {
        foreach (LayerPass layer in _layers) layer.Memory.Reset();
    }

    /// <summary>A signal (<see cref="UnitGraph.Signals"/>) of one layer, step and stream, (H).</summary>
    public ReadOnlySpan<float> Signal(int layer, int signal, int step, int stream) =>
        _layers[layer].Memory.Value(_network.Plan.SignalSlots[signal], step, stream).Row(0, _network.Shape.Units);

    /// <summary>A state as carried into the window, (H); may be changed.</summary>
    public Span<float> CarriedState(int layer, int state, int stream) =>
        _layers[layer].Memory.Value(_network.Plan.StateSlots[state], -1, stream).Row(0, _network.Shape.Units);

    /// <summary>Logits of one step and stream, padded to a multiple of 16; after <see cref="Learn"/> the gradient with respect to them.</summary>
    public ReadOnlySpan<float> Logits(int step, int stream) => LogitRow(step, stream).Row(0, _network.Output.Columns);

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        foreach (LayerPass layer in _layers) layer.Memory.Dispose();
        _logits.Dispose();
        _gradient?.Dispose();
    }

    private RowBlock LogitRow(int step, int stream) =>
        new(_logits, ((long)step * Streams + stream) * _network.Output.Columns, _network.Output.Columns);

    private void SetSteps(int steps)
    {
        if (steps < 1 || steps > Steps) throw new ArgumentOutOfRangeException(nameof(steps), steps, $"1 to {Steps}");
        _steps = steps;
    }

    private double SumLosses()
    {
        double sum = 0;
        for (int i = 0; i < _steps * Streams; i++) sum += _losses[i];
        return sum;
    }

    /// <summary>One worker's streams through all layers, forwards, and back again when learning.</summary>
    private void Read(int worker, bool score, bool learn)
    {
        (int from, int to) = WorkerPool.Share(Streams, worker, _workers.Count);
        if (from == to) return;
        for (int layer = 0; layer < _layers.Length; layer++)
        {
            for (int step = 0; step < _steps; step++)
            {
                _layers[layer].Forward(step, from, to, Inputs.AsSpan(step * Streams + from, to - from), learn);
                if (learn && _dropout > 0)
                    Dropout.Forward(_layers[layer].Memory, step, from, to, _network.Shape.Lanes, _dropoutKey + (ulong)layer, _dropout);
            }
        }
        LayerMemory top = _layers[^1].Memory;
        for (int step = 0; step < _steps; step++)
        {
            RowBlock logits = LogitRow(step, from);
            _network.Output.Multiply(top.Outgoing(step, from, learn && _dropout > 0), to - from, logits);
            if (score) ScoreRows(worker, step, from, to, logits, learn);
            if (!learn) continue;
            _network.Output.MultiplyTransposed(logits, to - from, top.HiddenAdjoint(step, from));
            if (_dropout > 0) Dropout.Backward(top, step, from, to, _network.Shape.Lanes);
        }
        if (!learn) return;
        for (int layer = _layers.Length - 1; layer >= 0; layer--)
        {
            _layers[layer].Memory.ClearLastAdjoints(from, to);
            for (int step = _steps - 1; step >= 0; step--) _layers[layer].Backward(step, from, to);
        }
    }

    private void ScoreRows(int worker, int step, int from, int to, RowBlock logits, bool learn)
    {
        float weight = 1f / (Streams * _steps);
        for (int stream = from; stream < to; stream++)
        {
            int at = step * Streams + stream;
            Span<float> row = logits.Row(stream - from, _network.Output.Columns);
            if (learn)
            {
                _losses[at] = Softmax.LossAndGradient(row, Targets[at], weight);
                continue;
            }
            row.CopyTo(_scratch[worker]); // the logits themselves stay readable
            _losses[at] = Softmax.Loss(_scratch[worker], Targets[at]);
        }
    }
}
