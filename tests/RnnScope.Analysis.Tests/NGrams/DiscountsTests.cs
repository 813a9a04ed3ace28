using RnnScope.Analysis.NGrams;

namespace RnnScope.Analysis.Tests.NGrams;

public sealed class DiscountsTests
{
    [Fact]
    public void Of_CountsOfCounts_AreThePapersFormulas()
    {
        // Y = 12 / (12 + 2 x 6) = 1/2.
        Discounts discounts = Discounts.Of(12, 6, 4, 2);
        Assert.Equal((0.5, 1.0, 2.0, null), (discounts.One, discounts.Two, discounts.ThreePlus, discounts.Fallback));
        Assert.Equal(new Discounts(0.5, 1.5, 3), Discounts.Of(12, 6, 2, 0));
    }

    [Theory]
    [InlineData(0, 5, 5, 5, "no n-gram has a count of 1")]
    [InlineData(9, 0, 3, 1, "no n-gram has a count of 2")]
    [InlineData(9, 4, 0, 1, "no n-gram has a count of 3")]
    [InlineData(12, 6, 8, 2, "D2 would be 0, not above 0")]
    [InlineData(12, 6, 4, 9, "D3+ would be -1.5, not above 0")]
    public void Of_CountsThatGiveNone_FallsBackAndSaysWhy(int ones, int twos, int threes, int fours, string reason) =>
        Assert.Equal(new Discounts(0.5, 1, 1.5, reason), Discounts.Of(ones, twos, threes, fours));

    [Fact]
    public void Train_SmallAlphabet_FallsBackWhereCountsGiveNone()
    {
        Random random = new(5);
        ushort[] text = [.. Enumerable.Range(0, 30_000).Select(_ => (ushort)random.Next(4))];
        NGramModel model = NGramModel.Train(text, 5, 7);
        // Four symbols, each very often and after all four: nothing has a count of 1.
        Assert.Equal("no n-gram has a count of 1", model.DiscountsOf(0).Fallback);
        Assert.Equal("no n-gram has a count of 1", model.ContinuationDiscountsOf(1).Fallback);
        Assert.Null(model.DiscountsOf(5).Fallback);
        Assert.Null(model.DiscountsOf(7).Fallback);
    }
}
