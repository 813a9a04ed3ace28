using RnnScope.Engine.Files;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Tests.Files;
using RnnScope.Engine.Text;
using RnnScope.Engine.Tracing;
using RnnScope.Numerics;

namespace RnnScope.Engine.Tests.Tracing;

public sealed class TracerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("lstm", 1)]
    [InlineData("lstm", 2)]
    [InlineData("gru", 777)]
    [InlineData("nested-lstm", 300)]
    public void Write_OneStream_EqualsReadingSymbolBySymbol(string unit, int characters)
    {
        using Network network = TinyModel.Network(unit);
        ushort[] ids = TinyModel.Text(characters);
        using TraceFile trace = Write(network, ids, new TraceOptions { Precision = TensorType.F32, Title = "a text" });

        Assert.Equal(ids, trace.Symbols);
        Assert.Equal("a text", trace.Title);
        Assert.Equal("one continuous text from a zero state", trace.Reading);
        Dictionary<string, float[]> expected = SymbolBySymbol(network, ids);
        Assert.Equal(expected.Keys.Order(), trace.Sites.Select(site => site.Site).Order());
        foreach ((string site, int width) in trace.Sites) Assert.Equal(expected[site], Rows(trace, site, 0, characters));
    }

    [Fact]
    public void Read_InMemory_EqualsTheFile()
    {
        using Network network = TinyModel.Network();
        ushort[] ids = TinyModel.Text(321);
        TraceOptions options = new() { Precision = TensorType.F32, Streams = 1 };
        using TraceFile file = Write(network, ids, options);
        using MemoryTrace memory = Tracer.Read(network, TinyModel.Vocabulary, ids, options);
        foreach ((string site, int width) in file.Sites)
        {
            Assert.Equal(Rows(file, site, 0, 321), Rows(memory, site, 0, 321));
            Assert.Equal(file.Statistics(site), memory.Statistics(site));
            float[] a = new float[100], b = new float[100];
            file.ReadColumn(site, width - 1, 50, a);
            memory.ReadColumn(site, width - 1, 50, b);
            Assert.Equal(a, b);
        }

        Assert.Equal(file.MeanLoss, memory.MeanLoss);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public void Write_Segments_AgreeOnceWarm(int streams)
    {
        // Small weights forget fast: after 100 symbols nothing is left of the state that a segment started from.
        using Network network = TinyModel.Network(bound: 0.2f);
        ushort[] ids = TinyModel.Text(1234);
        using TraceFile one = Write(network, ids, new TraceOptions { Precision = TensorType.F32, Streams = 1 });
        using TraceFile many = Write(network, ids, new TraceOptions { Precision = TensorType.F32, Streams = streams, WarmUp = 100 }, "many");
        Assert.Contains($"{streams} segments", many.Reading);
        foreach ((string site, _) in one.Sites)
        {
            float[] expected = Rows(one, site, 0, ids.Length), actual = Rows(many, site, 0, ids.Length);
            for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-5f);
        }

        // The first segment is read from a zero state and is exact.
        int exact = ids.Length / streams;
        Assert.Equal(Rows(one, "layers.1.c", 0, exact), Rows(many, "layers.1.c", 0, exact));
    }

    [Theory]
    [InlineData(2, TensorType.F16)]
    [InlineData(3, TensorType.F32)]
    [InlineData(9, TensorType.F16)] // more than there are segments
    public void Write_Segments_DoNotDependOnThreads(int threads, TensorType precision)
    {
        using Network network = TinyModel.Network();
        ushort[] ids = TinyModel.Text(2000);
        TraceOptions options = new() { Streams = 5, WarmUp = 20, Threads = 1, Precision = precision };
        using TraceFile one = Write(network, ids, options);
        using TraceFile many = Write(network, ids, options with { Threads = threads }, "many");
        Assert.Equal(File.ReadAllBytes(one.Path), File.ReadAllBytes(many.Path));
    }

    [Theory]
    [InlineData(TensorType.F16)]
    [InlineData(TensorType.F32)]
    public void Write_LongSegments_AreWholeAcrossPieces(TensorType precision)
    {
        // So many rows are written in several pieces, whose ends fall inside of rows.
        using Network network = TinyModel.Network("rnn", layers: 1, units: 37);
        ushort[] ids = TinyModel.Text(7000);
        TraceOptions options = new() { Precision = precision, Streams = 1, Threads = 2 };
        using TraceFile file = Write(network, ids, options);
        using MemoryTrace memory = Tracer.Read(network, TinyModel.Vocabulary, ids, options);
        foreach ((string site, _) in file.Sites)
        {
            float[] expected = Rows(memory, site, 0, ids.Length);
            if (precision == TensorType.F16) expected = [.. expected.Select(value => (float)(Half)value)];
            Assert.Equal(expected, Rows(file, site, 0, ids.Length));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Losses_AnyThreads_AreThoseOfATrace(int threads)
    {
        using Network network = TinyModel.Network();
        ushort[] ids = TinyModel.Text(1000);
        TraceOptions options = new() { Precision = TensorType.F32, Streams = 5, WarmUp = 50, Threads = threads };
        using TraceFile file = Write(network, ids, options);
        Assert.Equal(Rows(file, SiteName.Loss, 0, 1000), Tracer.Losses(network, TinyModel.Vocabulary, ids, options));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 2)]
    public void Write_ATextOnTheDisk_IsTheFileOfTheOneInMemory(int streams, int threads)
    {
        using Network network = TinyModel.Network();
        Rng rng = new(9);
        string text = string.Concat(Enumerable.Range(0, 3000).Select(_ => (TinyModel.Training + "€")[rng.NextInt(TinyModel.Training.Length + 1)]));
        string path = _folder.File("text.txt");
        File.WriteAllText(path, text);
        TraceOptions options = new() { Streams = streams, WarmUp = 100, Threads = threads };
        ISymbolText inMemory = SymbolReader.Open(path, SymbolKind.Characters), onDisk = SymbolReader.Open(path, SymbolKind.Characters, largest: 0);
        Assert.IsNotType<SymbolText>(onDisk);
        foreach ((string name, ISymbolText source) in new[] { ("memory", inMemory), ("disk", onDisk) })
            Tracer.Write(_folder.File(name), network, TinyModel.Vocabulary, source.Encode(TinyModel.Vocabulary, source.Length), options);
        Assert.Equal(File.ReadAllBytes(_folder.File("memory")), File.ReadAllBytes(_folder.File("disk")));

        using TraceFile trace = TraceFile.Open(_folder.File("disk"));
        TraceSummary summary = TraceSummary.Of(_folder.File("disk"));
        Assert.Equal((trace.Title, (long)trace.Characters, (long)trace.Unknown, trace.Reading, trace.MeanLoss), (summary.Title, summary.Characters, summary.Unknown, summary.Reading, summary.MeanLoss));
        Assert.Equal(trace.Sites.Select(site => site.Site), summary.Sites);
        Assert.Equal(text.Count(c => c == '€'), summary.Unknown);
    }

    [Fact]
    public void Write_Float16_RoundsToTheNearestHalf()
    {
        using Network network = TinyModel.Network();
        ushort[] ids = TinyModel.Text(50);
        using TraceFile exact = Write(network, ids, new TraceOptions { Precision = TensorType.F32 });
        using TraceFile rounded = Write(network, ids, new TraceOptions(), "rounded");
        foreach ((string site, _) in exact.Sites)
            Assert.Equal(Rows(exact, site, 0, 50).Select(value => (float)(Half)value), Rows(rounded, site, 0, 50));
    }

    [Fact]
    public void Write_SomeSites_RecordsOnlyThose()
    {
        using Network network = TinyModel.Network();
        using TraceFile trace = Write(network, TinyModel.Text(20), new TraceOptions { Sites = ["layers.1.c", "layers.0.f"] });
        Assert.Equal([("layers.0.f", 5), ("layers.1.c", 5)], trace.Sites);
        Assert.True(double.IsNaN(trace.MeanLoss));
        SiteException e = Assert.Throws<SiteException>(() => trace.Width("layers.1.d"));
        Assert.Equal("there is no site 'layers.1.d'", e.Message);
        Assert.Equal("did you mean 'layers.1.c'?", e.Hint);
    }

    [Fact]
    public void Write_WrongRequests_AreRefusedAndLeaveNothing()
    {
        using Network network = TinyModel.Network();
        Assert.Throws<SiteException>(() => Write(network, TinyModel.Text(20), new TraceOptions { Sites = ["layers.2.h"] }));
        Assert.Throws<ArgumentException>(() => Write(network, [], new TraceOptions()));
        Assert.Throws<ArgumentException>(() => Write(network, [(ushort)TinyModel.Vocabulary.Count], new TraceOptions()));
        Assert.Throws<ArgumentException>(() => Write(network, TinyModel.Text(20), new TraceOptions { Streams = 3, WarmUp = 10 }));
        Assert.Throws<ArgumentException>(() => Write(network, TinyModel.Text(20), new TraceOptions { Precision = TensorType.U8 }));
        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => Tracer.Write(
            _folder.File("a"), network, TinyModel.Vocabulary, TinyModel.Text(20), new TraceOptions(), null, cancelled.Token));
        Assert.Empty(_folder.Names());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Write_Progress_EndsAtTheLength(int threads)
    {
        using Network network = TinyModel.Network();
        List<long> reports = [];
        TraceOptions options = new() { Streams = 2, Threads = threads };
        Tracer.Write(_folder.File("a"), network, TinyModel.Vocabulary, TinyModel.Text(1500), options, reports.Add);
        Assert.Equal(reports.Order(), reports);
        Assert.Equal(1500, reports[^1]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Write_AWorkerFails_PassesItsExceptionOnAndLeavesNothing(int threads)
    {
        using Network network = TinyModel.Network();
        TraceOptions options = new() { Streams = 3, Threads = threads };
        IOException failure = Assert.Throws<IOException>(() => Tracer.Write(
            _folder.File("a"), network, TinyModel.Vocabulary, TinyModel.Text(3000), options,
            recorded => throw new IOException($"planted after {recorded}")));
        Assert.StartsWith("planted", failure.Message, StringComparison.Ordinal);
        using CancellationTokenSource cancelled = new();
        Assert.Throws<OperationCanceledException>(() => Tracer.Write(
            _folder.File("a"), network, TinyModel.Vocabulary, TinyModel.Text(3000), options, _ => cancelled.Cancel(), cancelled.Token));
        Assert.Empty(_folder.Names());
    }

    private static float[] Rows(Trace trace, string site, int from, int count)
    {
        float[] rows = new float[count * trace.Width(site)];
        trace.ReadRows(site, from, count, rows);
        return rows;
    }

    private TraceFile Write(Network network, ushort[] ids, TraceOptions options, string name = "trace")
    {
        string path = _folder.File($"{name}.safetensors");
        Tracer.Write(path, network, TinyModel.Vocabulary, ids, options);
        return TraceFile.Open(path);
    }

    /// <summary>The slow, obvious way: one stream, one step at a time.</summary>
    private static Dictionary<string, float[]> SymbolBySymbol(Network network, ushort[] ids)
    {
        IReadOnlyList<Site> sites = SiteName.AllOf(network.Shape);
        Dictionary<string, float[]> values = sites.ToDictionary(site => site.Name, site => new float[ids.Length * site.Width]);
        using WorkerPool workers = new(1);
        using NetworkPass pass = new(network, 1, 1, workers);
        values["loss"][0] = float.NaN;
        for (int p = 0; p < ids.Length; p++)
        {
            pass.Inputs[0] = ids[p];
            pass.Read(1);
            foreach (Site site in sites.Where(site => site.Layer >= 0))
                pass.Signal(site.Layer, site.Signal, 0, 0).CopyTo(values[site.Name].AsSpan(p * site.Width));
            pass.Logits(0, 0)[..network.Shape.Symbols].CopyTo(values["logits"].AsSpan(p * network.Shape.Symbols));
            if (p + 1 < ids.Length) values["loss"][p + 1] = (float)Softmax.Loss(pass.Logits(0, 0).ToArray(), ids[p + 1]);
            pass.Carry(1);
        }

        return values;
    }
}
