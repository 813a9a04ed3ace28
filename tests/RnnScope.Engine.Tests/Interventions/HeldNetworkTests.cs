using RnnScope.Engine.Interventions;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Tests.Tracing;
using RnnScope.Engine.Tracing;
using RnnScope.Engine.Units;
using RnnScope.Numerics;
using RnnScope.Testing.Reference;

namespace RnnScope.Engine.Tests.Interventions;

public sealed class HeldNetworkTests
{
    private const double FloatTolerance = 1e-4;
    private const int Characters = 6;

    /// <summary>Units whose lines are only names of others, or of states: holding one must not hold the other.</summary>
    private static readonly Dictionary<string, string> Invented = new()
    {
        ["aliases"] = "unit aliases\nstate h, last, copy\ng = affine(x, last)\nlast' = h\ncopy' = g\nh' = tanh(affine(copy) * 0.5 + g)",
        ["equal lines"] = "unit equal\nstate h, c\na = tanh(affine(x, h))\nb = a\nd = 2 * a * b\nc' = 2 * a * b\nh' = d - b * c",
        ["negative zeros"] = "unit zeros\nstate h\na = relu(affine(x, h)) * (0 - 1)\nh' = a + tanh(a * affine(x, h))",
        ["vectors"] = "unit vectors\nstate h, c\nvector u, v: 1\na = sigmoid(u * affine(x, h) + v)\nc' = v\nh' = a * tanh(affine(u * c, a * h)) + c'",
    };

    public static TheoryData<string> AllUnits() => [.. BuiltInUnits.Names, .. Invented.Keys];

    [Theory]
    [MemberData(nameof(AllUnits))]
    public void Hold_EverySignal_MatchesTheReference(string unit)
    {
        using Network network = Make(unit);
        ushort[] ids = TinyModel.Text(Characters);
        foreach (Site site in Sites(network))
        {
            using HeldNetwork held = new(network, site);
            UnitGroup units = UnitGroup.Parse(network.Shape, $"{site.Name}:1,3-4");
            float[] values = [0.625f, -0.25f, 0.5f];
            held.Hold(new Hold(units, values));
            AssertReference(network, held, ids, (layer, name, _, j) =>
                SiteName.Of(layer, name) == site.Name && units.Units.Contains(j) ? values[units.Units.ToList().IndexOf(j)] : null);
        }
    }

    [Theory]
    [MemberData(nameof(AllUnits))]
    public void Hold_SomeSymbolsOnly_MatchesTheReference(string unit)
    {
        using Network network = Make(unit);
        ushort[] ids = TinyModel.Text(Characters);
        Site[] sites = Sites(network);
        using HeldNetwork held = new(network, sites);
        foreach (Site site in sites)
        {
            // Another site everywhere; this one after symbol 1 at a value, after symbol 4 at another.
            UnitGroup units = UnitGroup.Parse(network.Shape, $"{site.Name}:0,2"), other = UnitGroup.Parse(network.Shape, $"{sites[0].Name}:4");
            held.Hold(Hold.At(other, 0.125f), new Hold(units, [0.5f, 0.75f, -0.5f, 0.25f], [-1, 0, -1, -1, 1, -1]));
            Dictionary<(int Step, int Unit), double> expected = new() { [(1, 0)] = 0.5, [(1, 2)] = 0.75, [(4, 0)] = -0.5, [(4, 2)] = 0.25 };
            AssertReference(network, held, ids, (layer, name, step, j) =>
            {
                string at = SiteName.Of(layer, name);
                if (at == site.Name && expected.TryGetValue((step, j), out double value)) return value;
                return at == sites[0].Name && j == 4 ? 0.125 : null;
            });
        }
    }

    [Theory]
    [MemberData(nameof(AllUnits))]
    public void Hold_Nothing_IsTheNetworkBitForBit(string unit)
    {
        using Network network = Make(unit);
        ushort[] ids = TinyModel.Text(60);
        using HeldNetwork held = new(network, Sites(network));
        AssertSameBits(Read(network, ids), Read(held.Network, ids));
        held.Hold(Hold.At(UnitGroup.Parse(network.Shape, Sites(network)[0].Name), 1));
        Assert.NotEqual(Read(network, ids)[SiteName.Logits], Read(held.Network, ids)[SiteName.Logits]);
        held.Hold([]);
        AssertSameBits(Read(network, ids), Read(held.Network, ids));
        // With a track that never holds, too.
        held.Hold(new Hold(UnitGroup.Parse(network.Shape, Sites(network)[0].Name), new float[5], new int[60].Select(_ => Hold.Free).ToArray()));
        AssertSameBits(Read(network, ids), Read(held.Network, ids, held.Track));
    }

