using System.Net;
using System.Text.RegularExpressions;
using RnnScope.Server;

namespace RnnScope.Tests.Server;

public sealed class EmbeddedViewerTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData("/", "text/html", "<!doctype html><title>RnnScope</title>")]
    [InlineData("/index.html", "text/html", "<!doctype html><title>RnnScope</title>")]
    [InlineData("/assets/index-1.js", "text/javascript", "export {};")]
    public async Task Get_File_HasContentTypeAndTag(string path, string type, string content)
    {
        using HttpResponseMessage response = await server.Client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(content, await response.Content.ReadAsStringAsync());
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
        Assert.True(response.Headers.CacheControl?.NoCache);

        HttpRequestMessage again = new(HttpMethod.Get, new Uri(path, UriKind.Relative));
        again.Headers.IfNoneMatch.Add(response.Headers.ETag!);
        using HttpResponseMessage unchanged = await server.Client.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        Assert.Empty(await unchanged.Content.ReadAsByteArrayAsync());

        using HttpResponseMessage head = await server.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, new Uri(path, UriKind.Relative)));
        Assert.Equal(content.Length, head.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData("/favicon.ico")]
    [InlineData("/assets/")]
    [InlineData("/assets/../index.html/x")]
    public async Task Get_NoFile_IsAProblem(string path) => Assert.Contains("there is nothing at", await server.Problem(404, path));

    [Fact]
    public async Task Get_ViewerThatWasNotBuilt_SaysHowToBuildIt()
    {
        using RunLibrary library = new([]);
        await using ViewServer bare = await ViewServer.Start(library, new EmbeddedViewer([]));
        using HttpResponseMessage response = await server.Client.GetAsync(bare.Address);
        Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("-p:SkipViewer=true", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task OfThisProgram_WithAViewer_NeedsOnlyWhatItServes()
    {
        using RunLibrary library = new([]);
        await using ViewServer whole = await ViewServer.Start(library, EmbeddedViewer.OfThisProgram());
        using HttpResponseMessage start = await server.Client.GetAsync(whole.Address);
        string page = await start.Content.ReadAsStringAsync();
        // Built with -p:SkipViewer=true there is nothing to look at.
        if (start.Content.Headers.ContentType?.MediaType == "text/plain") return;
        Assert.Equal("text/html", start.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotMatch(@"<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=", page);
        string[] addresses = [.. Regex.Matches(page, @"(?:src|href)=""([^""]+)""").Select(match => match.Groups[1].Value).Where(address => !address.StartsWith("data:", StringComparison.Ordinal))];
        Assert.NotEmpty(addresses);
        foreach (string address in addresses)
        {
            using HttpResponseMessage file = await server.Client.GetAsync(new Uri(whole.Address, address));
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);
            Assert.Equal(address.EndsWith(".css", StringComparison.Ordinal) ? "text/css" : "text/javascript", file.Content.Headers.ContentType?.MediaType);
        }
    }
}
