using RnnScope.Analysis.Maps;
using RnnScope.Numerics;

namespace RnnScope.Analysis.Tests.Maps;

public sealed class TSneTests
{
    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 4)]
    [InlineData(3, 12)]
    [InlineData(4, 25)]
    public void Of_PlantedKinds_ComeApart(int kinds, int each)
    {
        for (ulong seed = 1; seed <= 5; seed++)
        {
            (IReadOnlyList<MapPoint> map, _, double divergence) = TSne.Of(Points.Kinds(seed, kinds, each));
            double within = 0, between = double.PositiveInfinity;
            for (int i = 0; i < map.Count; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    double distance = map[i].DistanceTo(map[j]);
                    if (i / each == j / each) within = Math.Max(within, distance);
                    else between = Math.Min(between, distance);
                }
            }

            Assert.True(between > within, $"seed {seed}: a stranger at {between}, one of the same kind at {within}");
            Assert.InRange(divergence, 0, 1);
        }
    }

    [Fact]
    public void Of_NothingToFind_MakesNoKinds()
    {
        // All equally far from each other but for chance: nobody is alone, and no gap divides the map.
        Rng random = new(8);
        IReadOnlyList<MapPoint> map = TSne.Of(new Distances(30, (_, _) => 0.3 + 0.01 * random.NextDouble())).Points;
        double[] sizes = [.. map.Select(point => point.DistanceTo(new MapPoint(0, 0))).Order()];
        Assert.True(sizes[^1] < 4 * sizes[15], $"the farthest is at {sizes[^1]}, half are within {sizes[15]}");
    }

    [Theory]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(36)]
    [InlineData(150)]
    public void Of_AnyCount_EndsWhereTheGradientIsSmall(int count)
    {
        Distances distances = Points.Between(Points.Random(5, count, 6));
        (IReadOnlyList<MapPoint> map, double perplexity, double divergence) = TSne.Of(distances);
        double[,] joint = Neighbourhoods.Joint(Neighbourhoods.Conditional(distances, perplexity));
        double[] positions = [.. map.SelectMany(point => new[] { point.X, point.Y })], gradient = new double[positions.Length];
        TSne.Gradient(positions, joint, gradient);
        Assert.True(gradient.Max(Math.Abs) < 1e-3 / count, $"{gradient.Max(Math.Abs)}");
        Assert.True(divergence < TSne.Divergence(new double[positions.Length], joint));
        Assert.Equal(divergence, TSne.Divergence(positions, joint), 1e-12);
        Assert.Equal(map, TSne.Of(distances).Points);
    }

    [Fact]
    public void Gradient_AnyPositions_IsTheCentralDifference()
    {
        Distances distances = Points.Between(Points.Random(3, 9, 4));
        double[,] joint = Neighbourhoods.Joint(Neighbourhoods.Conditional(distances, 3));
        double[] positions = [.. Points.Random(6, 18, 1).Select(point => point[0])], gradient = new double[18];
        TSne.Gradient(positions, joint, gradient);
        const double Step = 1e-5;
        for (int k = 0; k < positions.Length; k++)
        {
            double At(double step)
            {
                double[] moved = [.. positions];
                moved[k] += step;
                return TSne.Divergence(moved, joint);
            }

            Assert.Equal((At(Step) - At(-Step)) / (2 * Step), gradient[k], 1e-8);
        }

        Assert.True(gradient.Max(Math.Abs) > 0.01);
    }

    [Theory]
    [InlineData(1.2)]
    [InlineData(3)]
    [InlineData(10.5)]
    [InlineData(18.9)]
    public void Conditional_AnyPerplexity_IsTheOneThatWasAsked(double perplexity)
    {
        // Of very different sizes, and far from 1.
        foreach (double size in new[] { 1e-6, 1, 1e6 })
        {
            double[][] points = [.. Points.Random(2, 20, 5).Select((point, i) => point.Select(value => size * (1 + i) * value).ToArray())];
            double[,] conditional = Neighbourhoods.Conditional(Points.Between(points), perplexity);
            for (int i = 0; i < 20; i++)
            {
                double[] row = [.. Enumerable.Range(0, 20).Select(j => conditional[i, j])];
                Assert.Equal(perplexity, Math.Exp(Neighbourhoods.Entropy(row)), 1e-6);
                Assert.Equal(1, row.Sum(), 1e-12);
                Assert.Equal(0, row[i]);
            }

            double[,] joint = Neighbourhoods.Joint(conditional);
            Assert.Equal(1, joint.Cast<double>().Sum(), 1e-12);
            Assert.Equal(joint[3, 5], joint[5, 3]);
        }
    }

    [Fact]
    public void Conditional_TiesAndNoDistances_AreSharedAlike()
    {
        double[,] equal = Neighbourhoods.Conditional(new Distances(6, (_, _) => 0.2), 2);
        Assert.Equal(0.2, equal[0, 1], 1e-12);
        // Three things in one place: each has two equally near, which is more than a perplexity of 1.5.
        double[,] ties = Neighbourhoods.Conditional(new Distances(6, (i, j) => j < 3 ? 0 : 1), 1.5);
        Assert.Equal(0.5, ties[0, 1], 1e-9);
        Assert.Equal(0, ties[0, 4], 1e-9);
    }

    [Fact]
    public void Of_ThingsInOnePlaceOrOnALine_HasAMap()
    {
        foreach (Distances distances in new[] { new Distances(5, (_, _) => 0), new Distances(9, (i, j) => j - i), new Distances(8, (i, j) => j < 4 || i > 3 ? 0 : 1) })
        {
            IReadOnlyList<MapPoint> map = TSne.Of(distances).Points;
            Assert.All(map, point => Assert.InRange(Math.Max(Math.Abs(point.X), Math.Abs(point.Y)), 0, 1e4));
        }
    }

    [Fact]
    public void Of_FewerThanFour_IsClassicalScaling()
    {
        for (int count = 0; count < TSne.Fewest; count++)
        {
            Distances distances = new(count, (i, j) => i + j);
            (IReadOnlyList<MapPoint> map, double perplexity, double divergence) = TSne.Of(distances);
            Assert.Equal(ClassicalScaling.Of(distances).Points, map);
            Assert.True(double.IsNaN(perplexity) && double.IsNaN(divergence));
        }

        Assert.Equal([2, 2, 35.0 / 3, 30], new[] { 4, 7, 36, 500 }.Select(TSne.DefaultPerplexity));
        Assert.Contains("above 1 and below 4", Assert.Throws<ArgumentOutOfRangeException>(() => TSne.Of(new Distances(5, (_, _) => 1), 4)).Message);
    }
}
