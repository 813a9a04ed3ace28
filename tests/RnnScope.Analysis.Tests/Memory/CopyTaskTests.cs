using RnnScope.Analysis.Memory;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Units;
using RnnScope.Numerics;
using RnnScope.Testing.Tasks;

namespace RnnScope.Analysis.Tests.Memory;

/// <summary>Networks that were really trained to remember for a known time: the measures must find that time.</summary>
public sealed class CopyTaskTests
{
    // The copied symbol is the first of the last Distance symbols: so far before the one that was read last.
    private const int Back = CopyTask.Distance - 1;

    [Theory]
    [InlineData("lstm", 1)]
    [InlineData("gru", 4)]
    [InlineData("min-gru", 1)]
    public void Measure_UnitThatLearnedToCopy_LooksBackExactlySoFar(string name, ulong seed)
    {
        // Of the LSTM's seeds, only some learn it from gates that are half shut.
        UnitGraph unit = name == "lstm" ? CopyTask.Opened(name, "forget gate", 4) : BuiltInUnits.Resolve(name);
        using Network network = CopyTask.Trained(unit, seed);
        MemoryResult result = Measure(network);

        Assert.InRange(result.Horizon.FullLoss.Estimate, 0, 0.02);
        Assert.All(result.Horizon.Contexts.Where(row => row.Symbols < CopyTask.Distance), row => Assert.InRange(row.Loss.Estimate, 0.9 * CopyText.Chance, 10));
        Assert.All(result.Horizon.Contexts.Where(row => row.Symbols >= CopyTask.Distance), row => Assert.InRange(row.Loss.Estimate, 0, 0.02));
        Assert.Equal(CopyTask.Distance, result.Horizon.Used);

        DistanceConnectivity[] distances = [.. result.Connectivity.Distances];
        Assert.Equal(Back, distances.MaxBy(row => row.Share)!.Distance);
        // Sharp: its neighbours, and all that lies between them and the last symbols, stay far below.
        Assert.All(distances.Where(row => row.Distance > 5 && row.Distance != Back), row => Assert.InRange(row.Share, 0, 0.5 * distances[Back].Share));
    }

    [Theory]
    [InlineData("lstm")]
    [InlineData("gru")]
    [InlineData("min-gru")]
    public void Measure_UnitThatWasNotTrained_LooksBackNowhere(string name)
    {
        using Network network = CopyTask.Untrained(BuiltInUnits.Resolve(name), seed: 1);
        ShowsNothing(Measure(network));
    }

    [Fact]
    public void Measure_UnitThatWasTrainedTooShort_LooksBackNowhere()
    {
        using Network network = CopyTask.Trained(BuiltInUnits.Resolve("gru"), seed: 4, windows: 10);
        MemoryResult result = Measure(network);
        Assert.InRange(result.Horizon.FullLoss.Estimate, 0.95 * CopyText.Chance, 2);
        ShowsNothing(result);
    }

    private static void ShowsNothing(MemoryResult result)
    {
        Assert.InRange(Math.Abs(Loss(result, CopyTask.Distance) - Loss(result, CopyTask.Distance - 1)), 0, 0.01);
        Assert.InRange(result.Horizon.Used ?? int.MaxValue, 1, 40);
        DistanceConnectivity[] distances = [.. result.Connectivity.Distances];
        Assert.Equal(0, distances.MaxBy(row => row.Share)!.Distance);
        Assert.InRange(distances[Back].Share, 0, 1e-3);
    }

    private static double Loss(MemoryResult result, int symbols) => result.Horizon.Contexts.Single(row => row.Symbols == symbols).Loss.Estimate;

    private static MemoryResult Measure(Network network)
    {
        CopyText text = CopyText.Make(6000, CopyTask.Distance, new Rng(99));
        MemoryOptions options = new() { Places = text.Places, Contexts = [1, 10, 40, 49, 50, 60, 100], Connectivity = new() { Horizon = 80 } };
        return MemoryAnalysis.Measure("copies", network, CopyText.Vocabulary, text.Ids, options);
    }
}
