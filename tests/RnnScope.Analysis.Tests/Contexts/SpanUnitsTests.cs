using RnnScope.Analysis.Contexts;
using RnnScope.Analysis.Errors;
using RnnScope.Engine.Tracing;
using RnnScope.Numerics;

namespace RnnScope.Analysis.Tests.Contexts;

public sealed class SpanUnitsTests
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    // Unit 2 is on in capitals, unit 5 off in them; the others hold some number for each letter.
    private static MemoryTrace Planted(string text, int units = 8)
    {
        Rng rng = new(21);
        Dictionary<(char, int), float> table = [];
        return PlantedNetwork.Trace(PlantedNetwork.Table, text, units, (_, symbol, unit) => unit switch
        {
            2 => char.IsUpper(symbol) ? 0.75f : -0.5f,
            5 => char.IsUpper(symbol) ? -3 : 10 + symbol % 3,
            7 => 0.25f,
            _ => table.TryGetValue((symbol, unit), out float known) ? known : table[(symbol, unit)] = rng.NextInt(1000) / 500f - 1,
        });
    }

    private static string Text(int length, int seed = 5)
    {
        Rng rng = new((ulong)seed);
        char[] text = [.. Enumerable.Range(0, length).Select(_ => Letters[rng.NextInt(26)])];
        for (int from = 30; from + 40 < length; from += 60 + rng.NextInt(100))
        {
            for (int at = from, to = from + 3 + rng.NextInt(30); at < to && at < length; at++) text[at] = char.ToUpperInvariant(text[at]);
        }

        return new string(text);
    }

    private static TextRange[] Capitals(string text)
    {
        List<TextRange> ranges = [];
        for (int at = 0; at < text.Length; at++)
        {
            if (!char.IsUpper(text[at])) continue;
            if (at > 0 && char.IsUpper(text[at - 1])) ranges[^1] = ranges[^1] with { Count = ranges[^1].Count + 1 };
            else ranges.Add(new TextRange(at, 1));
        }

        return [.. ranges];
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Find_MarkedCapitals_FindsBothPlantedUnitsFirst(int spans)
    {
        string text = Text(3000);
        using MemoryTrace trace = Planted(text);
        TextSpans marked = new(Capitals(text).Where(range => range.Count > 5).Skip(2).Take(spans).Reverse(), text.Length);
        SpanUnitsResult result = SpanUnits.Find(new UnitThresholds(trace), marked);
        Assert.Equal(
            [(2, true, 1.0), (5, false, 1.0)],
            result.Units.Take(2).Select(unit => (unit.Side.Unit, unit.Side.IsHigh, unit.Score)).Order());
        Assert.All(result.Units.Skip(2), unit => Assert.InRange(unit.Score, 0, 0.999));
        // The unit that never moves is not compared.
        Assert.Equal((7, 7), (result.Compared, result.Units.Count));
        SpanUnit first = result.Units.Single(unit => unit.Side.Unit == 2);
        Assert.Equal((0.75, -0.5), (first.Inside, first.Outside));
        Assert.Equal(text.Count(char.IsUpper) / 3000.0, first.Share, 12);
        Assert.InRange(first.Threshold, 0, 0.25);
        Assert.True(result.Placements >= 45);
        Assert.InRange(first.ByChance, 0, 0.2);
    }

    [Fact]
    public void Find_AnySpans_GivesTheScoresOfASlowCount()
    {
        string text = Text(400);
        using MemoryTrace trace = Planted(text);
        UnitThresholds thresholds = new(trace);
        // Near each other, at both ends, and touching.
        TextRange[] ranges = [new(0, 5), new(60, 9), new(71, 4), new(75, 2), new(390, 10), new(64, 3)];
        HashSet<int> inside = [.. ranges.SelectMany(range => Enumerable.Range(range.From, range.Count))];
        (int From, int To)[] joined = [(0, 5), (60, 69), (71, 77), (390, 400)];
        SpanUnitsResult result = SpanUnits.Find(thresholds, new TextSpans(ranges, 400), new SpanOptions { Margin = 6, Count = 1000 });
        Assert.Equal(joined, result.Spans.Select(span => (span.From, span.From + span.Count)));
        Assert.Equal(7, result.Units.Count);
        foreach (SpanUnit unit in result.Units)
        {
            float[] column = PlantedNetwork.Column(trace, unit.Side.Unit);
            double[] scores = [.. joined.Select(span => Score(span, at => (column[at] >= unit.Threshold) == unit.Side.IsHigh))];
            double[] others = [.. joined.Select(span => Score(span, at => (column[at] >= unit.Threshold) != unit.Side.IsHigh))];
            Assert.Equal(scores.Min(), unit.Score, 12);
            Assert.True(others.Min() <= unit.Score + 1e-12);
        }

        double[] ranked = [.. result.Units.Select(unit => unit.Score)];
        Assert.Equal(ranked.OrderDescending(), ranked);

        double Score((int From, int To) span, Func<int, bool> isOn)
        {
            int[] around = [.. Enumerable.Range(span.From - 6, 6).Concat(Enumerable.Range(span.To, 6)).Where(at => at is >= 0 and < 400 && !inside.Contains(at))];
            double on = Enumerable.Range(span.From, span.To - span.From).Average(at => isOn(at) ? 1.0 : 0.0);
            return (on + around.Average(at => isOn(at) ? 0.0 : 1.0)) / 2;
        }
    }

    [Fact]
    public void Find_SpansOfNothing_AreMarkedAsOftenAsChanceSays()
    {
        string text = Text(5000, seed: 8).ToLowerInvariant();
        using MemoryTrace trace = Planted(text, units: 40);
        UnitThresholds thresholds = new(trace);
        // Over many spans of one letter, the best unit's score is one that as many units reach elsewhere.
        SpanUnit[] best = [.. Enumerable.Range(0, 40).Select(i => SpanUnits.Find(thresholds, new TextSpans([new(50 + 100 * i, 2)], 5000)).Units[0])];
        Assert.InRange(best.Average(unit => unit.ByChance), 0.3, 3);
        Assert.True(double.IsNaN(SpanUnits.Find(thresholds, new TextSpans([new(0, 4990)], 5000)).Units[0].ByChance));
    }

    [Fact]
    public void Find_WholeText_HasNothingAroundIt()
    {
        string text = Text(100);
        using MemoryTrace trace = Planted(text);
        SpanUnit unit = SpanUnits.Find(new UnitThresholds(trace), new TextSpans([new(0, 100)], 100)).Units[0];
        Assert.True(double.IsNaN(unit.Outside));
        Assert.Equal(unit.Share, unit.Score, 12);
    }

    [Fact]
    public void Find_OptionsAndSpansOutOfRange_AreRefused()
    {
        using MemoryTrace trace = Planted(Text(100));
        UnitThresholds thresholds = new(trace);
        TextSpans spans = new([new(1, 2)], 100);
        Assert.Throws<ArgumentException>(() => SpanUnits.Find(thresholds, spans, new SpanOptions { Margin = 0 }));
        Assert.Throws<ArgumentException>(() => SpanUnits.Find(thresholds, spans, new SpanOptions { Count = 1001 }));
        Assert.Throws<SiteException>(() => SpanUnits.Find(thresholds, spans, new SpanOptions { Sites = ["layers.1.h"] }));
        foreach (TextRange[] wrong in new TextRange[][] { [], [new(99, 2)], [new(-1, 2)], [new(1, 0)], [new(1, int.MaxValue)], [.. Enumerable.Repeat(new TextRange(1, 1), 101)] })
            Assert.Throws<ArgumentException>(() => new TextSpans(wrong, 100));
    }
}
