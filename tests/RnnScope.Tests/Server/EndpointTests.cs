using System.Runtime.InteropServices;
using RnnScope.Engine.Files;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Tracing;
using RnnScope.Numerics;

namespace RnnScope.Tests.Server;

public sealed class EndpointTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const int N = TinyRun.Characters;

    [Fact]
    public async Task Values_OfTheNetwork_AreThoseOfReadingSymbolBySymbol()
    {
        using Model model = ModelFile.Load(server.Run.Folder.ModelFile);
        using WorkerPool workers = new(1);
        using NetworkPass pass = new(model.Network, 1, 1, workers);
        int V = model.Vocabulary.Count;
        float[] h = await server.Floats("test/rows?site=layers.1.h&from=0&count=300");
        float[] c = await server.Floats("test/column?site=layers.0.c&unit=2&from=0&count=300");
        float[] logits = await server.Floats("test/rows?site=logits&from=0&count=300");
        float[] predictions = await server.Floats("test/predictions?from=0&count=300&top=2");
        float[] probabilities = new float[pass.Logits(0, 0).Length];
        for (int p = 0; p < N; p++)
        {
            pass.Inputs[0] = server.Run.Ids[p];
            pass.Read(1);
            Assert.Equal(pass.Signal(1, 5, 0, 0), h.AsSpan(p * 5, 5));
            Assert.Equal(pass.Signal(0, 4, 0, 0)[2], c[p]);
            Assert.Equal(pass.Logits(0, 0)[..V], logits.AsSpan(p * V, V));
            Softmax.Probabilities(pass.Logits(0, 0), probabilities);
            float best = probabilities.Max();
            Assert.Equal(best, predictions[p * 5 + 1]);
            Assert.Equal(best, probabilities[(int)predictions[p * 5]]);
            Assert.True(predictions[p * 5 + 3] <= best);
            Assert.Equal(p + 1 < N ? probabilities[server.Run.Ids[p + 1]] : float.NaN, predictions[p * 5 + 4]);
            if (p % 100 == 99) Assert.Equal(probabilities[..V], await server.Floats($"test/distribution?at={p}"));
            pass.Carry(1);
        }
    }

    [Fact]
    public async Task Symbols_OfTheText_AreItsIds()
    {
        byte[] bytes = await server.Client.GetByteArrayAsync(new Uri("/api/runs/tiny/texts/test/symbols?from=10&count=20", UriKind.Relative));
        Assert.Equal(server.Run.Ids[10..30], MemoryMarshal.Cast<byte, ushort>(bytes).ToArray());
    }

    [Fact]
    public async Task Statistics_OfASite_AreThoseOfTheTrace()
    {
        float[] statistics = await server.Floats("test/statistics?site=layers.0.f");
        Assert.Equal(MemoryMarshal.Cast<UnitStatistics, float>(server.Trace.Statistics("layers.0.f")).ToArray(), statistics);
        Assert.Equal(5 * 4, statistics.Length);
    }

    [Fact]
    public async Task Loss_OfTheText_IsASite()
    {
        float[] loss = await server.Floats("test/column?site=loss&unit=0");
        Assert.Equal(N, loss.Length);
        Assert.Equal(float.NaN, loss[0]);
        Assert.Equal(server.Trace.MeanLoss, loss[1..].Average(value => (double)value), 1e-6);
        Assert.Equal(loss, await server.Floats("test/rows?site=loss"));
    }

    [Theory]
    [InlineData("from=290&count=50", 290, 10)]
    [InlineData("from=-5&count=8", 0, 3)]
    [InlineData("from=300&count=5", 300, 0)]
    [InlineData("from=9999999999&count=9999999999", 300, 0)]
    [InlineData("from=-9223372036854775808&count=5", 0, 0)]
    [InlineData("from=9223372036854775807&count=9223372036854775807", 300, 0)]
    [InlineData("from=0&count=0", 0, 0)]
    [InlineData("from=7", 7, 293)]
    [InlineData("", 0, 300)]
    public async Task Stretch_OutsideTheText_IsCut(string query, int from, int count)
    {
        float[] rows = new float[count * 5];
        server.Trace.ReadRows("layers.0.h", from, count, rows);
        Assert.Equal(rows, await server.Floats($"test/rows?site=layers.0.h&{query}"));
        Assert.Equal(rows.Where((_, i) => i % 5 == 4), await server.Floats($"test/column?site=layers.0.h&unit=4&{query}"));
        Assert.Equal(count * 11, (await server.Floats($"test/predictions?{query}")).Length);
    }

    [Theory]
    [InlineData(404, "/api/runs/tny", "there is no run 'tny'; did you mean 'tiny'? (expected one of tiny, tiny-2)")]
    [InlineData(404, "/api/runs/tiny/texts/tets/symbols", "there is no text 'tets'; did you mean 'test'?")]
    [InlineData(404, "/api/runs/tiny/texts/test/rows?site=layers.0.hh", "there is no site 'layers.0.hh'; did you mean 'layers.0.h'?")]
    [InlineData(404, "/api/runs/tiny/texts/test/statistics?site=weights", "there is no site 'weights'; the sites are layers.0.i, ")]
    [InlineData(404, "/api/runs/tiny/texts/test/column?site=layers.0.h&unit=5", "there is no unit 5; expected 0 to 4, found 5")]
    [InlineData(404, "/api/runs/tiny/texts/test/distribution?at=300", "there is no position 300; expected 0 to 299, found 300")]
    [InlineData(400, "/api/runs/tiny/texts/test/rows?from=0", "'site' is missing")]
    [InlineData(400, "/api/runs/tiny/texts/test/rows?site=loss&from=x", "'from' is no whole number; expected from=0 or the like, found 'x'")]
    [InlineData(400, "/api/runs/tiny/texts/test/rows?site=loss&count=-1", "'count' is negative")]
    [InlineData(400, "/api/runs/tiny/texts/test/column?site=loss", "'unit' is no whole number")]
    [InlineData(400, "/api/runs/tiny/texts/test/predictions?top=0", "'top' is out of range; expected 1 to 100, found 0")]
    [InlineData(404, "/api/nothing", "there is nothing at /api/nothing")]
    [InlineData(404, "/api/runs/tiny/texts/test/nothing", "there is nothing at /api/runs/tiny/texts/test/nothing")]
    [InlineData(404, "/../../run.json", "there is nothing at /run.json")]
    public async Task Request_ThatCannotBeAnswered_IsAProblem(int status, string path, string expected) =>
        Assert.Contains(expected, await server.Problem(status, path));

    [Fact]
    public async Task Request_OfAnotherMethod_IsAProblem() =>
        Assert.Contains("DELETE is not possible here", await server.Problem(405, new HttpRequestMessage(HttpMethod.Delete, new Uri("/api/runs", UriKind.Relative))));

    [Fact]
    public async Task Requests_ManyAtOnce_GetTheRightAnswers()
    {
        float[] expected = await server.Floats("test/rows?site=layers.0.c");
        await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            if (i % 20 == 0) await server.Type($"the {i} quick brown foxes");
            float[] column = await server.Floats($"test/column?site=layers.0.c&unit={i % 5}");
            Assert.Equal(expected.Where((_, k) => k % 5 == i % 5), column);
            Assert.Equal(expected.Skip(i * 5).Take(5), await server.Floats($"test/rows?site=layers.0.c&from={i}&count=1"));
            Assert.Equal(20, (await server.Floats("test/statistics?site=layers.1.o")).Length);
        }));
    }
}
