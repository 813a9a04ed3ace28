using System.Runtime.InteropServices;
using System.Text.Json;
using RnnScope.Analysis.Features;
using RnnScope.Analysis.Statistics;
using RnnScope.Engine.Files;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Tracing;
using RnnScope.Engine.Units;
using RnnScope.Numerics;

namespace RnnScope.Tests.Server;

/// <summary>How a run was trained, and what its snapshots hold.</summary>
public sealed class TrainingEndpointTests : IClassFixture<ServerFixture>, IDisposable
{
    private readonly ServerFixture _server;
    private readonly RunFolder _folder;
    private readonly Network _young;

    public TrainingEndpointTests(ServerFixture server)
    {
        (_server, _folder) = (server, server.Run.Folder);
        _young = new Network(new NetworkShape(BuiltInUnits.Resolve("lstm"), 2, 5, server.Run.Vocabulary.Count));
        _young.Parameters.Randomize(new Rng(99), 0.7f);
        _young.Pack();
        Directory.CreateDirectory(_folder.SnapshotFolder);
        ModelFile.Save(_folder.SnapshotFile(0), _young, server.Run.Vocabulary);
        ModelFile.Save(_folder.SnapshotFile(32), _young, server.Run.Vocabulary);
    }

    public void Dispose()
    {
        _young.Dispose();
        File.Delete(_folder.TrainingLogFile);
    }

    [Fact]
    public async Task Training_LogThatGrows_IsToldAsItStands()
    {
        JsonElement nothing = await _server.Json("/api/runs/tiny/training");
        Assert.Equal((0, JsonValueKind.Null), (nothing.GetProperty("reports").GetInt32(), nothing.GetProperty("secondsSinceReport").ValueKind));
        TrainingLog log = new(_folder.TrainingLogFile);
        log.Append(new TrainingLogLine(10, 0.5, 2.5, null, 0.25, 1000, 1e-3));
        log.Append(new TrainingLogLine(20, 1, 2.25, 2.375, double.NaN, 1100, 1e-3));
        log.Append(new TrainingLogLine(40, 2, 2, 2.5, 0.5, 900, 1e-3));

        JsonElement info = await _server.Json("/api/runs/tiny/training");
        Assert.Equal(3, info.GetProperty("reports").GetInt32());
        Assert.True(info.GetProperty("isFinished").GetBoolean());
        Assert.InRange(info.GetProperty("secondsSinceReport").GetDouble(), 0, 60);
        Assert.Equal(20, info.GetProperty("bestStep").GetInt64());
        Assert.Equal([0L, 32L], info.GetProperty("snapshots").EnumerateArray().Select(step => step.GetInt64()));
        Assert.Equal(
            WatchedProperties.Of([]).Select(property => property.Name),
            info.GetProperty("properties").EnumerateArray().Select(property => property.GetProperty("name").GetString()));
        byte[] numbers = await _server.Client.GetByteArrayAsync(new Uri("/api/runs/tiny/training/log?from=1", UriKind.Relative));
        Assert.Equal([20, 1, 2.25, 2.375, double.NaN, 1100, 40, 2, 2, 2.5, 0.5, 900], MemoryMarshal.Cast<byte, double>(numbers).ToArray());
    }

    [Fact]
    public async Task Snapshot_AnyRequestAboutAText_IsAnsweredWithItsWeights()
    {
        int N = TinyRun.Characters, V = _server.Run.Vocabulary.Count;
        using MemoryTrace expected = Tracer.Read(_young, _server.Run.Vocabulary, _server.Run.Ids, new TraceOptions());
        float[] column = new float[N], logits = new float[N * V], losses = new float[N], predictions = new float[20 * Predictions.Width(2)];
        expected.ReadColumn("layers.1.c", 3, 0, column);
        expected.ReadRows(SiteName.Logits, 0, N, logits);
        expected.ReadColumn(SiteName.Loss, 0, 0, losses);
        Predictions.Read(expected, 50, 20, 2, predictions);
        Assert.Equal(column, await Floats("tiny@32", "test/column?site=layers.1.c&unit=3"));
        Assert.Equal(logits, await Floats("tiny@0", "test/rows?site=logits"));
        Assert.Equal(losses, await Floats("tiny@32", "test/column?site=loss&unit=0"));
        Assert.Equal(predictions, await Floats("tiny@32", "test/predictions?from=50&count=20&top=2"));
        Assert.NotEqual(column, await Floats("tiny", "test/column?site=layers.1.c&unit=3"));
    }

    [Fact]
    public async Task Scores_OfASnapshot_AreCorrelationsWithEachProperty()
    {
        const int From = 20, Count = 200, H = 5;
        float[] scores = await Floats("tiny@32", $"test/scores?site=layers.0.h&from={From}&count={Count}");
        float[] rows = await Floats("tiny@32", $"test/rows?site=layers.0.h&from={From}&count={Count}");
        int[] codes = [.. _server.Run.Ids.Skip(From).Take(Count).Select(id => _server.Run.Vocabulary.Codes[id])];
        IReadOnlyList<TextProperty> properties = WatchedProperties.Of(codes);
        Assert.Equal(properties.Count * H, scores.Length);
        for (int k = 0; k < properties.Count; k++)
        {
            for (int unit = 0; unit < H; unit++)
            {
                float[] column = [.. Enumerable.Range(0, Count).Select(i => rows[i * H + unit])];
                Assert.Equal((float)Correlation.Pearson(column, properties[k].Track), scores[k * H + unit]);
            }
        }
    }

    [Theory]
    [InlineData("/api/runs/tiny@31/texts/test/column?site=layers.0.h&unit=0", "there is no snapshot")]
    [InlineData("/api/runs/none@32/texts/test/column?site=layers.0.h&unit=0", "there is no run")]
    [InlineData("/api/runs/tiny@32/texts/none/column?site=layers.0.h&unit=0", "there is no text")]
    [InlineData("/api/runs/tiny@32", "there is no run")]
    [InlineData("/api/runs/tiny@32/texts/test/scores?site=loss", "there is no site 'loss'")]
    public async Task Snapshot_ThatIsNotThere_IsAProblem(string path, string expected) =>
        Assert.Contains(expected, await _server.Problem(404, path), StringComparison.Ordinal);

    private async Task<float[]> Floats(string run, string question)
    {
        byte[] answer = await _server.Client.GetByteArrayAsync(new Uri($"/api/runs/{run}/texts/{question}", UriKind.Relative));
        return MemoryMarshal.Cast<byte, float>(answer).ToArray();
    }
}
