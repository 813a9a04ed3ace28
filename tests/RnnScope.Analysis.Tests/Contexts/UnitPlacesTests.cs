using RnnScope.Analysis.Contexts;
using RnnScope.Analysis.Errors;
using RnnScope.Engine.Tracing;
using RnnScope.Numerics;

namespace RnnScope.Analysis.Tests.Contexts;

public sealed class UnitPlacesTests
{
    private const int Units = 6;

    private static readonly UnitSide[] Sides = [new("layers.0.h", 1, true), new("layers.0.h", 4, false), new("layers.0.keep", 2, true)];

    [Theory]
    [InlineData(500, 0, 4, 1, 1000)]
    [InlineData(500, 1, 1, 1, 1000)]
    [InlineData(500, 3, 7, 1, 1000)]
    [InlineData(500, 2, 100, 3, 5)]
    [InlineData(3, 2, 4, 1, 10)]
    public void Find_AnyUnits_GivesThePlacesOfASlowSearch(int length, int least, int margin, int shortest, int count)
    {
        using MemoryTrace trace = Random(length);
        UnitThresholds thresholds = new(trace);
        PlaceOptions options = new() { Least = least, Margin = margin, Shortest = shortest, Count = count };
        UnitPlacesResult result = UnitPlaces.Find(thresholds, Sides, options);
        int needed = least == 0 ? 2 : least;
        int[] counts = Counts(trace, thresholds);
        List<(TextRange Range, double Score)> all = [];
        for (int from = 0; from < length; from++)
        {
            int to = from;
            while (to < length && counts[to] >= needed) to++;
            if (to == from) continue;
            int[] around = [.. Enumerable.Range(from - margin, margin).Concat(Enumerable.Range(to, margin)).Where(at => at >= 0 && at < length)];
            double inside = Enumerable.Range(from, to - from).Average(at => counts[at] / 3.0);
            double score = around.Length == 0 ? inside : (inside + around.Average(at => 1 - counts[at] / 3.0)) / 2;
            if (to - from >= shortest) all.Add((new TextRange(from, to - from), score));
            from = to;
        }

        Assert.Equal((needed, all.Count, all.Sum(place => (long)place.Range.Count)), (result.Least, result.Total, result.Symbols));
        Assert.Equal(all.Max(place => place.Range.Count), result.Longest);
        (TextRange Range, double Score)[] best =
            [.. all.OrderByDescending(place => Math.Round(place.Score, 9)).ThenByDescending(place => place.Range.Count).ThenBy(place => place.Range.From).Take(count)];
        Assert.Equal(best.Length, result.Places.Count);
        Assert.Equal(best.Select(place => Math.Round(place.Score, 9)), result.Places.Select(place => Math.Round(place.Score, 9)));
        Assert.Equal(result.Places.OrderByDescending(place => place.Score).ThenByDescending(place => place.Range.Count).ThenBy(place => place.Range.From), result.Places);
        foreach (UnitPlace place in result.Places) Assert.Equal(all.Single(one => one.Range == place.Range).Score, place.Score, 9);
    }

    [Fact]
    public void Find_LongerThanABlock_IsTheSame()
    {
        // A place that goes on over the end of a block: of 2,048 units, 512 rows are read at a time.
        string text = new string('a', 500) + new string('B', 700) + new string('a', 100) + "B";
        using MemoryTrace trace = PlantedNetwork.Trace(PlantedNetwork.Table, text, 2048, (_, symbol, unit) => symbol == 'B' ? unit : -unit);
        UnitPlacesResult result = UnitPlaces.Find(new UnitThresholds(trace), [new("layers.0.h", 2000, true), new("layers.0.h", 3, true)]);
        Assert.Equal([new UnitPlace(new TextRange(500, 700), 1), new UnitPlace(new TextRange(1300, 1), 1)], result.Places);
        Assert.Equal((2, 701L, 700), (result.Total, result.Symbols, result.Longest));
    }

    [Fact]
    public void Find_UnitThatNeverMoves_IsOnNoSide()
    {
        using MemoryTrace trace = PlantedNetwork.Trace(PlantedNetwork.Table, "abc", 1, (_, _, _) => 2);
        Assert.Equal(0, UnitPlaces.Find(new UnitThresholds(trace), [new("layers.0.h", 0, false)]).Total);
    }

    [Fact]
    public void Find_Cancelled_Stops()
    {
        using MemoryTrace trace = Random(100);
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => UnitPlaces.Find(new UnitThresholds(trace), Sides, cancellation: source.Token));
    }

    [Fact]
    public void Find_UnitsAndOptionsOutOfRange_AreRefused()
    {
        using MemoryTrace trace = Random(100);
        UnitThresholds thresholds = new(trace);
        Assert.Throws<ArgumentException>(() => UnitPlaces.Find(thresholds, []));
        Assert.Throws<ArgumentException>(() => UnitPlaces.Find(thresholds, [Sides[0], Sides[0] with { IsHigh = false }]));
        Assert.Throws<SiteException>(() => UnitPlaces.Find(thresholds, [new("layers.0.h", Units, true)]));
        Assert.Throws<SiteException>(() => UnitPlaces.Find(thresholds, [new("layers.0.x", 0, true)]));
        foreach (PlaceOptions wrong in new PlaceOptions[] { new() { Least = 4 }, new() { Least = -1 }, new() { Margin = 101 }, new() { Shortest = 0 }, new() { Count = 0 } })
            Assert.Throws<ArgumentException>(() => UnitPlaces.Find(thresholds, Sides, wrong));
    }

    private static MemoryTrace Random(int length)
    {
        Rng rng = new(2);
        string text = string.Concat(Enumerable.Range(0, length).Select(_ => (char)('a' + rng.NextInt(20))));
        Dictionary<(string, char, int), float> table = [];
        return PlantedNetwork.Trace(PlantedNetwork.Resetter, text, Units, (line, symbol, unit) =>
            table.TryGetValue((line, symbol, unit), out float known) ? known : table[(line, symbol, unit)] = rng.NextInt(1000) / 600f - 0.8f);
    }

    private static int[] Counts(MemoryTrace trace, UnitThresholds thresholds)
    {
        int[] counts = new int[trace.Characters];
        foreach (UnitSide side in Sides)
        {
            float[] column = PlantedNetwork.Column(trace, side.Unit, side.Site);
            float threshold = thresholds.Of(side.Site)[side.Unit].Value;
            for (int at = 0; at < counts.Length; at++) counts[at] += column[at] >= threshold == side.IsHigh ? 1 : 0;
        }

        return counts;
    }
}
