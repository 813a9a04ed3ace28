using RnnScope.Figures;

namespace RnnScope.Tests.Figures;

public sealed class AxisTests
{
    [Fact]
    public void Linear_Values_AreWithinEndsThatAreTicks()
    {
        Axis axis = Axis.Linear("loss (nats)", [1.4533, double.NaN, 3.2217, double.PositiveInfinity]);
        Assert.Equal((1, 3.5), (axis.Minimum, axis.Maximum));
        Assert.Equal([axis.Minimum, axis.Maximum], [axis.Ticks[0], axis.Ticks[^1]]);
        Assert.Equal(0.5, axis.Share(2.25), 1e-12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.5)]
    [InlineData(-20)]
    public void Linear_OneValue_HasRoomAroundIt(double value)
    {
        Axis axis = Axis.Linear("x", [value, value]);
        Assert.True(axis.Minimum < value && axis.Maximum > value);
        Assert.True(axis.Ticks.Count >= 2);
    }

    [Fact]
    public void Linear_NoValues_IsAnAxisNoneTheLess() => Assert.Equal((0, 1), (Axis.Linear("x", []).Minimum, Axis.Linear("x", []).Maximum));

    [Fact]
    public void Logarithmic_Values_LieEqualFactorsApart()
    {
        Axis axis = new("distance", 1, 100, IsLogarithmic: true);
        Assert.Equal(0.5, axis.Share(10), 1e-12);
        Assert.Equal(axis.Share(4) - axis.Share(2), axis.Share(50) - axis.Share(25), 1e-12);
    }

    [Fact]
    public void Logarithmic_ValuesThatHaveNoLogarithm_DoNotCount()
    {
        Axis axis = Axis.Logarithmic("x", [0, -5, 3, 300, double.NaN]);
        Assert.InRange(axis.Minimum, 2, 3);
        Assert.InRange(axis.Maximum, 300, 400);
        Axis empty = Axis.Logarithmic("x", [0]), single = Axis.Logarithmic("x", [7]);
        Assert.True(empty.Maximum > empty.Minimum && single.Maximum > 7 && single.Minimum < 7);
    }
}
