using RnnScope.Analysis.Gates;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Engine.Tracing;
using RnnScope.Engine.Units;

namespace RnnScope.Analysis.Memory;

/// <summary>What is kept of one reading of a whole text: losses, predictions and states at sampled positions, gates and some outputs.</summary>
internal sealed class MemoryReading
{
    private const int MostOutputs = 20_000, MostKept = 1 << 25;

    // Values of a gate lie between 0 and 1 and come in any order: integers add up to the same whatever the order.
    private const double GateScale = 1L << 32;

    private readonly NetworkShape _shape;
    private readonly Gate[] _gates;
    private readonly long[][][] _gateSums;
    private readonly float[][] _outputs;
    private readonly Lock _turn = new();
    private readonly int _characters, _kept;

    private MemoryReading(NetworkShape shape, int characters, int samples)
    {
        (_shape, _characters) = (shape, characters);
        _gates = [.. UnitGates.Of(shape.Unit).Where(gate => gate.Memory != GateMemory.None && gate.IsBounded)];
        _kept = Math.Clamp(MostKept / (shape.Layers * shape.Units), 1, Math.Min(characters, MostOutputs));
        _gateSums = PerLayer(() => _gates.Select(_ => new long[shape.Units]).ToArray());
        _outputs = PerLayer(() => new float[_kept * shape.Units]);
        Losses = new float[characters];
        Predicted = new PredictedSymbols[samples];
        States = new float[samples][];

        T[] PerLayer<T>(Func<T> make) => [.. Enumerable.Range(0, shape.Layers).Select(_ => make())];
    }

    /// <summary>(N), what each symbol cost; NaN for the first.</summary>
    public float[] Losses { get; }

    /// <summary>What was expected after each sampled position.</summary>
    public PredictedSymbols[] Predicted { get; }

    /// <summary>For each sampled position, all states before the first symbol within the horizon: (L, states, H).</summary>
    public float[][] States { get; }

    /// <summary>Reads the text.</summary>
    /// <param name="network">The network.</param>
    /// <param name="vocabulary">Its symbols.</param>
    /// <param name="ids">The text.</param>
    /// <param name="positions">The sampled positions, ascending.</param>
    /// <param name="horizon">The largest distance; no position is nearer to the beginning.</param>
    /// <param name="options">Which symbol is meant.</param>
    /// <param name="report">Hears how many symbols have been read.</param>
    /// <param name="cancellation">Stops.</param>
    public static MemoryReading Of(
        Network network, Vocabulary vocabulary, ReadOnlyMemory<ushort> ids, int[] positions, int horizon, ConnectivityOptions options,
        Action<long>? report, CancellationToken cancellation)
    {
        NetworkShape shape = network.Shape;
        MemoryReading reading = new(shape, ids.Length, positions.Length);
        UnitSignal[] states = [.. Enumerable.Range(0, shape.Unit.NextStates.Count).Select(state => shape.Unit.Signals.Single(signal => signal.State == state))];
        for (int i = 0; i < positions.Length; i++) reading.States[i] = new float[shape.Layers * states.Length * shape.Units];
        string[] names = [.. states.Select(state => state.Name).Concat(reading._gates.Select(gate => gate.Name)).Distinct()];
        TraceOptions trace = new()
        {
            Sites = [.. Enumerable.Range(0, shape.Layers).SelectMany(layer => names.Select(name => SiteName.Of(layer, name))), SiteName.Logits, SiteName.Loss],
            Threads = options.Threads,
        };
        Tracer.Follow(network, vocabulary, ids, trace, Receive, report, cancellation);
        return reading;

        void Receive(Site site, int from, ReadOnlySpan<float> rows)
        {
            int count = rows.Length / site.Width;
            if (site.Name == SiteName.Loss) rows.CopyTo(reading.Losses.AsSpan(from));
            if (site.Name == SiteName.Logits)
            {
                float[] padded = new float[(shape.Symbols + 15) / 16 * 16];
                padded.AsSpan(shape.Symbols).Fill(Numerics.Softmax.Padding);
                for (int i = FirstAt(positions, from); i < positions.Length && positions[i] < from + count; i++)
                {
                    rows.Slice((positions[i] - from) * shape.Symbols, shape.Symbols).CopyTo(padded);
                    reading.Predicted[i] = PredictedSymbols.Of(padded, shape.Symbols, ids.Span[positions[i] + 1], options);
                }
            }

            if (site.Layer < 0) return;
            string name = shape.Unit.Signals[site.Signal].Name;
            int state = shape.Unit.Signals[site.Signal].State;
            if (state >= 0)
            {
                int slot = (site.Layer * states.Length + state) * shape.Units, before = horizon + 1;
                for (int i = FirstAt(positions, from + before); i < positions.Length && positions[i] - before < from + count; i++)
                    rows.Slice((positions[i] - before - from) * shape.Units, shape.Units).CopyTo(reading.States[i].AsSpan(slot));
            }

            if (state == 0 && from < reading._kept)
                rows[..(Math.Min(count, reading._kept - from) * shape.Units)].CopyTo(reading._outputs[site.Layer].AsSpan(from * shape.Units));
            int gate = Array.FindIndex(reading._gates, gate => gate.Name == name);
            if (gate >= 0) reading.AddGate(reading._gateSums[site.Layer][gate], rows);
        }
    }

    /// <summary>How long the units of a layer remember.</summary>
    public UnitMemory UnitsOf(int layer)
    {
        (double[] lags, int longest) = Autocorrelation.Lengths(_outputs[layer], _shape.Units);
        return new UnitMemory(layer, [.. _gates.Select((gate, index) => new GateMemoryLength(gate.Name, [.. _gateSums[layer][index].Select(sum => Length(gate, sum))]))], lags, longest);

        double Length(Gate gate, long sum)
        {
            double mean = sum / GateScale / _characters, kept = gate.Memory == GateMemory.KeepsWhenOpen ? mean : 1 - mean;
            return kept >= 1 ? double.PositiveInfinity : -1 / Math.Log(kept);
        }
    }

    private void AddGate(long[] sums, ReadOnlySpan<float> rows)
    {
        lock (_turn)
        {
            for (int i = 0, unit = 0; i < rows.Length; i++, unit = unit + 1 == sums.Length ? 0 : unit + 1)
                sums[unit] += (long)Math.Round(rows[i] * GateScale);
        }
    }

    private static int FirstAt(int[] positions, int from)
    {
        int found = Array.BinarySearch(positions, from);
        return found < 0 ? ~found : found;
    }
}
