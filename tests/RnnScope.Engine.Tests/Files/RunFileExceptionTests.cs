using RnnScope.Engine.Files;

namespace RnnScope.Engine.Tests.Files;

public sealed class RunFileExceptionTests
{
    [Fact]
    public void Message_Parts_IsOneLineWithAllThree()
    {
        RunFileException e = new("runs/a\nb", "a\r\nheader", "x\u2028y", "do this");
        Assert.Equal("runs/a b: expected a  header, found x y", e.Message);
        Assert.Equal("runs/a\nb", e.Path);
        Assert.Equal("do this", e.Hint);
    }

    [Fact]
    public void Message_LongPart_IsCut()
    {
        RunFileException e = new("a", "b", new string('x', 100_000));
        Assert.InRange(e.Message.Length, 300, 400);
    }
}
