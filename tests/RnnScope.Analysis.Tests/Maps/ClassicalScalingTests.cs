using RnnScope.Analysis.Maps;
using RnnScope.Analysis.Statistics;
using RnnScope.Numerics;

namespace RnnScope.Analysis.Tests.Maps;

public sealed class ClassicalScalingTests
{
    [Fact]
    public void Of_PointsOfAPlane_KeepsEveryDistance()
    {
        double[][] points = Points.Random(1, 20, 2);
        Distances distances = Points.Between(points);
        (IReadOnlyList<MapPoint> map, double share) = ClassicalScaling.Of(distances);
        for (int i = 0; i < 20; i++)
        {
            for (int j = 0; j < 20; j++) Assert.Equal(distances[i, j], map[i].DistanceTo(map[j]), 1e-9);
        }

        Assert.Equal(1, share, 1e-12);
        Assert.Equal(0, map.Sum(point => point.X), 1e-9);
        Assert.Equal(map, ClassicalScaling.Of(distances).Points);
    }

    [Fact]
    public void Of_FlatCloudInSpace_ShowsItsTwoLongAxes()
    {
        // Spread 4, 2 and 1 along the axes: 20 of 21 parts of the variance are in the first two.
        double[][] points = [.. Points.Random(2, 300, 3).Select(point => new[] { 4 * point[0], 2 * point[1], point[2] })];
        (IReadOnlyList<MapPoint> map, double share) = ClassicalScaling.Of(Points.Between(points));
        Assert.Equal(20.0 / 21, share, 0.02);
        Assert.InRange(Math.Abs(Likeness(map.Select(point => point.X), points.Select(point => point[0]))), 0.98, 1);
        Assert.InRange(Math.Abs(Likeness(map.Select(point => point.Y), points.Select(point => point[1]))), 0.95, 1);

        static double Likeness(IEnumerable<double> one, IEnumerable<double> other) =>
            Correlation.Pearson([.. one.Select(value => (float)value)], [.. other.Select(value => (float)value)]);
    }

    [Fact]
    public void Of_FewThings_AreShownAsTheyAre()
    {
        Assert.Empty(ClassicalScaling.Of(new Distances(0, (_, _) => 1)).Points);
        Assert.Equal([new MapPoint(0, 0)], ClassicalScaling.Of(new Distances(1, (_, _) => 1)).Points);
        IReadOnlyList<MapPoint> two = ClassicalScaling.Of(new Distances(2, (_, _) => 0.5)).Points;
        Assert.Equal(0.25, two[0].X, 1e-12);
        Assert.Equal(-0.25, two[1].X, 1e-12);
        IReadOnlyList<MapPoint> three = ClassicalScaling.Of(new Distances(3, (i, j) => i + j + 2)).Points;
        Assert.Equal(3, three[0].DistanceTo(three[1]), 1e-9);
        Assert.Equal(5, three[1].DistanceTo(three[2]), 1e-9);
        Assert.All(ClassicalScaling.Of(new Distances(5, (_, _) => 0)).Points, point => Assert.Equal(new MapPoint(0, 0), point));
    }

    [Fact]
    public void Of_DistancesOfNoSpace_StillGivesAMap()
    {
        // 1 is near to 0 and 2, which are far apart: no triangle.
        (IReadOnlyList<MapPoint> map, double share) = ClassicalScaling.Of(new Distances(3, (i, j) => j - i == 2 ? 10 : 1));
        Assert.All(map, point => Assert.True(double.IsFinite(point.X) && double.IsFinite(point.Y)));
        Assert.InRange(share, 0.99, 1);
        Assert.Contains("found NaN between 0 and 1", Assert.Throws<ArgumentException>(() => new Distances(2, (_, _) => double.NaN)).Message);
        Assert.Contains("found -1 between 0 and 1", Assert.Throws<ArgumentException>(() => new Distances(2, (_, _) => -1)).Message);
    }

    [Fact]
    public void SymmetricEigen_AnyMatrix_TakesItApart()
    {
        Rng random = new(4);
        const int N = 12;
        double[,] matrix = new double[N, N];
        for (int i = 0; i < N; i++)
        {
            for (int j = 0; j <= i; j++) matrix[i, j] = matrix[j, i] = random.NextDouble() - 0.5;
        }

        (double Value, double[] Vector)[] axes = SymmetricEigen.Of(matrix);
        Assert.Equal(axes.Select(axis => axis.Value).OrderDescending(), axes.Select(axis => axis.Value));
        for (int i = 0; i < N; i++)
        {
            for (int j = 0; j < N; j++)
            {
                Assert.Equal(matrix[i, j], axes.Sum(axis => axis.Value * axis.Vector[i] * axis.Vector[j]), 1e-12);
                Assert.Equal(i == j ? 1 : 0, axes[i].Vector.Zip(axes[j].Vector, (x, y) => x * y).Sum(), 1e-12);
            }
        }
    }
}
