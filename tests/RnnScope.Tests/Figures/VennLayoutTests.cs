using System.Globalization;
using System.Xml.Linq;
using RnnScope.Figures;
using RnnScope.Figures.Venn;

namespace RnnScope.Tests.Figures;

public sealed class VennLayoutTests
{
    [Theory]
    [InlineData(300, 200, 100)]
    [InlineData(49_963, 15_110, 138_199)]
    [InlineData(100, 0, 50)]
    [InlineData(100, 50, 0)]
    [InlineData(0, 0, 70)]
    public void Of_TwoSets_HasAllAreasRight(double first, double second, double both)
    {
        VennLayout layout = VennLayout.Of([0, first, second, both]);
        double all = first + second + both;
        Assert.Equal(first, layout.Drawn[1], 2e-3 * all);
        Assert.Equal(second, layout.Drawn[2], 2e-3 * all);
        Assert.Equal(both, layout.Drawn[3], 2e-3 * all);
        Assert.InRange(layout.LargestMisfit, 0, 2e-3);
    }

    [Fact]
    public void Of_ThreeSetsThatCirclesCanShow_FindsTheCircles()
    {
        Disc[] truth = [new(0, 0, 3), new(2.5, 0, 2.5), new(1, 2, 2)];
        double[] regions = Count(truth);
        VennLayout layout = VennLayout.Of(regions);
        Assert.InRange(layout.LargestMisfit, 0, 5e-3);
        double all = regions.Skip(1).Sum();
        for (int region = 1; region < 8; region++) Assert.Equal(regions[region], layout.Drawn[region], 5e-3 * all);
    }

    [Fact]
    public void Of_AnyThreeSets_HasRightCirclesAndRightPairs()
    {
        double[] regions = [0, 40, 30, 60, 20, 10, 25, 80];
        VennLayout layout = VennLayout.Of(regions);
        for (int set = 1; set < 8; set++)
        {
            double asked = In(regions, set), drawn = In(layout.Drawn, set);
            if (int.PopCount(set) < 3) Assert.Equal(asked, drawn, 0.01 * regions.Sum());
        }

        Assert.Equal(Enumerable.Range(1, 7).Max(region => Math.Abs(regions[region] - layout.Drawn[region])) / 265, layout.LargestMisfit, 1e-9);
    }

    [Theory]
    [InlineData("0, 0, 0, 0, 0, 0, 0, 0")]
    [InlineData("0, 10, 20, 0, 30, 0, 0, 0")]
    [InlineData("0, 0, 0, 0, 0, 0, 0, 100")]
    [InlineData("0, 5, 0, 0, 0, 0, 0, 0")]
    [InlineData("0, 1000, 0, 0, 0, 0, 10, 1")]
    [InlineData("0, 1, 1000, 0, 1000, 0, 500, 0")]
    [InlineData("0, 100, 100, 0, 0, 100, 100, 0")]
    public void Of_OddRegions_GivesNumbersAndAPicture(string sizes)
    {
        double[] regions = [.. sizes.Split(',').Select(size => double.Parse(size, CultureInfo.InvariantCulture))];
        VennLayout layout = VennLayout.Of(regions);
        Assert.All(layout.Discs, disc => Assert.True(double.IsFinite(disc.X) && double.IsFinite(disc.Y) && double.IsFinite(disc.Radius)));
        Assert.InRange(layout.LargestMisfit, 0, 1);
        string svg = new VennDiagram(layout, [("a", Palette.Series(0)), ("b", Palette.Series(1)), ("c", Palette.Baseline)]).Draw("venn", "title", "description");
        Assert.DoesNotContain("NaN", svg);
        Assert.Equal(3, XDocument.Parse(svg).Descendants().Count(element => element.Name.LocalName == "circle" && element.Attribute("fill-opacity") is not null));
    }

    [Theory]
    [InlineData(2, 1, 2.5)]
    [InlineData(2, 1, 1.1)]
    [InlineData(1, 1, 0.3)]
    public void Overlap_OfTwoCircles_IsWhatCountingPointsFinds(double one, double other, double distance)
    {
        double[] regions = Count([new Disc(0, 0, one), new Disc(distance, 0, other)]);
        Assert.Equal(regions[3], Disc.Overlap(one, other, distance), 2e-3);
        Assert.Equal(distance, Disc.Distance(one, other, Disc.Overlap(one, other, distance)), 1e-9);
    }

    [Fact]
    public void Of_WrongRegions_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => VennLayout.Of([0, 1, 2]));
        Assert.Throws<ArgumentException>(() => VennLayout.Of([0, -1]));
        Assert.Throws<ArgumentException>(() => VennLayout.Of([0, double.NaN]));
    }

    private static double In(IReadOnlyList<double> regions, int sets) => Enumerable.Range(1, 7).Where(region => (region & sets) == sets).Sum(region => regions[region]);

    /// <summary>The areas of all regions, by counting the points of a fine grid.</summary>
    private static double[] Count(Disc[] discs)
    {
        const double Step = 0.004;
        double[] regions = new double[1 << discs.Length];
        for (double x = -6; x < 8; x += Step)
            for (double y = -6; y < 8; y += Step) regions[VennLayout.Region(discs, x, y)] += Step * Step;
        regions[0] = 0;
        return regions;
    }
}
