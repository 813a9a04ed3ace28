using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using RnnScope.Bench.Reports;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Training;
using RnnScope.Engine.Units;
using RnnScope.Numerics;
using RnnScope.Numerics.Memory;

namespace RnnScope.Bench;

/// <summary>One character of one stream, as sampling and live typing read it, against reading as many bytes as it has weights.</summary>
/// <remarks>A product with a single row uses each weight once, so it can be as fast as weights arrive and no faster.</remarks>
[Config(typeof(Columns))]
public class SamplingSuite
{
    private const int Layers = 2, Symbols = StepBenchmark.Symbols;
    private static readonly Dictionary<int, (Pair Pair, long Weights)> Results = [];
    private readonly WorkerPool _worker = new(1);
    private Network _network = null!;
    private NetworkPass _pass = null!;
    private FloatBuffer _numbers = null!;
    private int _count;

    /// <summary>H; weights of 2 x 128 fit into a core's own cache, those of 2 x 1024 into no cache at all.</summary>
    [Params(128, 512, 1024)]
    public int Units { get; set; }

    /// <summary>What the last read summed up to: a sum that nobody asks for would not be computed.</summary>
    public float Sum { get; private set; }

    [GlobalSetup]
    public void Setup()
    {
        _network = new Network(new NetworkShape(BuiltInUnits.Resolve("lstm"), Layers, Units, Symbols));
        _network.Parameters.Randomize(new Rng(1), 0.08f);
        _network.Pack();
        _pass = new NetworkPass(_network, 1, 1, _worker);
        // Training does six operations for each weight of a product.
        long weights = (long)StepBenchmark.OperationsPerCharacter(_network.Plan, Layers, Units, Symbols) / 6;
        _numbers = RandomRows.Of((weights + 63) / 64 * 64);
        Results[Units] = (new Pair(ReadCharacter, ReadNumbers, repeats: 8), weights);
    }

    /// <summary>Both in turn; the columns hold the figures of each.</summary>
    [Benchmark]
    public void InTurn() => Results[Units].Pair.Run();

    [GlobalCleanup]
    public void Cleanup()
    {
        _pass.Dispose();
        _network.Dispose();
        _numbers.Dispose();
        _worker.Dispose();
    }

    private void ReadCharacter()
    {
        _pass.Inputs[0] = (ushort)(_count++ % Symbols);
        _pass.Read(1);
        _pass.Carry(1);
    }

    private void ReadNumbers()
    {
        Span<float> numbers = _numbers.Span(0, (int)_numbers.Length);
        ref float start = ref MemoryMarshal.GetReference(numbers);
        Vector512<float> a = default, b = default, c = default, d = default;
        for (nuint i = 0; i < (nuint)numbers.Length; i += 64)
        {
            a += Vector512.LoadUnsafe(ref start, i);
            b += Vector512.LoadUnsafe(ref start, i + 16);
            c += Vector512.LoadUnsafe(ref start, i + 32);
            d += Vector512.LoadUnsafe(ref start, i + 48);
        }
        Sum = Vector512.Sum(a + b + (c + d));
    }

    private sealed class Columns : ManualConfig
    {
        public Columns() => AddColumn(
            new FigureColumn("characters/s", "characters per second", "N0", (benchmark, _) => 1 / Of(benchmark).Pair.FirstSeconds),
            new FigureColumn("weights MB", "bytes of the weights that each character needs", "N1", (benchmark, _) => Bytes(benchmark) / 1e6),
            new FigureColumn("GB/s", "bytes of weights per second", "N1", (benchmark, _) => Bytes(benchmark) / Of(benchmark).Pair.FirstSeconds / 1e9),
            new FigureColumn("read GB/s", "as many bytes read in order and added up", "N1", (benchmark, _) => Bytes(benchmark) / Of(benchmark).Pair.SecondSeconds / 1e9),
            new FigureColumn("speed", "of the character, reading alone being 100 %", "P0", (benchmark, _) => Of(benchmark).Pair.Ratio));

        private static (Pair Pair, long Weights) Of(BenchmarkCase benchmark) => Results[(int)benchmark.Parameters[nameof(Units)]];

        private static double Bytes(BenchmarkCase benchmark) => Of(benchmark).Weights * (double)sizeof(float);
    }
}
