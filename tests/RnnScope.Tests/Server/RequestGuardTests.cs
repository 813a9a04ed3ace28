using System.Net;
using RnnScope.Server;

namespace RnnScope.Tests.Server;

public sealed class RequestGuardTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Path = "/api/runs/tiny/texts", Body = """{ "text": "the fox" }""";

    [Theory]
    [InlineData("/")]
    [InlineData("/assets/index-1.js")]
    [InlineData("/api/runs")]
    [InlineData("/api/runs/tiny/texts/test/symbols")]
    [InlineData("/none")]
    public async Task Response_OfAnyKind_HasThePolicies(string path)
    {
        using HttpResponseMessage response = await server.Client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.False(response.Headers.Contains("Server"));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.NotNull(response.Headers.CacheControl);
    }

    [Theory]
    [InlineData("evil.example", false)]
    [InlineData("evil.example:80", false)]
    [InlineData("127.0.0.1.evil.example", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("localhost", true)]
    [InlineData("LOCALHOST:1", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("[::1]:80", true)]
    public async Task Host_OfTheRequest_MustBeThisServer(string host, bool isKnown)
    {
        HttpRequestMessage request = new(HttpMethod.Get, new Uri("/api/runs", UriKind.Relative));
        request.Headers.Host = host;
        if (!isKnown)
        {
            Assert.Contains("this server does not go by the name", await server.Problem(403, request));
            return;
        }

        using HttpResponseMessage response = await server.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("/api/runs", "cross-site", false)]
    [InlineData("/api/runs", "same-site", false)]
    [InlineData("/api/runs", "same-origin", true)]
    [InlineData("/api/runs", "none", true)]
    [InlineData("/", "cross-site", true)]
    public async Task Page_OfAnotherSite_CannotHaveTheMachineWork(string path, string site, bool isAnswered)
    {
        HttpRequestMessage request = new(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Add("Sec-Fetch-Site", site);
        if (isAnswered)
        {
            using HttpResponseMessage response = await server.Client.SendAsync(request);
            Assert.NotEqual(HttpStatusCode.Forbidden, response.StatusCode);
        }
        else
        {
            Assert.Contains("the request comes from another site", await server.Problem(403, request), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Post_OfAnotherType_IsRefused(string type) =>
        Assert.Contains("expected Content-Type: application/json", await server.Problem(415, ServerFixture.Post(Path, Body, type)));

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1:1")]
    public async Task Post_FromAnotherSite_IsRefused(string origin)
    {
        HttpRequestMessage request = ServerFixture.Post(Path, Body);
        request.Headers.Add("Origin", origin);
        Assert.Contains("the request comes from another site", await server.Problem(403, request));
    }

    [Fact]
    public async Task Post_FromItsOwnPage_IsAnswered()
    {
        HttpRequestMessage request = ServerFixture.Post(Path, Body);
        request.Headers.Add("Origin", server.Client.BaseAddress!.GetLeftPart(UriPartial.Authority));
        using HttpResponseMessage response = await server.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Start_EverywhereOnce_AnswersToAddressesAndItsName()
    {
        using RunLibrary library = new([]);
        await using ViewServer everywhere = await ViewServer.Start(library, ServerFixture.Viewer, "0.0.0.0");
        foreach ((string host, HttpStatusCode expected) in new[]
        {
            ("192.0.2.7", HttpStatusCode.OK), (Environment.MachineName, HttpStatusCode.OK), ("evil.example", HttpStatusCode.Forbidden),
        })
        {
            HttpRequestMessage request = new(HttpMethod.Get, $"http://127.0.0.1:{everywhere.Address.Port}/api/runs");
            request.Headers.Host = host;
            using HttpResponseMessage response = await server.Client.SendAsync(request);
            Assert.Equal(expected, response.StatusCode);
        }
    }
}
