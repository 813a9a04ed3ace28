using RnnScope.Analysis.Cells;
using RnnScope.Analysis.Features;

namespace RnnScope.Analysis.Tests.Cells;

public sealed class UnitScoresTests
{
    private const string Site = "layers.0.h";

    [Theory]
    [InlineData(3)]
    [InlineData(1500)] // more values than a block takes
    public void Of_Stretch_IsThePlainCorrelationOfEachPair(int width)
    {
        const int From = 37, Count = 900;
        PlantedUnits units = new(From + Count + 5, 3, (Site, width));
        TextProperty[] properties = [.. Enumerable.Range(0, 2).Select(k => Property($"p{k}", i => (i * (k + 3) % 17) - k))];
        units.Plant(Site, 1, i => i >= From && i < From + Count ? -2 * properties[1].Track[i - From] + 5 : 0);

        float[] scores = UnitScores.Of(units, Site, From, properties);

        Assert.Equal(2 * width, scores.Length);
        Assert.Equal(-1, scores[width + 1], 1e-6);
        foreach (int unit in new[] { 0, 2, width - 1 })
        {
            for (int k = 0; k < 2; k++)
                Assert.Equal(Plain([.. Enumerable.Range(From, Count).Select(i => (double)units.Noise(Site, unit, i))], properties[k].Track), scores[k * width + unit], 1e-6);
        }

        TextProperty Property(string name, Func<int, float> at) => new(name, name, PropertyKind.Numeric, [.. Enumerable.Range(0, Count).Select(at)]);
    }

    [Fact]
    public void Of_NothingThatChanges_IsNaN()
    {
        PlantedUnits units = new(50, 1, (Site, 2));
        units.Plant(Site, 0, _ => 0.5f);
        TextProperty still = new("still", "", PropertyKind.Binary, new float[50]), moving = new("moving", "", PropertyKind.Numeric, [.. Enumerable.Range(0, 50).Select(i => (float)i)]);
        float[] scores = UnitScores.Of(units, Site, 0, [still, moving]);
        Assert.Equal([true, true, true, false], scores.Select(float.IsNaN));
    }

    [Fact]
    public void Of_TracksOfDifferentLengths_SaysWhich()
    {
        PlantedUnits units = new(50, 1, (Site, 2));
        TextProperty ten = new("ten", "", PropertyKind.Binary, new float[10]), nine = new("nine", "", PropertyKind.Binary, new float[9]);
        Assert.Contains("expected tracks of 10 numbers, found 9 for 'nine'", Assert.Throws<ArgumentException>(() => UnitScores.Of(units, Site, 0, [ten, nine])).Message, StringComparison.Ordinal);
        Assert.Contains("'layers.7.h'", Assert.Throws<ArgumentException>(() => UnitScores.Of(units, "layers.7.h", 0, [ten])).Message, StringComparison.Ordinal);
        Assert.Empty(UnitScores.Of(units, Site, 0, []));
    }

    private static double Plain(double[] x, float[] y)
    {
        double meanX = x.Average(), meanY = y.Average(v => (double)v);
        double xy = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum();
        return xy / Math.Sqrt(x.Sum(a => (a - meanX) * (a - meanX)) * y.Sum(b => (b - meanY) * (b - meanY)));
    }
}
