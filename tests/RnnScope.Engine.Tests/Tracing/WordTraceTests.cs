using RnnScope.Engine.Files;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Sampling;
using RnnScope.Engine.Tests.Files;
using RnnScope.Engine.Text;
using RnnScope.Engine.Tracing;

namespace RnnScope.Engine.Tests.Tracing;

/// <summary>Traces of networks that predict words.</summary>
public sealed class WordTraceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Write_Words_LossIsWhatTheWordCostWhereItStands(int streams)
    {
        using Network network = TinyModel.WordNetwork();
        ushort[] ids = Ids(" the lazy fox  over the dog over the quick ");
        string path = _folder.File("trace.safetensors");
        TraceOptions options = new() { Words = TinyModel.Words, Precision = TensorType.F32, Streams = streams, WarmUp = 14 };
        Tracer.Write(path, network, TinyModel.Vocabulary, ids, options);
        using TraceFile trace = TraceFile.Open(path);
        Assert.Equal(4, trace.Width("logits"));
        Assert.Equal(TinyModel.Words.Words, trace.Words!.Words);
        ushort[] targets = TinyModel.Words.Targets(ids, TinyModel.Vocabulary);
        Assert.Contains(Target.None, targets);
        float[] losses = new float[ids.Length], rows = new float[ids.Length * 5];
        trace.ReadColumn("loss", 0, 0, losses);
        Predictions.Read(trace, 0, ids.Length, 2, rows);
        for (int p = 0; p < ids.Length; p++)
        {
            Assert.Equal(targets[p], trace.TargetAt(p));
            if (targets[p] == Target.None)
            {
                Assert.Equal((float.NaN, float.NaN), (losses[p], rows[5 * p + 4]));
                continue;
            }

            float[] distribution = Predictions.Distribution(trace, p);
            Assert.Equal(distribution[targets[p]], rows[5 * p + 4]);
            Assert.Equal(distribution.Max(), rows[5 * p + 1]);
            Assert.Equal(-Math.Log(distribution[targets[p]]), losses[p], 1e-5);
        }

        Assert.Equal(losses.Where(float.IsFinite).Average(), trace.MeanLoss, 1e-5);
    }

    [Fact]
    public void Read_WithoutTheWords_RecordsLayersOnly()
    {
        using Network network = TinyModel.WordNetwork();
        ushort[] ids = Ids(" the fox");
        using MemoryTrace trace = Tracer.Read(network, TinyModel.Vocabulary, ids, new TraceOptions { Sites = ["layers.1.h"] });
        Assert.Equal(8, trace.Characters);
        Assert.Throws<ArgumentException>(() => Tracer.Read(network, TinyModel.Vocabulary, ids, new TraceOptions()));
        using Network symbols = TinyModel.Network();
        Assert.Throws<ArgumentException>(() => Tracer.Read(symbols, TinyModel.Vocabulary, ids, new TraceOptions { Words = TinyModel.Words }));
    }

    [Fact]
    public void Sampler_NetworkThatPredictsWords_IsRefused()
    {
        using Model model = new("", TinyModel.WordNetwork(), TinyModel.Vocabulary, new Dictionary<string, string>(), TinyModel.Words);
        Assert.Contains("predicts the next symbol", Assert.Throws<ArgumentException>(() => new Sampler(model)).Message);
    }

    private static ushort[] Ids(string text) => TinyModel.Vocabulary.Encode(SymbolReader.Codes(text, SymbolKind.Characters));
}
