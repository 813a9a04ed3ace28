using RnnScope.Figures;

namespace RnnScope.Tests.Figures;

public sealed class TicksTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1.4533, 3.2217)]
    [InlineData(-3, 17)]
    [InlineData(0, 330_000)]
    [InlineData(1e-7, 3e-7)]
    [InlineData(-1e9, -0.999e9)]
    public void Linear_AnyRange_HasAFewNiceNumbersWithinIt(double minimum, double maximum)
    {
        double[] ticks = Ticks.Linear(minimum, maximum);
        double step = Ticks.Step(minimum, maximum, 6);
        Assert.InRange(ticks.Length, 2, 9);
        double mantissa = step / Math.Pow(10, Math.Floor(Math.Log10(step) + 1e-9));
        Assert.Contains(new[] { 1.0, 2, 5, 10 }, nice => Math.Abs(nice - mantissa) < 1e-6);
        foreach (double tick in ticks)
        {
            Assert.InRange(tick, minimum - step * 1e-6, maximum + step * 1e-6);
            Assert.Equal(Math.Round(tick / step), tick / step, 1e-6);
        }
    }

    [Fact]
    public void Linear_Tenths_AreWrittenWithOneDigit() =>
        Assert.Equal(["0", "0.1", "0.2", "0.3", "0.4"], Ticks.Linear(0, 0.4, 4).Select(Ticks.Label));

    [Theory]
    [InlineData(1, 10_000, "1 10 100 1000 10,000")]
    [InlineData(0.19, 50, "0.2 0.5 1 2 5 10 20 50")]
    [InlineData(0.15, 600, "1 10 100")]
    [InlineData(12, 19, "12 14 16 18")]
    public void Logarithmic_AnyRange_HasPowersOfTenOrWhatLiesBetween(double minimum, double maximum, string expected) =>
        Assert.Equal(expected, string.Join(' ', Ticks.Logarithmic(minimum, maximum).Select(Ticks.Label)));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-0.25, "-0.25")]
    [InlineData(1000, "1000")]
    [InlineData(330_000, "330,000")]
    [InlineData(20_000_000, "2e7")]
    [InlineData(0.00002, "2e-5")]
    public void Label_AnyNumber_IsShort(double value, string expected) => Assert.Equal(expected, Ticks.Label(value));
}
