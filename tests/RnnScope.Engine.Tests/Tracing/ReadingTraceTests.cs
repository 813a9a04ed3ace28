using RnnScope.Engine.Files;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Tests.Files;
using RnnScope.Engine.Tracing;

namespace RnnScope.Engine.Tests.Tracing;

public sealed class ReadingTraceTests : IDisposable
{
    private const int Characters = 3 * ReadingTrace.Block + 100;

    private readonly TemporaryFolder _folder = new();
    private readonly Network _network = TinyModel.Network();
    private readonly ushort[] _ids = TinyModel.Text(Characters);
    private readonly string _file;
    private readonly MemoryTrace _recorded;

    public ReadingTraceTests()
    {
        _file = _folder.File("model.safetensors");
        ModelFile.Save(_file, _network, TinyModel.Vocabulary);
        _recorded = Tracer.Read(_network, TinyModel.Vocabulary, _ids, new TraceOptions { Title = "a text" });
    }

    public void Dispose()
    {
        _recorded.Dispose();
        _network.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("layers.0.h", 0)]
    [InlineData("logits", 0)]
    [InlineData("layers.1.c", ReadingTrace.Block - 10)]
    [InlineData("layers.0.c", 2 * ReadingTrace.Block + 7)]
    public void Rows_AnyStretch_AreThoseOfReadingFromAWarmUpBeforeItsBlock(string site, int from)
    {
        using ReadingTrace trace = new(_file, _recorded, new ReadingCache());
        int width = trace.Width(site), count = 60;
        float[] rows = new float[count * width], column = new float[count];
        trace.ReadRows(site, from, count, rows);
        trace.ReadColumn(site, width - 1, from, column);
        for (int i = 0; i < count; i++)
        {
            int block = (from + i) / ReadingTrace.Block * ReadingTrace.Block, start = Math.Max(0, block - ReadingPlan.DefaultWarmUp);
            using MemoryTrace read = Tracer.Read(_network, TinyModel.Vocabulary, _ids.AsMemory(start, from + i + 1 - start), new TraceOptions());
            float[] row = new float[width];
            read.ReadRows(site, from + i - start, 1, row);
            Assert.Equal(row, rows.AsSpan(i * width, width));
            Assert.Equal(row[^1], column[i]);
        }
    }

    [Fact]
    public void Losses_OfTheWholeText_AreThoseOfARecording()
    {
        using ReadingTrace trace = new(_file, _recorded, new ReadingCache());
        float[] losses = new float[Characters];
        trace.ReadRows(SiteName.Loss, 0, Characters, losses);
        Assert.Equal(Tracer.Losses(_network, TinyModel.Vocabulary, _ids, new TraceOptions()), losses);
        Assert.True(float.IsNaN(losses[0]) && double.IsNaN(trace.MeanLoss));
    }

    [Fact]
    public void Layers_OfAStretch_AreAllSitesOfThatStretch()
    {
        using ReadingTrace trace = new(_file, _recorded, new ReadingCache());
        using MemoryTrace layers = trace.Layers(700, 40);
        using MemoryTrace read = Tracer.Read(_network, TinyModel.Vocabulary, _ids.AsMemory(200, 540), new TraceOptions());
        Assert.Equal(trace.Sites.Select(site => site.Site).Where(site => site.StartsWith("layers.", StringComparison.Ordinal)), layers.Sites.Select(site => site.Site));
        Assert.Equal(_ids.AsSpan(700, 40), layers.Symbols);
        foreach ((string site, int width) in layers.Sites)
        {
            float[] found = new float[40 * width], expected = new float[40 * width];
            layers.ReadRows(site, 0, 40, found);
            read.ReadRows(site, 500, 40, expected);
            Assert.Equal(expected, found);
        }
    }

    [Fact]
    public void Cache_IsBounded_AndForgetsWhatWasNotAskedForLongest()
    {
        int width = _recorded.Width("layers.0.h");
        ReadingCache cache = new(2L * ReadingTrace.Block * width);
        using ReadingTrace trace = new(_file, _recorded, cache);
        float[] row = new float[width];
        trace.ReadRows("layers.0.h", 0, 1, row);
        trace.ReadRows("layers.0.h", ReadingTrace.Block, 1, row);
        File.Move(_file, _file + ".away");
        trace.ReadRows("layers.0.h", 5, 1, row); // still there, and now the latest
        File.Move(_file + ".away", _file);
        trace.ReadRows("layers.0.h", 2 * ReadingTrace.Block, 1, row);
        Assert.Equal(2L * ReadingTrace.Block * width, cache.Floats);
        File.Delete(_file);
        trace.ReadRows("layers.0.h", 5, 1, row);
        Assert.Throws<RunFileException>(() => trace.ReadRows("layers.0.h", ReadingTrace.Block, 1, row));
    }

    [Fact]
    public void Rows_WeightsOfAnotherNetwork_SaysSo()
    {
        using Network other = TinyModel.Network("gru");
        string file = _folder.File("other.safetensors");
        ModelFile.Save(file, other, TinyModel.Vocabulary);
        using ReadingTrace trace = new(file, _recorded, new ReadingCache());
        RunFileException e = Assert.Throws<RunFileException>(() => trace.ReadRows("layers.0.h", 0, 1, new float[trace.Width("layers.0.h")]));
        Assert.Contains("weights of the network that read the text", e.Message, StringComparison.Ordinal);
    }
}
