using RnnScope.Engine.Files;
using RnnScope.Engine.Tests.Files;
using RnnScope.Engine.Tracing;

namespace RnnScope.Engine.Tests.Tracing;

public sealed class TraceFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(TensorType.F16)]
    [InlineData(TensorType.F32)]
    public void ReadColumn_ShortAndLong_EqualsRows(TensorType precision)
    {
        const int N = 40_000;
        using TraceFile trace = Planted(N, 3, precision, (row, unit) => row % 1000 / 8f + unit);
        float[] rows = new float[N * 3];
        trace.ReadRows("layers.0.h", 0, N, rows);
        foreach ((int unit, int from, int count) in new[] { (0, 0, N), (2, 1, 20_000), (2, 19_999, N - 19_999), (1, N - 5, 5), (1, 7, 0), (0, 10, 100) })
        {
            float[] column = new float[count];
            trace.ReadColumn("layers.0.h", unit, from, column);
            Assert.Equal(Enumerable.Range(from, count).Select(row => rows[row * 3 + unit]), column);
        }
    }

    [Fact]
    public void Statistics_KnownValues_AreExact()
    {
        using TraceFile trace = Planted(4, 2, TensorType.F32, (row, unit) => unit == 0 ? 1000 + row : row == 0 ? float.NaN : -row);
        UnitStatistics[] statistics = trace.Statistics("layers.0.h").ToArray();
        Assert.Equal(new UnitStatistics(1000, 1003, 1001.5f, MathF.Sqrt(1.25f)), statistics[0]);
        Assert.Equal(new UnitStatistics(-3, -1, -2, (float)Math.Sqrt(2 / 3.0)), statistics[1]);
    }

    [Fact]
    public void Read_OutsideTheText_Throws()
    {
        using TraceFile trace = Planted(10, 2, TensorType.F32, (_, _) => 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => trace.ReadRows("layers.0.h", 9, 2, new float[4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => trace.ReadRows("layers.0.h", -1, 1, new float[2]));
        Assert.Throws<ArgumentException>(() => trace.ReadRows("layers.0.h", 0, 1, new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => trace.ReadColumn("layers.0.h", 2, 0, new float[1]));
        Assert.Throws<SiteException>(() => trace.ReadColumn("loss", 0, 0, new float[1]));
    }

    [Fact]
    public void Open_OtherFiles_SaysWhatIsWrong()
    {
        string model = _folder.File("model");
        using (var network = TinyModel.Network()) ModelFile.Save(model, network, TinyModel.Vocabulary);
        Assert.Contains("expected a trace (format rnnscope-trace-1), found format rnnscope-model-1", Assert.Throws<RunFileException>(() => TraceFile.Open(model)).Message);
        Assert.Contains("found [0]", Refused([new("symbols", TensorType.U16, 0)]));
        Assert.Contains($"expected ids below {TinyModel.Vocabulary.Count}, found 999 at 1", Refused([new("symbols", TensorType.U16, 2)], [0, 999]));
        Assert.Contains(
            "expected site 'layers.0.h' as F16 or F32 [1, width], found F32 [2, 3]",
            Refused([new("symbols", TensorType.U16, 1), new("layers.0.h", TensorType.F32, 2, 3)], [0]));
    }

    private string Refused(TensorDeclaration[] tensors, ushort[]? symbols = null)
    {
        string path = _folder.File("trace");
        using (TensorFileWriter writer = new(path, tensors, Metadata()))
        {
            writer.WriteUInt16("symbols", 0, symbols ?? []);
            if (tensors.Length > 1) writer.WriteFloats(tensors[1].Name, 0, new float[tensors[1].Shape.Aggregate(1, (a, b) => a * (int)b)]);
            writer.Commit();
        }

        return Assert.Throws<RunFileException>(() => TraceFile.Open(path)).Message;
    }

    private TraceFile Planted(int n, int width, TensorType precision, Func<int, int, float> value)
    {
        string path = _folder.File("planted");
        using (TensorFileWriter writer = new(path, [new("symbols", TensorType.U16, n), new("layers.0.h", precision, n, width)], Metadata()))
        {
            writer.WriteUInt16("symbols", 0, new ushort[n]);
            writer.WriteFloats("layers.0.h", 0, [.. Enumerable.Range(0, n * width).Select(i => value(i / width, i % width))]);
            writer.Commit();
        }

        return TraceFile.Open(path);
    }

    private static Dictionary<string, string> Metadata() => new() { ["format"] = TraceFile.Format, ["vocabulary"] = TinyModel.Vocabulary.ToJson() };
}
