using RnnScope.Analysis.Statistics;

namespace RnnScope.Analysis.Tests.Statistics;

public sealed class CorrelationTests
{
    // Sums of 1000 terms in double, twice rounded: far below this.
    private const double Tolerance = 1e-10;

    [Theory]
    [InlineData(0f)]
    [InlineData(1000f)]
    public void Pearson_RandomColumns_MatchesTwoPassReference(float offset)
    {
        Random random = new(1);
        float[] a = [.. Enumerable.Range(0, 1000).Select(_ => offset + random.NextSingle())];
        float[] b = [.. a.Select(v => 3 * v + random.NextSingle())];
        Assert.Equal(Reference(a, b), Correlation.Pearson(a, b), Tolerance);
        Assert.Equal(-Reference(a, b), Correlation.Pearson(a, [.. b.Select(v => -v)]), Tolerance);
    }

    [Fact]
    public void Pearson_ExactLine_IsOne()
    {
        Assert.Equal(1, Correlation.Pearson([1, 2, 3], [2, 4, 6]), 1e-15);
        Assert.Equal(-1, Correlation.Pearson([1, 2, 3], [1, 0, -1]), 1e-15);
    }

    [Theory]
    [InlineData(new float[] { }, new float[] { })]
    [InlineData(new float[] { 1 }, new float[] { 2 })]
    [InlineData(new float[] { 0.1f, 0.1f, 0.1f }, new float[] { 1, 2, 3 })]
    [InlineData(new float[] { 1, 2, 3 }, new float[] { 7, 7, 7 })]
    [InlineData(new float[] { 1, float.NaN, 3 }, new float[] { 1, 2, 3 })]
    [InlineData(new float[] { float.PositiveInfinity, 2, 3 }, new float[] { 1, 2, 3 })]
    public void Pearson_NotDefined_IsNaN(float[] a, float[] b) => Assert.Equal(double.NaN, Correlation.Pearson(a, b));

    [Fact]
    public void Pearson_DifferentLengths_Throws() =>
        Assert.Throws<ArgumentException>(() => Correlation.Pearson([1, 2], [1]));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(8, 1)]
    [InlineData(21, 4)]
    public void Sums_AnyWidthAndBlocks_EqualColumnByColumn(int units, int targets)
    {
        const int Rows = 200;
        Random random = new(units);
        float[] values = [.. Enumerable.Range(0, Rows * units).Select(_ => random.NextSingle() - 0.5f)];
        float[] tracks = [.. Enumerable.Range(0, Rows * targets).Select(_ => random.NextSingle())];
        CorrelationSums sums = new(units, targets);
        for (int from = 0; from < Rows;)
        {
            int count = Math.Min(Rows - from, random.Next(30));
            sums.Add(values.AsSpan(from * units, count * units), tracks.AsSpan(from * targets, count * targets));
            from += count;
        }

        Assert.Equal(Rows, sums.Count);
        for (int unit = 0; unit < units; unit++)
        {
            for (int target = 0; target < targets; target++)
            {
                // Equal to the last bit: the sums are the same sums.
                double alone = Correlation.Pearson(Column(values, units, unit), Column(tracks, targets, target));
                Assert.Equal(alone, sums.Pearson(unit, target));
            }
        }
    }

    [Fact]
    public void Sums_RowsDoNotMatch_Throws() =>
        Assert.Throws<ArgumentException>(() => new CorrelationSums(2, 1).Add(new float[4], new float[3]));

    private static float[] Column(float[] rows, int width, int column) => [.. rows.Where((_, i) => i % width == column)];

    private static double Reference(float[] a, float[] b)
    {
        double meanA = a.Average(v => (double)v);
        double meanB = b.Average(v => (double)v);
        double products = a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Sum();
        return products / Math.Sqrt(a.Sum(x => (x - meanA) * (x - meanA)) * b.Sum(y => (y - meanB) * (y - meanB)));
    }
}