    [Fact]
    public void Hold_EverywhereOrSymbolBySymbol_IsTheSame()
    {
        using Network network = TinyModel.Network();
        ushort[] ids = TinyModel.Text(500);
        UnitGroup units = UnitGroup.Parse(network.Shape, "layers.0.c:1-2");
        using HeldNetwork held = new(network, units.Site);
        held.Hold(new Hold(units, [0.5f, -0.5f]));
        Assert.Null(held.Track);
        Dictionary<string, float[]> everywhere = Read(held.Network, ids);
        held.Hold(new Hold(units, [9, 9, 0.5f, -0.5f], [.. ids.Select(_ => 1)]));
        AssertSameBits(everywhere, Read(held.Network, ids, held.Track));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Hold_AnyThreads_SameBits(int threads)
    {
        using Network network = TinyModel.Network("gru");
        ushort[] ids = TinyModel.Text(1000);
        UnitGroup units = UnitGroup.Parse(network.Shape, "layers.0.h:1-2");
        using HeldNetwork held = new(network, units.Site);
        held.Hold(new Hold(units, [0.5f, -0.5f], [.. ids.Select((_, place) => place % 11 < 4 ? 0 : Hold.Free)]));
        TraceOptions options = new() { Streams = 5, WarmUp = 30, Vectors = held.Track };
        Assert.Equal(
            Tracer.Losses(held.Network, TinyModel.Vocabulary, ids, options with { Threads = 1 }),
            Tracer.Losses(held.Network, TinyModel.Vocabulary, ids, options with { Threads = threads }));
        Assert.NotEqual(
            Tracer.Losses(network, TinyModel.Vocabulary, ids, options with { Vectors = null }),
            Tracer.Losses(held.Network, TinyModel.Vocabulary, ids, options));
    }

    [Fact]
    public void Hold_LaterOne_Wins()
    {
        using Network network = TinyModel.Network();
        UnitGroup units = UnitGroup.Parse(network.Shape, "layers.1.c:1-2"), one = UnitGroup.Parse(network.Shape, "layers.1.c:2");
        using HeldNetwork held = new(network, units.Site);
        held.Hold(Hold.At(units, 1), Hold.At(one, 3));
        Assert.Equal([1, 3], Read(held.Network, TinyModel.Text(9))["layers.1.c"][^4..^2]);
    }

    [Fact]
    public void Hold_WrongRequests_AreRefused()
    {
        using Network network = TinyModel.Network();
        UnitGroup units = UnitGroup.Parse(network.Shape, "layers.0.c:1-2"), gate = UnitGroup.Parse(network.Shape, "layers.0.f:1");
        using HeldNetwork held = new(network, units.Site);
        Refused("was made to hold other sites", Hold.At(gate, 1));
        Refused("expected a finite value to hold, found NaN", Hold.At(units, float.NaN));
        Refused("expected rows of 2 values, found 3 values", new Hold(units, [1, 2, 3]));
        Refused("expected rows of 2 values, found 0 values", new Hold(units, []));
        Refused("expected rows below 1, found 1", new Hold(units, [1, 2], [0, 1]));
        // What was refused changed nothing.
        AssertSameBits(Read(network, TinyModel.Text(30)), Read(held.Network, TinyModel.Text(30)));

        void Refused(string message, Hold hold) => Assert.Contains(message, Assert.Throws<ArgumentException>(() => held.Hold(hold)).Message);
    }

    [Fact]
    public void Vectors_WrongPasses_AreRefused()
    {
        using Network plain = TinyModel.Network();
        using WorkerPool workers = new(1);
        Assert.Throws<ArgumentException>(() => new NetworkPass(plain, 1, 1, workers, learns: true, changesVectors: true));
        using NetworkPass pass = new(plain, 1, 1, workers);
        Assert.Throws<InvalidOperationException>(() => pass.Vectors(0, 0, 0).Length);
    }

    private static Network Make(string unit)
    {
        if (!Invented.TryGetValue(unit, out string? source)) return TinyModel.Network(unit);
        Network network = new(new NetworkShape(UnitGraph.Parse(unit, source), 2, 5, TinyModel.Vocabulary.Count));
        network.Parameters.Randomize(new Rng(7), 0.5f);
        network.Pack();
        return network;
    }

    private static Site[] Sites(Network network) => [.. SiteName.AllOf(network.Shape).Where(site => site.Layer >= 0)];

    private static void AssertReference(Network network, HeldNetwork held, ushort[] ids, Func<int, string, int, int, double?> value)
    {
        ReferenceNetwork reference = new(network.Shape, network.Parameters) { Held = (layer, name, step, _, unit) => value(layer, name, step, unit) };
        reference.MeanLoss(ids, ids, 1, (_, _, _) => new double[network.Shape.Units]);
        Dictionary<string, float[]> actual = Read(held.Network, ids, held.Track);
        foreach (((int layer, string name, int step, _), Scalar[] expected) in reference.Signals)
            Compare(SiteName.Of(layer, name), step, expected);
        foreach (((int step, _), Scalar[] expected) in reference.Logits) Compare(SiteName.Logits, step, expected);

        void Compare(string site, int step, Scalar[] expected)
        {
            for (int i = 0; i < expected.Length; i++)
            {
                float found = actual[site][step * expected.Length + i];
                Assert.True(Math.Abs(found - expected[i].Value) < FloatTolerance * Math.Max(1, Math.Abs(expected[i].Value)),
                    $"{network.Shape.Unit.Name}: {site} at step {step}, unit {i}: {found}, expected {expected[i].Value}");
            }
        }
    }

    private static Dictionary<string, float[]> Read(Network network, ushort[] ids, IVectorTrack? track = null)
    {
        using MemoryTrace trace = Tracer.Read(network, TinyModel.Vocabulary, ids, new TraceOptions { Vectors = track });
        Dictionary<string, float[]> values = [];
        foreach ((string site, int width) in trace.Sites)
        {
            values[site] = new float[ids.Length * width];
            trace.ReadRows(site, 0, ids.Length, values[site]);
        }

        return values;
    }

    /// <summary>As bits, so that 0 is not -0.</summary>
    private static void AssertSameBits(Dictionary<string, float[]> expected, Dictionary<string, float[]> actual)
    {
        Assert.Equal(expected.Keys, actual.Keys);
        foreach ((string site, float[] values) in expected)
            Assert.Equal(values.Select(BitConverter.SingleToInt32Bits), actual[site].Select(BitConverter.SingleToInt32Bits));
    }
}
