using System.Diagnostics;
using System.Runtime;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Engine.Tracing;
using RnnScope.Engine.Units;
using RnnScope.Numerics;
using RnnScope.Numerics.Ranks;

namespace RnnScope.Engine.Training;

/// <summary>Times training steps, forward passes and traces of a network with random weights on random text.</summary>
public sealed class StepBenchmark
{
    /// <summary>B of the benchmark unless another is asked for, and T.</summary>
    public const int DefaultStreams = 100, Steps = 100;

    /// <summary>V of the benchmark, that of <em>War and Peace</em> in bytes.</summary>
    public const int Symbols = 87;

    private const int WarmUpRounds = 3;
    private readonly WorkerPool _workers;
    private readonly IRanks _ranks;
    private readonly int _streams;
    private readonly NetworkShape _shape;
    private readonly double _seconds;

    /// <summary>Prepares a measurement.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="layers">L.</param>
    /// <param name="units">H.</param>
    /// <param name="workers">Threads to use.</param>
    /// <param name="seconds">Seconds for each of the three figures; the median of all repetitions counts.</param>
    /// <param name="ranks">Processes that share the streams, as when they train; default: this one alone.</param>
    /// <param name="streams">B, of all processes together; 1 or more.</param>
    public StepBenchmark(UnitGraph unit, int layers, int units, WorkerPool workers, double seconds, IRanks? ranks = null, int streams = DefaultStreams)
    {
        (_ranks, _streams) = (ranks ?? OneRank.Instance, streams);
        Trainer.RequireStreams(streams, _ranks.Count);
        _shape = new NetworkShape(unit, layers, units, Symbols).Validated();
        (_workers, _seconds) = (workers, seconds);
    }

    /// <summary>Operations of the matrix products of one training step, per character.</summary>
    public static double OperationsPerCharacter(UnitPlan plan, int layers, int units, int symbols)
    {
        // Forward, through the transposed weights, and the gradient: three products of the same size each.
        double layer = plan.Stages.SelectMany(stage => stage.Runs)
            .Sum(run => (run.Source == RunSource.Input ? (layers - 1.0) / layers : 1) * 6.0 * units * units * run.CallCount);
        return layers * layer + 6.0 * units * symbols;
    }

    /// <summary>Measures.</summary>
    /// <param name="traces">Whether to write a trace too, which takes gigabytes of the temporary folder for a large network; several processes never do.</param>
    public StepSpeed Measure(bool traces = true)
    {
        using var network = new Network(_shape);
        network.Parameters.Randomize(new Rng(1), 0.08f);
        network.Pack();
        (double training, double allocated, double sum) = Training(network);
        using var pass = new NetworkPass(network, Share.Count, Steps, _workers);
        Fill(pass);
        double forward = Characters / MedianSeconds(() => pass.Score(Steps));
        double operations = OperationsPerCharacter(network.Plan, _shape.Layers, _shape.Units, Symbols);
        double tracing = traces && _ranks.Count == 1 ? Tracing(network) : double.NaN;
        return new StepSpeed(_shape.Unit.Name, _shape.Layers, _shape.Units, training, forward, tracing, training * operations / 1e9, allocated)
        {
            Parameters = network.Parameters.Count,
            SumSeconds = sum,
        };
    }

    private double Characters => _streams * (double)Steps;

    private StreamShare Share => new(_streams, Steps, _ranks);

    private (double CharactersPerSecond, double AllocatedBytes, double SumSeconds) Training(Network network)
    {
        using var pass = new NetworkPass(network, Share.Count, Steps, _workers, learns: true);
        using var gradient = new ParameterSet(_shape);
        using var optimizer = new RmsProp(_shape);
        var step = new GradientStep(network, gradient, optimizer, clip: 5, _workers);
        Fill(pass);
        long count = 0, allocatedBefore = 0, steps = 0;
        List<double> times = Times(() =>
        {
            _ranks.Sum(pass.Learn(gradient, counted: (long)_streams * Steps));
            _ranks.Sum(gradient.All);
            step.Norm();
            step.Take(1e-4, ++count);
            pass.Carry(Steps);
            steps++;
        }, afterWarmUp: () => (steps, allocatedBefore) = (0, GC.GetTotalAllocatedBytes(precise: true)));
        double allocated = (GC.GetTotalAllocatedBytes(precise: true) - allocatedBefore) / (double)steps;
        double sum = _ranks.Count > 1 ? MedianSeconds(() => _ranks.Sum(gradient.All), before: () => gradient.All.Clear()) : double.NaN;
        return (Characters / Median(times), allocated, sum);
    }

    private double Tracing(Network network)
    {
        int[] codes = [.. Enumerable.Range(0, Symbols - 1)];
        Vocabulary vocabulary = Vocabulary.From(codes, SymbolKind.Bytes);
        var rng = new Rng(3);
        // Read in many segments, as every long text is. The text is short, and so is the warm-up: it takes its usual share of the time.
        ushort[] ids = [.. Enumerable.Range(0, 100_000).Select(_ => (ushort)rng.NextInt(Symbols))];
        var options = new Tracing.TraceOptions { Threads = _workers.Count, WarmUp = 100 };
        string path = Path.Combine(Path.GetTempPath(), $"rnnscope-bench-{Guid.NewGuid():N}.safetensors");
        try
        {
            return ids.Length / MedianSeconds(() => Tracer.Write(path, network, vocabulary, ids, options), before: () => File.Delete(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Fill(NetworkPass pass)
    {
        var rng = new Rng(2);
        for (int i = 0; i < pass.Inputs.Length; i++) (pass.Inputs[i], pass.Targets[i]) = ((ushort)rng.NextInt(Symbols), (ushort)rng.NextInt(Symbols));
    }

    private double MedianSeconds(Action body, Action? before = null) => Median(Times(body, before));

    private List<double> Times(Action body, Action? before = null, Action? afterWarmUp = null)
    {
        var times = new List<double>(1024);
        long begin = Stopwatch.GetTimestamp();
        // Touches memory, lets the runtime start what it starts once, and lets it come to its best code, which in two threads takes dozens of steps.
        var compiling = new Compiling();
        for (int i = 0; Goes(i < WarmUpRounds || Stopwatch.GetElapsedTime(begin).TotalSeconds < _seconds / 4 || compiling.GoesOn()); i++) Round();
        afterWarmUp?.Invoke();
        begin = Stopwatch.GetTimestamp();
        while (Goes(times.Count < 3 || (Stopwatch.GetElapsedTime(begin).TotalSeconds < _seconds && times.Count < times.Capacity)))
            times.Add(Round());
        return times;

        // All do as many rounds: each is a meeting.
        bool Goes(bool mine) => _ranks.Count == 1 ? mine : _ranks.FromFirst(mine);

        double Round()
        {
            before?.Invoke();
            long start = Stopwatch.GetTimestamp();
            body();
            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
    }

    /// <summary>Whether the runtime still replaces code by better code: whether any method has been compiled lately.</summary>
    private sealed class Compiling
    {
        private const double QuietSeconds = 0.75, MostSeconds = 15;
        private readonly long _begin = Stopwatch.GetTimestamp();
        private long _methods, _since;

        public bool GoesOn()
        {
            if (JitInfo.GetCompiledMethodCount() is var methods && methods != _methods) (_methods, _since) = (methods, Stopwatch.GetTimestamp());
            return Stopwatch.GetElapsedTime(_since).TotalSeconds < QuietSeconds && Stopwatch.GetElapsedTime(_begin).TotalSeconds < MostSeconds;
        }
    }

    private static double Median(List<double> times)
    {
        times.Sort();
        return times[times.Count / 2];
    }
}
