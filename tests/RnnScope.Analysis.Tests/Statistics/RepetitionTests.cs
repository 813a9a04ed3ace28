using RnnScope.Analysis.Statistics;

namespace RnnScope.Analysis.Tests.Statistics;

public sealed class RepetitionTests
{
    [Fact]
    public void Uncertainty_ThreeValues_IsStudentsInterval()
    {
        // By hand: mean 4, squares 4 + 0 + 4 over 2, t = 4.303 with two degrees of freedom.
        Repetition repetition = new([2, 4, 6]);
        Assert.Equal(4, repetition.Mean, 12);
        Assert.Equal(2, repetition.Deviation, 12);
        Assert.Equal(4.303 * 2 / Math.Sqrt(3), repetition.Uncertainty, 12);
    }

    [Fact]
    public void Uncertainty_ManyValues_IsAtLeastTheNormalInterval()
    {
        Repetition repetition = new([.. Enumerable.Range(0, 100).Select(i => (double)(i % 10))]);
        Assert.InRange(repetition.Uncertainty, 1.96 * repetition.Deviation / 10, 2.24 * repetition.Deviation / 10);
    }

    [Fact]
    public void Mean_NoValueOrOne_SaysWhatCannotBeKnown()
    {
        Assert.Equal(double.NaN, new Repetition([]).Mean);
        Assert.Equal(3, new Repetition([3]).Mean);
        Assert.Equal(double.NaN, new Repetition([3]).Deviation);
        Assert.Equal(double.NaN, new Repetition([3]).Uncertainty);
    }
}
