using RnnScope.Engine.Files;

namespace RnnScope.Engine.Tests.Files;

public sealed class TrainingLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TrainingLog _log;

    public TrainingLogTests() => _log = new TrainingLog(_folder.File("training.jsonl"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Append_Lines_ReadsBack()
    {
        Assert.Empty(_log.Read());
        TrainingLogLine[] lines = [Line(1), Line(2) with { ValidationLossNats = 1.25 }, Line(3) with { TrainLossNats = double.NaN, GradientNorm = double.PositiveInfinity }];
        foreach (TrainingLogLine line in lines) _log.Append(line);
        Assert.Equal(lines, _log.Read());
        string text = File.ReadAllText(_log.Path);
        Assert.StartsWith("""{"step":1,"epoch":0.5,"trainLossNats":""", text, StringComparison.Ordinal);
        Assert.Equal(3, text.Count(c => c == '\n'));
    }

    [Fact]
    public void Read_LastLineCutShort_IsLeftOut()
    {
        _log.Append(Line(1));
        File.AppendAllText(_log.Path, """{"step":2,"epo""");
        Assert.Equal([Line(1)], _log.Read());
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("")]
    public void Read_DamagedLine_NamesIt(string damage)
    {
        _log.Append(Line(1));
        File.AppendAllText(_log.Path, damage + "\n");
        _log.Append(Line(2));
        RunFileException e = Assert.Throws<RunFileException>(_log.Read);
        Assert.Contains("line 2", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TruncateAfter_LaterAndDamagedLines_AreDropped()
    {
        for (int step = 1; step <= 5; step++) _log.Append(Line(step));
        string whole = File.ReadAllText(_log.Path);
        File.AppendAllText(_log.Path, "\0\0\0\n{\"step\":6");
        _log.TruncateAfter(10);
        Assert.Equal(whole, File.ReadAllText(_log.Path));
        _log.TruncateAfter(3);
        Assert.Equal([Line(1), Line(2), Line(3)], _log.Read());
        _log.Append(Line(4));
        Assert.Equal(4, _log.Read().Count);
        _log.TruncateAfter(0);
        Assert.Empty(_log.Read());
    }

    [Fact]
    public void TruncateAfter_NoFile_DoesNothing()
    {
        _log.TruncateAfter(3);
        Assert.False(File.Exists(_log.Path));
    }

    private static TrainingLogLine Line(long step) => new(step, step / 2.0, 4.5 / step, null, 0.1 * step, 250_000, 2e-3);
}
