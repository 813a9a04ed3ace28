using System.Net;
using System.Net.Sockets;
using RnnScope.Server;

namespace RnnScope.Tests.Server;

public sealed class FirstAnswersTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Ask_ARunningServer_HasAllOfThem() => Assert.Equal(7, await FirstAnswers.Ask(server.Client.BaseAddress!, CancellationToken.None));

    [Fact]
    public async Task Ask_NoRuns_NoServer_OrNoTime_IsNoError()
    {
        using RunLibrary library = new([]);
        await using ViewServer bare = await ViewServer.Start(library, ServerFixture.Viewer);
        Assert.Equal(2, await FirstAnswers.Ask(bare.Address, CancellationToken.None));
        Assert.Equal(0, await FirstAnswers.Ask(bare.Address, new CancellationToken(canceled: true)));

        using TcpListener free = new(IPAddress.Loopback, 0);
        free.Start();
        Uri nobody = new($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/");
        free.Stop();
        Assert.Equal(0, await FirstAnswers.Ask(nobody, CancellationToken.None));
    }
}
