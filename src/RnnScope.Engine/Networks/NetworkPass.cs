using RnnScope.Engine.Text;
using RnnScope.Engine.Units;
using RnnScope.Numerics;

namespace RnnScope.Engine.Networks;

/// <summary>Reads windows of T steps of B streams with a network; with <c>learns</c>, also computes gradients.</summary>
/// <remarks>
/// Owns all memory of a window; running allocates nothing. Results do not depend on the number of workers. A pass is used by
/// one thread at a time; several passes may share a network that nobody changes. Streams need nothing of each other, so they are
/// divided into parts that share no memory (<see cref="StreamPass"/>): one thread hardly ever waits for what another wrote.
/// </remarks>
public sealed class NetworkPass : IDisposable
{
    private readonly Network _network;
    private readonly WorkerPool _workers;
    private readonly StreamParts _parts;
    private readonly StreamPass[] _passes;
    private readonly ParameterSet[] _gradients; // of all parts but the first, which writes where the sum is wanted
    private readonly double[] _losses;
    private readonly ushort[] _likeliest;
    private readonly bool _learns;
    private readonly Action<int> _read, _readAndScore, _learn;
    private int _steps;
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
        (_network, _workers, _learns, Streams, Steps) = (network, workers, learns, streams, steps);
        _parts = learns ? StreamParts.ForLearning(streams) : StreamParts.ForReading(streams, workers.Count);
        var options = new PassOptions(steps, learns, dropout, keepsLogits, blockSteps, changesVectors);
        _passes = [.. Enumerable.Range(0, _parts.Count).Select(part => new StreamPass(network, _parts.Size(part), _parts.Team(part, workers), options, firstStream + _parts.First(part)))];
        _gradients = [.. Enumerable.Range(1, learns ? _parts.Count - 1 : 0).Select(_ => new ParameterSet(network.Shape))];
        // One part has the very arrays: nothing is copied.
        Inputs = IsOne ? _passes[0].Inputs : new ushort[streams * steps];
        Targets = IsOne ? _passes[0].Targets : new ushort[streams * steps];
        _losses = IsOne ? _passes[0].Losses : new double[streams * steps];
        _likeliest = IsOne ? _passes[0].Likeliest : new ushort[learns ? 0 : streams * steps];
        // Kept, so that running a window allocates no closures.
        _read = worker => ReadMine(worker, scores: false);
        _readAndScore = worker => ReadMine(worker, scores: true);
        _learn = LearnMine;
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
    public void Read(int steps) => Run(_read, steps);

    /// <summary>Reads <see cref="Inputs"/> and compares with <see cref="Targets"/>.</summary>
    /// <returns>The sum of the losses in nats.</returns>
    public double Score(int steps)
    {
        Run(_readAndScore, steps);
        return SumLosses();
    }

    /// <summary>Reads a whole window, compares, and writes the gradient of the mean loss over the targets that count.</summary>
    /// <param name="gradient">Receives the gradient.</param>
    /// <param name="dropoutKey">Which units drop; another key, other units.</param>
    /// <param name="counted">Targets that the mean is over, where other passes read more streams of the same window; default 0: those of this pass.</param>
    /// <returns>The sum of the losses in nats.</returns>
    public double Learn(ParameterSet gradient, ulong dropoutKey = 0, long counted = 0)
    {
        if (!_learns) throw new InvalidOperationException("the pass was made without learns: true");
        _destination = gradient;
        if (counted == 0) counted = Targets.Length - Targets.AsSpan().Count(Target.None);
        for (int part = 0; part < _passes.Length; part++) _passes[part].Prepare(part == 0 ? gradient : _gradients[part - 1], dropoutKey, counted);
        Run(_learn, Steps);
        return SumLosses();
    }

    /// <summary>Makes the state after step <paramref name="steps"/> - 1 the state before the next window.</summary>
    public void Carry(int steps)
    {
        foreach (StreamPass pass in _passes) pass.Carry(steps - 1);
    }

    /// <summary>Forgets everything: the next window starts from zero states.</summary>
    public void Reset()
    {
        foreach (StreamPass pass in _passes) pass.Reset();
    }

