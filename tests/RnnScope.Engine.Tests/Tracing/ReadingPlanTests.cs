using RnnScope.Engine.Tracing;

namespace RnnScope.Engine.Tests.Tracing;

public sealed class ReadingPlanTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(20_000, 1)]
    [InlineData(20_001, 4)]
    [InlineData(100_000, 20)]
    [InlineData(1_000_000, 64)]
    public void For_Length_ChoosesStreams(int characters, int streams)
    {
        ReadingPlan plan = ReadingPlan.For(characters);
        Assert.Equal(streams, plan.Streams);
        Assert.Equal(streams == 1 ? 0 : ReadingPlan.DefaultWarmUp, plan.WarmUp);
    }

    [Theory]
    [InlineData(10, 3)]
    [InlineData(7, 7)]
    [InlineData(100_003, 64)]
    public void Segment_AllStreams_CoverTheTextOnce(int characters, int streams)
    {
        ReadingPlan plan = ReadingPlan.For(characters, streams, 1);
        long at = 0;
        for (int stream = 0; stream < streams; stream++)
        {
            (long from, long to) = plan.Segment(stream);
            Assert.Equal(at, from);
            Assert.InRange(to - from, characters / streams, characters / streams + 1);
            at = to;
        }

        Assert.Equal(characters, at);
    }

    [Fact]
    public void For_NoWarmUp_IsAllowed() => Assert.Equal(new ReadingPlan(30, 30, 0), ReadingPlan.For(30, 30, 0));

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(1, -1)]
    [InlineData(5, 25)]
    public void For_ImpossibleNumbers_Throws(int streams, int warmUp) =>
        Assert.Throws<ArgumentException>(() => ReadingPlan.For(100, streams, warmUp));
}
