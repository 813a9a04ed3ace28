using RnnScope.Analysis.Contexts;
using RnnScope.Engine.Tracing;
using RnnScope.Numerics;

namespace RnnScope.Analysis.Tests.Contexts;

public sealed class ThresholdTests
{
    [Theory]
    [InlineData(0.1f, 0.02f, 0.9f, 0.05f, 0.3)]
    [InlineData(-1f, 0.1f, 4f, 0.5f, 0.02)]
    [InlineData(-0.98f, 0.01f, -0.9f, 0.01f, 0.7)]
    public void Of_TwoGroups_LiesBetweenThem(float low, float lowSpread, float high, float highSpread, double shareHigh)
    {
        Rng rng = new(9);
        bool[] isHigh = [.. Enumerable.Range(0, 5000).Select(_ => rng.NextInt(1000) < 1000 * shareHigh)];
        float[] values = [.. isHigh.Select(one => (one ? high : low) + (one ? highSpread : lowSpread) * (rng.NextInt(2001) - 1000) / 1000f)];
        UnitThreshold threshold = OtsuThreshold.Of(values);
        Assert.Equal(isHigh, values.Select(value => threshold.IsOn(value, isHigh: true)));
        Assert.Equal(isHigh, values.Select(value => !threshold.IsOn(value, isHigh: false)));
        Assert.Equal(isHigh.Average(one => one ? 1.0 : 0.0), threshold.ShareHigh, 12);
        // The nearest values of both groups are about equally far: no value of another text falls on the wrong side by a hair.
        double below = threshold.Value - values.Where((_, i) => !isHigh[i]).Max(), above = values.Where((_, i) => isHigh[i]).Min() - threshold.Value;
        Assert.InRange(below / above, 0.8, 1.25);
        double mean = values.Average();
        Assert.Equal(Math.Sqrt(values.Average(value => (value - mean) * (value - mean))), threshold.Deviation, 4);
    }

    [Fact]
    public void Of_OneGroup_SplitsLikeTheSlowSearch()
    {
        Rng rng = new(4);
        float[] values = [.. Enumerable.Range(0, 1500).Select(_ => (float)(rng.NextInt(1000) * (double)rng.NextInt(1000)))];
        float found = OtsuThreshold.Of(values).Value;
        // Over all values instead of a histogram: the best split by the variance between the groups.
        (double best, double at) = values.Order().Skip(1).Distinct().Select(cut =>
        {
            double[] below = [.. values.Where(value => value < cut).Select(value => (double)value)], above = [.. values.Where(value => value >= cut).Select(value => (double)value)];
            return (below.Length == 0 ? 0 : below.Length * (double)above.Length * Math.Pow(below.Average() - above.Average(), 2), (double)cut);
        }).Max();
        Assert.True(best > 0);
        Assert.InRange(found, at - 8000, at + 8000);
    }

    [Theory]
    [InlineData(new[] { 2f, 2f, 2f })]
    [InlineData(new[] { float.NaN })]
    public void Of_UnitThatNeverMoves_IsOnNoSide(float[] values)
    {
        UnitThreshold threshold = OtsuThreshold.Of(values);
        Assert.True(float.IsNaN(threshold.Value));
        Assert.False(threshold.IsOn(2, true) || threshold.IsOn(2, false));
    }

    [Fact]
    public void Of_NeighbouringNumbers_AreStillApart()
    {
        float[] values = [1, float.BitIncrement(1), 1, float.BitIncrement(1)];
        Assert.Equal(0.5, OtsuThreshold.Of(values).ShareHigh);
    }

    [Fact]
    public void Of_LongText_IsThatOfItsSpreadPositions()
    {
        Rng rng = new(6);
        string text = string.Concat(Enumerable.Range(0, 50_000).Select(_ => (char)('a' + rng.NextInt(20))));
        using MemoryTrace trace = PlantedNetwork.Trace(PlantedNetwork.Table, text, 2, (_, symbol, unit) => unit == 0 ? symbol - 'a' : symbol == 'c' ? -1 : 0);
        UnitThresholds thresholds = new(trace);
        UnitThreshold[] found = [.. thresholds.Of("layers.0.h")];
        Assert.InRange(found[0].Value, 9.01, 10);
        Assert.InRange(found[0].ShareHigh, 0.49, 0.51);
        Assert.InRange(found[1].Value, -0.55, -0.45);
        Assert.InRange(found[1].ShareHigh, 0.94, 0.96);
        Assert.Throws<SiteException>(() => thresholds.Of("layers.9.h").Length);
    }
}
