namespace RnnScope.Tests.Server;

/// <summary>Gates and errors; what they answer about a trained run is tested where a browser shows it.</summary>
public sealed class AnalysisEndpointTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Saturation_OfASite_CountsWhatTheTraceHolds()
    {
        float[] shares = await server.Floats("test/saturation?site=layers.1.h");
        Assert.Equal(2 * 5, shares.Length);
        for (int unit = 0; unit < 5; unit++)
        {
            float[] column = new float[TinyRun.Characters];
            server.Trace.ReadColumn("layers.1.h", unit, 0, column);
            Assert.Equal((float)column.Count(value => value < 0.1f) / TinyRun.Characters, shares[2 * unit], 1e-6f);
            Assert.Equal((float)column.Count(value => value > 0.9f) / TinyRun.Characters, shares[(2 * unit) + 1], 1e-6f);
        }

        Assert.Contains(shares, share => share is > 0 and < 1);
    }

    [Fact]
    public async Task Saturation_OfNoSite_IsAProblem() =>
        Assert.Contains("layers.0.f", await server.Problem(404, "/api/runs/tiny/texts/test/saturation?site=layers.0.forget"), StringComparison.Ordinal);

    [Fact]
    public async Task Errors_WhereTheTextThatWasTrainedOnIsGone_SaySo() =>
        Assert.StartsWith("the errors cannot be sorted; ", await server.Problem(409, "/api/runs/tiny/texts/test/errors"), StringComparison.Ordinal);

    [Fact]
    public async Task Errors_OfOneCharacter_AreAProblem()
    {
        string id = (await server.Type("q")).GetProperty("id").GetString()!;
        Assert.Contains("two characters", await server.Problem(409, $"/api/runs/tiny/texts/{id}/error-classes"), StringComparison.Ordinal);
    }
}
