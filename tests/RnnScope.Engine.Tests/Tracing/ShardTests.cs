using RnnScope.Engine.Tracing;

namespace RnnScope.Engine.Tests.Tracing;

public sealed class ShardTests
{
    [Theory]
    [InlineData(1, 64)]
    [InlineData(3, 7)]
    [InlineData(64, 64)]
    public void Symbols_AllShards_CoverTheTextOnce(int count, int streams)
    {
        // More symbols than 32 bits can number.
        ReadingPlan plan = ReadingPlan.For(5_000_000_003, streams);
        long at = 0;
        for (int number = 1; number <= count; number++)
        {
            (long from, long to) = new Shard(number, count).Symbols(plan);
            Assert.Equal(at, from);
            Assert.True(to > from);
            at = to;
        }

        Assert.Equal(5_000_000_003, at);
        Assert.Throws<ArgumentException>(() => new Shard(1, streams + 1).Symbols(plan));
    }

    [Theory]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("0/3")]
    [InlineData("4/3")]
    [InlineData("1/2/3")]
    [InlineData("-1/3")]
    [InlineData("1/99999999999")]
    public void Parse_AnythingElse_IsRefused(string text) => Assert.Throws<ArgumentException>(() => Shard.Parse(text));

    [Fact]
    public void Parse_AShard_IsIt() => Assert.Equal(new Shard(3, 8), Shard.Parse("3/8"));
}
