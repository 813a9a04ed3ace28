using System.Text.Json;
using RnnScope.Analysis.Cells;
using RnnScope.Analysis.Comparison;
using RnnScope.Engine.Files;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Tracing;
using RnnScope.Engine.Units;
using RnnScope.Numerics;

namespace RnnScope.Tests.Server;

/// <summary>Two networks over the same text.</summary>
public sealed class ComparisonEndpointTests : IClassFixture<ServerFixture>
{
    private const string Text = "/api/runs/tiny/texts/test/";

    private readonly ServerFixture _server;

    public ComparisonEndpointTests(ServerFixture server)
    {
        _server = server;
        RunFolder folder = server.Run.Folder;
        if (File.Exists(folder.SnapshotFile(5))) return;
        using Network young = new(new NetworkShape(BuiltInUnits.Resolve("lstm"), 2, 5, server.Run.Vocabulary.Count));
        young.Parameters.Randomize(new Rng(99), 0.7f);
        Directory.CreateDirectory(folder.SnapshotFolder);
        ModelFile.Save(folder.SnapshotFile(5), young, server.Run.Vocabulary);
    }

    [Fact]
    public async Task Peers_OfAText_SayWhoCanBeComparedAndWhyOthersCannot()
    {
        JsonElement[] peers = [.. (await _server.Json(Text + "peers")).EnumerateArray()];
        Assert.Equal(["tiny", "tiny-2"], peers.Select(peer => peer.GetProperty("run").GetString()));
        Assert.Equal("test", peers[0].GetProperty("text").GetString());
        Assert.Equal(JsonValueKind.Null, peers[0].GetProperty("why").ValueKind);
        Assert.Equal(5, peers[0].GetProperty("snapshots")[0].GetInt64());
        Assert.Equal("it reads bytes, this run characters", peers[1].GetProperty("why").GetString());
        Assert.Contains("cannot be compared; it reads bytes", await _server.Problem(409, Text + "difference?with=tiny-2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Difference_OfARunAndItsSnapshot_IsThatOfTheirLosses()
    {
        float[] own = await _server.Floats("test/column?site=loss&unit=0");
        using MemoryTrace young = Young();
        float[] other = new float[own.Length];
        young.ReadColumn(SiteName.Loss, 0, 0, other);
        LossDifferences expected = LossDifferences.Of(own, other);
        JsonElement found = await _server.Json(Text + "difference?with=tiny@5");
        Assert.Equal(expected.Count, found.GetProperty("count").GetInt32());
        Assert.Equal(expected.Nats.Estimate, found.GetProperty("nats").GetDouble());
        Assert.Equal(expected.Nats.High, found.GetProperty("highNats").GetDouble());
        Assert.Equal(expected.FirstNats, found.GetProperty("firstNats").GetDouble());
        Assert.Equal(expected.ForSecond[0].Position, found.GetProperty("forSecond")[0].GetProperty("position").GetInt32());
        Assert.Equal(0, (await _server.Json(Text + "difference?with=tiny")).GetProperty("nats").GetDouble());
    }

    [Theory]
    [InlineData("tiny@5")]
    [InlineData("tiny")]
    public async Task Matches_OfAUnit_AreThoseThatGoAlongWithIt(string other)
    {
        const int From = 30, Count = 200;
        float[] unit = await _server.Floats($"test/column?site=layers.1.c&unit=2&from={From}&count={Count}");
        using MemoryTrace young = Young();
        IReadOnlyList<UnitMatch> expected = UnitMatching.Find(unit, new TraceUnits(other == "tiny" ? _server.Trace : young), From, 5);
        JsonElement[] found = [.. (await _server.Json($"{Text}matches?site=layers.1.c&unit=2&with={other}&from={From}&count={Count}")).EnumerateArray()];
        Assert.Equal(
            expected.Select(match => (match.Site, match.Unit, match.Correlation)),
            found.Select(match => (match.GetProperty("site").GetString()!, match.GetProperty("unit").GetInt32(), match.GetProperty("correlation").GetDouble())));
        if (other == "tiny") Assert.Equal(("layers.1.c", 2), (expected[0].Site, expected[0].Unit));
    }

    private MemoryTrace Young()
    {
        using Model model = ModelFile.Load(_server.Run.Folder.SnapshotFile(5));
        return Tracer.Read(model.Network, _server.Run.Vocabulary, _server.Run.Ids, new TraceOptions());
    }
}
