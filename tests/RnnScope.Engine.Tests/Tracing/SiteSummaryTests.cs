using RnnScope.Engine.Files;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Tests.Files;
using RnnScope.Engine.Tracing;

namespace RnnScope.Engine.Tests.Tracing;

public sealed class SiteSummaryTests : IDisposable
{
    private const int Characters = 5 * SiteSummary.Block + 100;
    private const string Site = "layers.1.c";

    private readonly TemporaryFolder _folder = new();
    private readonly Network _network = TinyModel.Network("lstm", 2, 19); // vectors and a rest
    private readonly TraceFile _trace;

    public SiteSummaryTests()
    {
        Tracer.Write(
            _folder.File("text.safetensors"), _network, TinyModel.Vocabulary, TinyModel.Text(Characters),
            new TraceOptions { ModelHash = "abc", Precision = TensorType.F32, Sites = [Site, SiteName.Loss] });
        _trace = TraceFile.Open(_folder.File("text.safetensors"));
    }

    public void Dispose()
    {
        _trace.Dispose();
        _network.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(150)]
    public void Parts_OfACompleteSummary_AreThoseOfTheBlocksTheyTouch(int parts)
    {
        SiteSummary summary = new(_trace, Site);
        summary.Complete(CancellationToken.None);
        Assert.Equal(1, summary.Share);
        foreach (int unit in new[] { 0, 16, 18 })
        {
            float[] values = new float[Characters], found = summary.Parts(unit, parts);
            _trace.ReadColumn(Site, unit, 0, values);
            Assert.Equal(3 * parts, found.Length);
            for (int part = 0; part < parts; part++)
            {
                long from = (long)Characters * part / parts, to = (long)Characters * (part + 1) / parts;
                float[] touched = [.. values.Where((_, i) => i / SiteSummary.Block >= from / SiteSummary.Block && i / SiteSummary.Block <= (to - 1) / SiteSummary.Block)];
                Assert.Equal((touched.Min(), touched.Max()), (found[3 * part], found[3 * part + 1]));
                Assert.Equal(touched.Average(value => (double)value), found[3 * part + 2], 1e-5);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(13)]
    public void Parts_OfLosses_LeaveOutWhatIsNoNumber(int parts)
    {
        SiteSummary summary = new(_trace, SiteName.Loss);
        summary.Complete(CancellationToken.None);
        float[] values = new float[Characters], found = summary.Parts(0, parts);
        _trace.ReadColumn(SiteName.Loss, 0, 0, values);
        Assert.True(float.IsNaN(values[0]));
        for (int part = 0; part < parts; part++)
        {
            int from = (int)((long)Characters * part / parts) / SiteSummary.LossBlock * SiteSummary.LossBlock;
            int to = Math.Min(Characters, ((int)((long)Characters * (part + 1) / parts) - 1) / SiteSummary.LossBlock * SiteSummary.LossBlock + SiteSummary.LossBlock);
            float[] numbers = [.. values[from..to].Where(value => !float.IsNaN(value))];
            Assert.Equal((numbers.Min(), numbers.Max()), (found[3 * part], found[3 * part + 1]));
            Assert.Equal(numbers.Average(value => (double)value), found[3 * part + 2], 1e-5);
        }
    }

    [Fact]
    public void Parts_OfAnUnfinishedSummary_AreOfAGlanceAtTheText()
    {
        SiteSummary summary = new(_trace, Site);
        Assert.Equal(0, summary.Share);
        float[] values = new float[Characters], found = summary.Parts(3, 50);
        _trace.ReadColumn(Site, 3, 0, values);
        for (int part = 0; part < 50; part++)
        {
            float[] seen = values[(Characters * part / 50)..][..48];
            Assert.Equal((seen.Min(), seen.Max()), (found[3 * part], found[3 * part + 1]));
            Assert.Equal(seen.Average(), found[3 * part + 2], 1e-5f);
        }
    }

    [Fact]
    public void Complete_IsKeptBesideTheTrace_AndFoundWhereItFits()
    {
        new SiteSummary(_trace, Site).Complete(CancellationToken.None);
        string kept = _folder.File(Path.Combine("summaries", $"text.{Site}.safetensors"));
        Assert.True(File.Exists(kept));
        SiteSummary again = new(_trace, Site);
        Assert.Equal(1, again.Share);
        SiteSummary other = new(_trace, SiteName.Loss);
        Assert.Equal(0, other.Share);
        other.Complete(CancellationToken.None);
        Assert.True(float.IsFinite(other.Parts(0, 6)[2])); // the first symbol has no loss, the others do

        File.WriteAllText(kept, "damaged");
        Assert.Equal(0, new SiteSummary(_trace, Site).Share);
        new SiteSummary(_trace, Site).Complete(CancellationToken.None);
        Tracer.Write(
            _folder.File("text.safetensors"), _network, TinyModel.Vocabulary, TinyModel.Text(Characters), new TraceOptions { ModelHash = "def", Sites = [Site] });
        using TraceFile changed = TraceFile.Open(_folder.File("text.safetensors"));
        Assert.Equal(0, new SiteSummary(changed, Site).Share);
    }

    [Fact]
    public void Complete_ThatIsStopped_GoesOnWhereItWas()
    {
        SiteSummary summary = new(_trace, Site);
        Assert.Throws<OperationCanceledException>(() => summary.Complete(new CancellationToken(canceled: true)));
        summary.Complete(CancellationToken.None);
        Assert.Equal(1, summary.Share);
        Assert.Throws<ArgumentOutOfRangeException>(() => summary.Parts(19, 5));
        Assert.Throws<SiteException>(() => new SiteSummary(_trace, "layers.7.h"));
    }
}
