using RnnScope.Analysis.Brackets;

namespace RnnScope.Analysis.Tests.Brackets;

public sealed class DistanceBinsTests
{
    [Fact]
    public void Of_EveryDistance_IsWithinTheEndsOfItsBin()
    {
        for (int distance = 1; distance < 10_000; distance++)
        {
            int bin = DistanceBins.Of(distance);
            Assert.InRange(distance, DistanceBins.First(bin), DistanceBins.Last(bin));
        }

        Assert.Equal(["1-1", "2-2", "3-3", "4-5", "6-7", "8-11", "12-15", "16-23"], Enumerable.Range(0, 8).Select(bin => $"{DistanceBins.First(bin)}-{DistanceBins.Last(bin)}"));
        Assert.All(Enumerable.Range(1, DistanceBins.Count - 1), bin => Assert.Equal(DistanceBins.First(bin), DistanceBins.Last(bin - 1) + 1));
        Assert.Equal(DistanceBins.Count - 1, DistanceBins.Of(int.MaxValue));
        Assert.Equal(int.MaxValue, DistanceBins.Last(DistanceBins.Count - 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => DistanceBins.Of(0));
    }
}
