using RnnScope.Analysis.Comparison;
using RnnScope.Analysis.Tests.Cells;

namespace RnnScope.Analysis.Tests.Comparison;

public sealed class UnitMatchingTests
{
    private const int From = 23, Count = 700;

    private static readonly (string, int)[] Sites = [("layers.0.h", 7), ("layers.1.c", 1600)];

    [Fact]
    public void Find_AmongManyUnits_IsWhatComparingEachPairFinds()
    {
        PlantedUnits others = new(From + Count + 9, 4, Sites);
        float[] unit = [.. Enumerable.Range(0, Count).Select(i => MathF.Sin(i * 0.3f))];
        others.Plant("layers.0.h", 5, i => i < From ? 9 : -3 * MathF.Sin((i - From) * 0.3f) + others.Noise("layers.1.c", 0, i));
        others.Plant("layers.1.c", 1111, i => i < From ? 9 : MathF.Sin((i - From) * 0.3f) + others.Noise("layers.1.c", 0, i));
        others.Plant("layers.1.c", 3, _ => 0.25f);

        IReadOnlyList<UnitMatch> found = UnitMatching.Find(unit, others, From, 6);

        (string Site, int Unit, double Correlation)[] expected = [.. Sites.SelectMany(site => Enumerable.Range(0, site.Item2)
            .Select(other => (site.Item1, other, Plain(unit, [.. Enumerable.Range(From, Count).Select(i => others.Noise(site.Item1, other, i))]))))
            .Where(match => !double.IsNaN(match.Item3)).OrderByDescending(match => Math.Abs(match.Item3)).Take(6)];
        Assert.Equal(expected.Select(match => (match.Site, match.Unit)), found.Select(match => (match.Site, match.Unit)));
        Assert.All(found.Zip(expected), pair => Assert.Equal(pair.Second.Correlation, pair.First.Correlation, 1e-6));
        Assert.Equal(("layers.0.h", 5), (found[0].Site, found[0].Unit));
        Assert.InRange(found[0].Correlation, -1, -0.9);
        Assert.Equal(1111, found[1].Unit);
    }

    [Fact]
    public void Find_ConstantUnit_HasNoMatch()
    {
        PlantedUnits others = new(50, 4, ("layers.0.h", 7));
        Assert.Empty(UnitMatching.Find(new float[50], others, 0, 5));
        Assert.Empty(UnitMatching.Find([], others, 0, 5));
    }

    private static double Plain(float[] x, float[] y)
    {
        double meanX = x.Average(v => (double)v), meanY = y.Average(v => (double)v);
        double squares = x.Sum(a => (a - meanX) * (a - meanX)) * y.Sum(b => (b - meanY) * (b - meanY));
        return squares == 0 ? double.NaN : x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / Math.Sqrt(squares);
    }
}
