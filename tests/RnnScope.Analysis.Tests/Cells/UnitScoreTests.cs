using RnnScope.Analysis.Cells;
using RnnScope.Analysis.Cells.Search;
using RnnScope.Analysis.Features;
using RnnScope.Analysis.Statistics;

namespace RnnScope.Analysis.Tests.Cells;

public sealed class UnitScoreTests
{
    private const int Symbols = 900;

    [Theory]
    [InlineData(PropertyKind.Binary, false)]
    [InlineData(PropertyKind.Binary, true)]
    [InlineData(PropertyKind.Numeric, false)]
    [InlineData(PropertyKind.Numeric, true)]
    public void HeldOutScore_AnyProperty_IsExact(PropertyKind kind, bool hasGaps)
    {
        (float[] unit, float[] track) = Data(kind, hasGaps);
        BlockBootstrap bootstrap = new(Symbols);
        double expected = kind == PropertyKind.Binary ? SlowScores.Area(unit, track) : SlowScores.RankCorrelation(unit, track);
        Interval high = HeldOutScore.Of(Keys(unit), track, kind, true, bootstrap).Interval, low = HeldOutScore.Of(Keys(unit), track, kind, false, bootstrap).Interval;
        Assert.Equal(expected, high.Estimate, 1e-12);
        Assert.Equal(kind == PropertyKind.Binary ? 1 - expected : -expected, low.Estimate, 1e-12);
        Assert.InRange(high.Estimate, high.Low, high.High);
        Assert.InRange(high.High - high.Low, 0.01, 0.2);
    }

    [Fact]
    public void HeldOutScore_AreaOfADrawnText_IsNearlyThatOfTheTextItself()
    {
        // Texts that are really drawn and scored anew spread as widely as the interval says.
        (float[] unit, float[] track) = Data(PropertyKind.Binary, false);
        BlockBootstrap bootstrap = new(Symbols);
        Interval interval = HeldOutScore.Of(Keys(unit), track, PropertyKind.Binary, true, bootstrap).Interval;
        Random random = new(5);
        List<double> drawn = [];
        for (int draw = 0; draw < 200; draw++)
        {
            int[] places = [.. Enumerable.Range(0, Symbols / bootstrap.Block).SelectMany(_ => Enumerable.Range(random.Next(Symbols / bootstrap.Block) * bootstrap.Block, bootstrap.Block))];
            drawn.Add(SlowScores.Area([.. places.Select(i => unit[i])], [.. places.Select(i => track[i])]));
        }

        drawn.Sort();
        Assert.Equal(drawn[5], interval.Low, 0.015);
        Assert.Equal(drawn[^6], interval.High, 0.015);
    }

    [Fact]
    public void ThresholdFit_PlantedThreshold_IsFound()
    {
        float[] track = [.. Enumerable.Range(0, Symbols).Select(i => i % 10 < 3 ? 1f : i % 10 == 9 ? float.NaN : 0)];
        float[] unit = [.. track.Select((value, i) => value > 0 ? 2 + i % 3 : i % 20 == 5 ? 4 : 1 - i % 4)];
        foreach (bool isHigh in new[] { true, false })
        {
            ushort[] keys = Keys([.. unit.Select(value => isHigh ? value : -value)]);
            ThresholdFit fit = ThresholdFit.Of(keys, track, keys, track, isHigh);
            Assert.Equal(isHigh ? 2 : -2, fit.Threshold);
            Assert.Equal(1, fit.Recall);
            Assert.Equal(270.0 / (270 + 45), fit.Precision, 1e-12);
            Assert.Equal(2 * 270.0 / (2 * 270 + 45), fit.F1, 1e-12);
            Assert.Equal(2 * 270.0 / (270 + 810), fit.AlwaysF1, 1e-12);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void CounterFit_Counter_IsStraightAndGoesBack(int direction)
    {
        float[] track = [.. Enumerable.Range(0, Symbols).Select(i => direction > 0 ? (float)(i % 30) : 29 - i % 30)];
        CounterFit fit = CounterFit.Of([.. track.Select(value => 5 - 0.25f * value)], track);
        Assert.Equal(-0.25, fit.Slope, 1e-9);
        Assert.Equal(1, fit.Straight, 1e-9);
        Assert.Equal(1, fit.WithinRuns, 1e-9);
        Assert.Equal((29, 1), (fit.Resets, fit.Followed));
    }

    [Fact]
    public void CounterFit_LevelPerLine_DoesNotCountWithinRuns()
    {
        // Higher in long lines, but no counter; and one that does not go back.
        float[] track = [.. Enumerable.Range(0, Symbols).Select(i => i % 60 < 20 ? i % 60 : (float)((i % 60) - 20))];
        CounterFit level = CounterFit.Of([.. Enumerable.Range(0, Symbols).Select(i => i % 60 < 20 ? 0f : 1)], track);
        Assert.InRange(level.Straight, 0.1, 1);
        Assert.True(double.IsNaN(level.WithinRuns));
        Assert.Equal(29, level.Resets);
        CounterFit drift = CounterFit.Of([.. Enumerable.Range(0, Symbols).Select(i => i / 100f)], track);
        Assert.Equal(1, drift.WithinRuns, 1e-6);
        Assert.Equal(0, drift.Followed);
    }

    [Fact]
    public void CounterFit_Gaps_DoNotCount()
    {
        float[] track = [.. Enumerable.Range(0, Symbols).Select(i => i % 30 >= 20 ? float.NaN : (float)(i % 30))];
        CounterFit fit = CounterFit.Of([.. track.Select(value => float.IsNaN(value) ? 100 : value)], track);
        Assert.Equal(1, fit.Slope, 1e-9);
        Assert.Equal(0, fit.Resets);
        Assert.True(double.IsNaN(fit.Followed));
    }

    private static ushort[] Keys(float[] values)
    {
        ushort[] keys = new ushort[values.Length];
        HalfKeys.Of(values, keys);
        return keys;
    }

    private static (float[] Unit, float[] Track) Data(PropertyKind kind, bool hasGaps)
    {
        Random random = new(3);
        float[] track = new float[Symbols];
        for (int i = 1; i < Symbols; i++) track[i] = random.Next(8) == 0 ? 0 : track[i - 1] + 1;
        float[] unit = [.. track.Select(value => (float)(Half)(MathF.Min(value, 6) / 5 + random.NextSingle() * 2))];
        if (kind == PropertyKind.Binary) track = [.. track.Select(value => value > 3 ? 1f : 0)];
        if (hasGaps) track = [.. track.Select((value, i) => i % 7 == 2 ? float.NaN : value)];
        return (unit, track);
    }
}
