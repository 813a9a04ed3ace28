using RnnScope.Engine.Text;
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
    private readonly WindowBlocks _blocks;
    private readonly LayerPass[] _layers;
    private readonly CallMemory _calls;
    private readonly LogitMemory _logits;
    private readonly double[] _losses;
    private readonly ushort[] _likeliest;
    private readonly float[][] _scratch;
    private readonly GradientPass? _gradient;
    private readonly float _dropout;
    private readonly int _firstStream;
    private readonly Action<int> _read, _readAndScore, _learn;
    private int _steps;
    private long _counted;
    private ulong _dropoutKey;
    private ParameterSet _destination = null!;

    /// <summary>Makes room for windows.</summary>
    /// <param name="network">The network that reads.</param>
    /// <param name="streams">B, at least 1.</param>
    /// <param name="steps">T, at least 1.</param>
    /// <param name="workers">Threads to use.</param>
    /// <param name="learns">Whether gradients are wanted; then no logits are kept.</param>
    /// <param name="dropout">Probability that a unit's output is dropped between layers while learning; 0 to below 1, default 0.</param>
    /// <param name="keepsLogits">Whether <see cref="Logits"/> will be read, default true; a large vocabulary takes much memory.</param>
    /// <param name="blockSteps">Steps worked on while they are in cache, 1 to T; default 0: a good number. No result depends on it.</param>
    /// <param name="firstStream">The number of this pass's first stream where other passes read those before it, default 0; which units drop depends on it.</param>
    /// <param name="changesVectors">Whether <see cref="Vectors"/> are given for each step and stream; not while learning. Default false: those of the network.</param>
    public NetworkPass(
        Network network, int streams, int steps, WorkerPool workers, bool learns = false, float dropout = 0, bool keepsLogits = true,
        int blockSteps = 0, bool changesVectors = false, int firstStream = 0)
    {
        if (learns && changesVectors) throw new ArgumentException("vectors that change from step to step cannot be learned", nameof(changesVectors));
        ArgumentOutOfRangeException.ThrowIfLessThan(streams, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        if (blockSteps < 0 || blockSteps > steps) throw new ArgumentOutOfRangeException(nameof(blockSteps), blockSteps, $"0 to {steps}");
        if (!(dropout >= 0 && dropout < 1)) throw new ArgumentOutOfRangeException(nameof(dropout), dropout, "at least 0 and below 1");
        (_network, _workers, _dropout, _firstStream, Streams, Steps) = (network, workers, learns ? dropout : 0, firstStream, streams, steps);
        Inputs = new ushort[streams * steps];
        Targets = new ushort[streams * steps];
        _losses = new double[streams * steps];
        _likeliest = new ushort[learns ? 0 : streams * steps];
        _blocks = blockSteps > 0 ? new WindowBlocks(steps, blockSteps) : WindowBlocks.For(steps, streams, network.Shape.Units);
        _layers = new LayerPass[network.Shape.Layers];
        bool drops = _dropout > 0;
        _calls = new CallMemory(network.Plan, network.Shape.Lanes, streams, _blocks);
        for (int layer = 0; layer < _layers.Length; layer++)
        {
            var memory = new LayerMemory(network.Plan, network.Shape.Lanes, streams, _blocks, learns, drops, changesVectors);
            _layers[layer] = new LayerPass(network.Kernels, network.Layers[layer], memory, _calls, layer > 0 ? _layers[layer - 1] : null, drops);
        }
        _logits = new LogitMemory(network.Output.Columns, streams, _blocks, keepsLogits && !learns);
        _scratch = [.. Enumerable.Range(0, workers.Count).Select(_ => new float[network.Output.Columns])];
        if (learns) _gradient = new GradientPass(network, _layers, _logits, streams, workers.Count, drops);
        // Kept, so that running a window allocates no closures.
        _read = worker => ReadShare(worker, scores: false);
        _readAndScore = worker => ReadShare(worker, scores: true);
        _learn = LearnShare;
    }

    /// <summary>B.</summary>
    public int Streams { get; }

    /// <summary>T, the most steps of a window.</summary>
    public int Steps { get; }

    /// <summary>The symbols to read, (T, B).</summary>
    public ushort[] Inputs { get; }

    /// <summary>What to predict, (T, B): ids of symbols or of words, or <see cref="Target.None"/>.</summary>
    public ushort[] Targets { get; }

    /// <summary>The loss of each prediction in nats, (T, B), 0 where no target counts, after <see cref="Score"/> or <see cref="Learn"/>.</summary>
    public ReadOnlySpan<double> Losses => _losses;

    /// <summary>The likeliest symbol of each prediction, (T, B), after <see cref="Score"/>; of equal ones the first.</summary>
    public ReadOnlySpan<ushort> Likeliest => _likeliest;

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

    /// <summary>Reads a whole window, compares, and writes the gradient of the mean loss over the targets that count.</summary>
    /// <param name="gradient">Receives the gradient.</param>
    /// <param name="dropoutKey">Which units drop; another key, other units.</param>
    /// <param name="counted">Targets that the mean is over, where other passes read more streams of the same window; default 0: those of this pass.</param>
    /// <returns>The sum of the losses in nats.</returns>
    public double Learn(ParameterSet gradient, ulong dropoutKey = 0, long counted = 0)
    {
        if (_gradient is null) throw new InvalidOperationException("the pass was made without learns: true");
        SetSteps(Steps);
        if (counted > 0) _counted = counted;
        (_dropoutKey, _destination) = (dropoutKey, gradient);
        _workers.Run(_learn);
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

    /// <summary>The unit's learned vectors at one step and stream, (P, lanes), to be written before each window.</summary>
    /// <exception cref="InvalidOperationException">The pass was made without <c>changesVectors</c>, or the unit has no vectors.</exception>
    public Span<float> Vectors(int layer, int step, int stream)
    {
        LayerMemory memory = _layers[layer].Memory;
        return memory.Vectors(step, stream) is { } rows
            ? rows.Row(0, memory.VectorWidth)
            : throw new InvalidOperationException("the pass was made without changesVectors: true, or the unit has no vectors");
    }

    /// <summary>Logits of one step and stream after <see cref="Read"/> or <see cref="Score"/>, padded to a multiple of 16.</summary>
    /// <exception cref="InvalidOperationException">The pass keeps no logits.</exception>
    public ReadOnlySpan<float> Logits(int step, int stream) => _logits.KeepsWindow
        ? _logits.Rows(step, stream).Row(0, _logits.Columns)
        : throw new InvalidOperationException("the pass was made to learn or without keepsLogits: its logits are gone");

    /// <summary>What a layer computed in the window that was read last.</summary>
    internal LayerMemory Memory(int layer) => _layers[layer].Memory;

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        foreach (LayerPass layer in _layers) layer.Memory.Dispose();
        _calls.Dispose();
        _logits.Dispose();
        _gradient?.Dispose();
    }

    private void SetSteps(int steps)
    {
        if (steps < 1 || steps > Steps) throw new ArgumentOutOfRangeException(nameof(steps), steps, $"1 to {Steps}");
        _steps = steps;
        _counted = steps * Streams - Targets.AsSpan(0, steps * Streams).Count(Target.None);
    }

    private double SumLosses()
    {
        double sum = 0;
        for (int i = 0; i < _steps * Streams; i++) sum += _losses[i];
        return sum;
    }

    private (int From, int To) Range(int block)
    {
        (int from, int to) = _blocks.Range(block);
        return (from, Math.Min(_steps, to));
    }

    /// <summary>One worker's streams through all layers, block by block: a layer reads what the one below left in cache.</summary>
    private void ReadShare(int worker, bool scores)
    {
        (int from, int to) = WorkerPool.Share(Streams, worker, _workers.Count);
        if (from == to) return;
        for (int block = 0; block < _blocks.Count && _blocks.Range(block).From < _steps; block++)
        {
            (int first, int end) = Range(block);
            Forward(first, end, from, to, learns: false);
            _network.Output.Multiply(_layers[^1].Memory.Outgoing(first, from), to - from, _logits.Rows(first, from), end - first);
            for (int step = first; scores && step < end; step++) ScoreStep(worker, step, from, to, learns: false);
        }
    }

    /// <summary>One worker's streams forwards and back again, and its share of the gradients.</summary>
    private void LearnShare(int worker)
    {
        (int from, int to) = WorkerPool.Share(Streams, worker, _workers.Count);
        _gradient!.Clear(worker);
        for (int block = 0; block < _blocks.Count; block++)
        {
            (int first, int end) = Range(block);
            Forward(first, end, from, to, learns: true);
        }
        foreach (LayerPass layer in _layers) layer.Memory.ClearLastAdjoints(from, to);
        for (int block = _blocks.Count - 1; block >= 0; block--)
        {
            (int first, int end) = Range(block);
            ScoreAndDifferentiate(worker, first, end, from, to);
            for (int layer = _layers.Length - 1; layer >= 0; layer--) _layers[layer].Backward(first, end, from, to);
            // Sums need the adjoints of all streams. Those of the next block go elsewhere, so meeting once is enough.
            _workers.Meet();
            _gradient.Accumulate(Inputs, first, end, worker);
        }
        _workers.Meet();
        _gradient.Unpack(_destination, worker);
    }

    private void Forward(int first, int end, int from, int to, bool learns)
    {
        for (int layer = 0; layer < _layers.Length; layer++)
        {
            _layers[layer].Forward(first, end, from, to, Inputs, Streams, learns);
            for (int step = first; learns && _dropout > 0 && step < end; step++)
                Dropout.Forward(_layers[layer].Memory, step, from, to, _firstStream, _network.Shape.Lanes, _dropoutKey + (ulong)layer, _dropout);
        }
    }

    /// <summary>Logits of a block, their losses, and the adjoint of the top layer's output.</summary>
    private void ScoreAndDifferentiate(int worker, int first, int end, int from, int to)
    {
        LayerMemory top = _layers[^1].Memory;
        RowBlock logits = _logits.Rows(first, from);
        _network.Output.Multiply(top.Outgoing(first, from, _dropout > 0), to - from, logits, end - first);
        for (int step = first; step < end; step++) ScoreStep(worker, step, from, to, learns: true);
        _network.Output.MultiplyTransposed(logits, to - from, top.OutputAdjoint(first, from), end - first);
        for (int step = first; _dropout > 0 && step < end; step++) Dropout.Backward(top, step, from, to, _network.Shape.Lanes);
    }

    private void ScoreStep(int worker, int step, int from, int to, bool learns)
    {
        float weight = 1f / _counted;
        for (int stream = from; stream < to; stream++)
        {
            int at = step * Streams + stream;
            Span<float> row = _logits.Rows(step, stream).Row(0, _logits.Columns);
            if (Targets[at] == Target.None)
            {
                _losses[at] = 0;
                if (learns) row.Clear(); // no adjoint either
                continue;
            }
            if (learns)
            {
                _losses[at] = Softmax.LossAndGradient(row, Targets[at], weight);
                continue;
            }
            _likeliest[at] = (ushort)Softmax.Likeliest(row);
            if (_logits.KeepsWindow)
            {
                row.CopyTo(_scratch[worker]); // the logits themselves stay readable
                row = _scratch[worker];
            }
            _losses[at] = Softmax.Loss(row, Targets[at]);
        }
    }
}