    /// <summary>A signal (<see cref="UnitGraph.Signals"/>) of one layer, step and stream, (H).</summary>
    public ReadOnlySpan<float> Signal(int layer, int signal, int step, int stream) =>
        Value(layer, _network.Plan.SignalSlots[signal], step, stream);

    /// <summary>A state as carried into the window, (H); may be changed.</summary>
    public Span<float> CarriedState(int layer, int state, int stream) =>
        Value(layer, _network.Plan.StateSlots[state], -1, stream);

    /// <summary>The unit's learned vectors at one step and stream, (P, lanes), to be written before each window.</summary>
    /// <exception cref="InvalidOperationException">The pass was made without <c>changesVectors</c>, or the unit has no vectors.</exception>
    public Span<float> Vectors(int layer, int step, int stream)
    {
        (int part, int place) = _parts.Find(stream);
        LayerMemory memory = _passes[part].Memory(layer);
        return memory.Vectors(step, place) is { } rows
            ? rows.Row(0, memory.VectorWidth)
            : throw new InvalidOperationException("the pass was made without changesVectors: true, or the unit has no vectors");
    }

    /// <summary>Logits of one step and stream after <see cref="Read"/> or <see cref="Score"/>, padded to a multiple of 16.</summary>
    /// <exception cref="InvalidOperationException">The pass keeps no logits.</exception>
    public ReadOnlySpan<float> Logits(int step, int stream)
    {
        (int part, int place) = _parts.Find(stream);
        return _passes[part].KeepsLogits ? _passes[part].Logits(step, place) : throw new InvalidOperationException("the pass was made to learn or without keepsLogits: its logits are gone");
    }

    /// <summary>What a layer computed in the window that was read last.</summary>
    /// <exception cref="InvalidOperationException">Several threads read, each into memory of its own.</exception>
    internal LayerMemory Memory(int layer) => IsOne
        ? _passes[0].Memory(layer)
        : throw new InvalidOperationException($"expected a pass of one thread, found one whose streams are in {_passes.Length} parts");

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        foreach (StreamPass pass in _passes) pass.Dispose();
        foreach (ParameterSet gradient in _gradients) gradient.Dispose();
    }

    private bool IsOne => _passes.Length == 1;

    private Span<float> Value(int layer, int slot, int step, int stream)
    {
        (int part, int place) = _parts.Find(stream);
        return _passes[part].Memory(layer).Value(slot, step, place).Row(0, _network.Shape.Units);
    }

    /// <summary>Hands the parts their symbols, lets them work, and collects what they found.</summary>
    private void Run(Action<int> work, int steps)
    {
        if (steps < 1 || steps > Steps) throw new ArgumentOutOfRangeException(nameof(steps), steps, $"1 to {Steps}");
        _steps = steps;
        for (int part = 0; !IsOne && part < _passes.Length; part++)
        {
            _parts.Divide<ushort>(Inputs, _passes[part].Inputs, part, steps);
            _parts.Divide<ushort>(Targets, _passes[part].Targets, part, steps);
        }
        _workers.Run(work);
        for (int part = 0; !IsOne && part < _passes.Length; part++)
        {
            _parts.Unite<double>(_passes[part].Losses, _losses, part, steps);
            if (!_learns) _parts.Unite<ushort>(_passes[part].Likeliest, _likeliest, part, steps);
        }
    }

    private void ReadMine(int worker, bool scores)
    {
        (int from, int to, int member) = _parts.TakenBy(worker, _workers.Count);
        for (int part = from; member == 0 && part < to; part++) _passes[part].Read(_steps, scores);
    }

    private void LearnMine(int worker)
    {
        (int from, int to, int member) = _parts.TakenBy(worker, _workers.Count);
        for (int part = from; part < to; part++) _passes[part].LearnShare(member);
        _workers.Meet(); // the parts' sums are complete; they are added in the parts' order
        (from, to) = WorkerPool.Share(_destination.All.Length / 16, worker, _workers.Count);
        foreach (ParameterSet gradient in _gradients) RowAddition.Add(_destination.All[(from * 16)..(to * 16)], gradient.All[(from * 16)..(to * 16)]);
    }

    private double SumLosses()
    {
        double sum = 0;
        for (int i = 0; i < _steps * Streams; i++) sum += _losses[i];
        return sum;
    }
}
