using Microsoft.AspNetCore.Http;
using RnnScope.Server;

namespace RnnScope.Tests.Server;

public sealed class QueryTests
{
    [Theory]
    [InlineData(4_000_000, 1, 4_000_000)]
    [InlineData(100_000, 40, 100_000)]
    public void Stretch_LargeButAllowed_IsGiven(int characters, int width, int expected) =>
        Assert.Equal((0, expected), Query.Stretch(new DefaultHttpContext().Request, characters, width));

    [Fact]
    public void Stretch_TooManyNumbers_SaysHowManyWouldDo()
    {
        Problem problem = Assert.Throws<Problem>(() => Query.Stretch(new DefaultHttpContext().Request, 100_000, 128));
        Assert.Equal(400, problem.Status);
        Assert.Contains("at most 32768 characters of 128 numbers", problem.Detail);
    }
}
