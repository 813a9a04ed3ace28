using RnnScope.Engine.Text;
using RnnScope.Numerics;
using RnnScope.Numerics.Memory;

namespace RnnScope.Engine.Networks;

/// <summary>Reads windows of the streams of one part of a <see cref="NetworkPass"/>: they share memory, and the sums of gradients.</summary>
/// <remarks>Where it learns, a team of workers divides the streams and meets once a block of steps. Results do not depend on its size.</remarks>
internal sealed class StreamPass : IDisposable
{
    private readonly Network _network;
    private readonly Team _team;
    private readonly WindowBlocks _blocks;
    private readonly LayerPass[] _layers;
    private readonly CallMemory _calls;
    private readonly LogitMemory _logits;
    private readonly float[] _scratch;
    private readonly GradientPass? _gradient;
    private readonly float _dropout;
    private readonly int _firstStream;
    private int _steps;
    private long _counted;
    private ulong _dropoutKey;
    private ParameterSet _destination = null!;

    /// <summary>Makes room for windows of some of the streams.</summary>
    /// <param name="network">The network that reads.</param>
    /// <param name="streams">B of this part.</param>
    /// <param name="team">Who learns with it; one worker reads.</param>
    /// <param name="options">What the pass is for.</param>
    /// <param name="firstStream">The number of this part's first stream; which units drop depends on it.</param>
    public StreamPass(Network network, int streams, Team team, PassOptions options, int firstStream)
    {
        (_network, _team, _dropout, _firstStream, Streams, Steps) = (network, team, options.Learns ? options.Dropout : 0, firstStream, streams, options.Steps);
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
        _scratch = new float[_logits.KeepsWindow ? _logits.Columns : 0];
        if (options.Learns) _gradient = new GradientPass(network, _layers, _logits, streams, team.Size, drops);
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

    /// <summary>All streams through all layers, block by block: a layer reads what the one below left in cache.</summary>
    public void Read(int steps, bool scores)
    {
        _steps = steps;
        for (int block = 0; block < _blocks.Count && _blocks.Range(block).From < steps; block++)
        {
            (int first, int end) = Range(block);
            Forward(first, end, 0, Streams, learns: false);
            _network.Output.Multiply(_layers[^1].Memory.Outgoing(first, 0), Streams, _logits.Rows(first, 0), end - first);
            for (int step = first; scores && step < end; step++) ScoreStep(step, 0, Streams, learns: false);
        }
    }

    /// <summary>Says what the next call of <see cref="LearnShare"/> is about; before the team begins.</summary>
    /// <param name="gradient">Receives this part's share of the gradient of the mean loss.</param>
    /// <param name="dropoutKey">Which units drop.</param>
    /// <param name="counted">Targets that the mean is over, in all parts.</param>
    public void Prepare(ParameterSet gradient, ulong dropoutKey, long counted) =>
        (_steps, _destination, _dropoutKey, _counted) = (Steps, gradient, dropoutKey, counted);

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

    /// <summary>The streams of one member of the team forwards and back again, and its share of the gradients.</summary>
    public void LearnShare(int member)
    {
        (int from, int to) = WorkerPool.Share(Streams, member, _team.Size);
        _gradient!.Clear(member);
        for (int block = 0; block < _blocks.Count; block++)
        {
            (int first, int end) = Range(block);
            Forward(first, end, from, to, learns: true);
        }
        foreach (LayerPass layer in _layers) layer.Memory.ClearLastAdjoints(from, to);
        for (int block = _blocks.Count - 1; block >= 0; block--)
        {
            (int first, int end) = Range(block);
            ScoreAndDifferentiate(first, end, from, to);
            for (int layer = _layers.Length - 1; layer >= 0; layer--) _layers[layer].Backward(first, end, from, to);
            // Sums need the adjoints of all streams. Those of the next block go elsewhere, so meeting once is enough.
            _team.Meet();
            _gradient.Accumulate(Inputs, first, end, member);
        }
        _team.Meet();
        _gradient.Unpack(_destination, member);
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
    private void ScoreAndDifferentiate(int first, int end, int from, int to)
    {
        LayerMemory top = _layers[^1].Memory;
        RowBlock logits = _logits.Rows(first, from);
        _network.Output.Multiply(top.Outgoing(first, from, _dropout > 0), to - from, logits, end - first);
        for (int step = first; step < end; step++) ScoreStep(step, from, to, learns: true);
        _network.Output.MultiplyTransposed(logits, to - from, top.OutputAdjoint(first, from), end - first);
        for (int step = first; _dropout > 0 && step < end; step++) Dropout.Backward(top, step, from, to, _network.Shape.Lanes);
    }

    private void ScoreStep(int step, int from, int to, bool learns)
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
                row.CopyTo(_scratch); // the logits themselves stay readable
                row = _scratch;
            }
            Losses[at] = Softmax.Loss(row, Targets[at]);
        }
    }
}
