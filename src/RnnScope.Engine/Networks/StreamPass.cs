using RnnScope.Engine.Text;
using RnnScope.Numerics;
using RnnScope.Numerics.Memory;

namespace RnnScope.Engine.Networks;

/// <summary>Reads windows of the streams of one part of a <see cref="NetworkPass"/>: they share memory, and the sums of gradients.</summary>
/// <remarks>Workers divide the streams; where it learns, they meet once a block of steps. Results do not depend on their number.</remarks>
internal sealed class StreamPass : IDisposable
{
    private readonly Network _network;
    private readonly WorkerPool _workers;
    private readonly WindowBlocks _blocks;
    private readonly LayerPass[] _layers;
    private readonly CallMemory _calls;
    private readonly LogitMemory _logits;
    private readonly float[][] _scratch;
    private readonly GradientPass? _gradient;
    private readonly float _dropout;
    private readonly int _firstStream;
    private readonly Action<int> _read, _readAndScore, _learn;
    private int _steps;
    private long _counted;
    private ulong _dropoutKey;
    private ParameterSet _destination = null!;

    /// <summary>Makes room for windows of some of the streams.</summary>
    /// <param name="network">The network that reads.</param>
    /// <param name="streams">B of this part.</param>
    /// <param name="workers">Threads to use.</param>
    /// <param name="options">What the pass is for.</param>
    /// <param name="firstStream">The number of this part's first stream; which units drop depends on it.</param>
    public StreamPass(Network network, int streams, WorkerPool workers, PassOptions options, int firstStream)
    {
        (_network, _workers, _dropout, _firstStream, Streams, Steps) = (network, workers, options.Learns ? options.Dropout : 0, firstStream, streams, options.Steps);
        Inputs = new ushort[streams * Steps];
        Targets = new ushort[streams * Steps];
        Losses = new double[streams * Steps];
        Likeliest = new ushort[options.Learns ? 0 : streams * Steps];
        _blocks = options.BlockSteps > 0 ? new WindowBlocks(Steps, options.BlockSteps) : WindowBlocks.For(Steps, streams, network.Shape.Units);
        _layers = new LayerPass[network.Shape.Layers];
        bool drops = _dropout > 0;
        _calls = new CallMemory(network.Plan, network.Shape.Lanes, streams, _blocks);
        for (int layer = 0; layer < _layers.Length; layer++)
        {
            var memory = new LayerMemory(network.Plan, network.Shape.Lanes, streams, _blocks, options.Learns, drops, options.ChangesVectors);
            _layers[layer] = new LayerPass(network.Kernels, network.Layers[layer], memory, _calls, layer > 0 ? _layers[layer - 1] : null, drops);
        }
        _logits = new LogitMemory(network.Output.Columns, streams, _blocks, options.KeepsLogits && !options.Learns);
        _scratch = [.. Enumerable.Range(0, workers.Count).Select(_ => new float[network.Output.Columns])];
        if (options.Learns) _gradient = new GradientPass(network, _layers, _logits, streams, workers.Count, drops);
        // Kept, so that running a window allocates no closures.
        _read = worker => ReadShare(worker, scores: false);
        _readAndScore = worker => ReadShare(worker, scores: true);
        _learn = LearnShare;
    }

    public int Streams { get; }

    public int Steps { get; }

    /// <summary>The symbols to read, (T, B).</summary>
    public ushort[] Inputs { get; }

    /// <summary>What to predict, (T, B).</summary>
    public ushort[] Targets { get; }

    /// <summary>Nats, (T, B).</summary>
    public double[] Losses { get; }

    /// <summary>(T, B); empty where it learns.</summary>
    public ushort[] Likeliest { get; }

    public bool KeepsLogits => _logits.KeepsWindow;

    public void Read(int steps, bool scores)
    {
        _steps = steps;
        _workers.Run(scores ? _readAndScore : _read);
    }

    /// <summary>Writes this part's share of the gradient of the mean loss over <paramref name="counted"/> targets.</summary>
    public void Learn(ParameterSet gradient, ulong dropoutKey, long counted)
    {
        (_steps, _destination, _dropoutKey, _counted) = (Steps, gradient, dropoutKey, counted);
        _workers.Run(_learn);
    }

    public ReadOnlySpan<float> Logits(int step, int stream) => _logits.Rows(step, stream).Row(0, _logits.Columns);

    /// <summary>Makes the state after <paramref name="step"/> the state before the next window.</summary>
    public void Carry(int step)
    {
        foreach (LayerPass layer in _layers) layer.Memory.Carry(step);
    }

    /// <summary>Forgets everything: the next window starts from zero states.</summary>
    public void Reset()
    {
        foreach (LayerPass layer in _layers) layer.Memory.Reset();
    }

    public LayerMemory Memory(int layer) => _layers[layer].Memory;

    public void Dispose()
    {
        foreach (LayerPass layer in _layers) layer.Memory.Dispose();
        _calls.Dispose();
        _logits.Dispose();
        _gradient?.Dispose();
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
                Losses[at] = 0;
                if (learns) row.Clear(); // no adjoint either
                continue;
            }
            if (learns)
            {
                Losses[at] = Softmax.LossAndGradient(row, Targets[at], weight);
                continue;
            }
            Likeliest[at] = (ushort)Softmax.Likeliest(row);
            if (_logits.KeepsWindow)
            {
                row.CopyTo(_scratch[worker]); // the logits themselves stay readable
                row = _scratch[worker];
            }
            Losses[at] = Softmax.Loss(row, Targets[at]);
        }
    }
}
