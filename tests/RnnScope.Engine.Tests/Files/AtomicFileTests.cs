using RnnScope.Engine.Files;

namespace RnnScope.Engine.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WriteText_NewAndOld_ReplacesAndLeavesNothingElse()
    {
        string path = _folder.File("a.txt");
        AtomicFile.WriteText(path, "one é");
        AtomicFile.WriteText(path, "two");
        Assert.Equal("two"u8, File.ReadAllBytes(path));
        Assert.Equal(["a.txt"], _folder.Names());
    }

    [Fact]
    public void Write_Fails_KeepsOldAndDeletesTemporary()
    {
        string path = _folder.File("a.txt");
        AtomicFile.WriteText(path, "old");
        Assert.Throws<InvalidDataException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write("half"u8);
            throw new InvalidDataException();
        }));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal(["a.txt"], _folder.Names());
    }

    [Fact]
    public void Write_MissingFolder_IsMade()
    {
        AtomicFile.WriteText(_folder.File("b/c/a.txt"), "x");
        Assert.Equal("x", File.ReadAllText(_folder.File("b/c/a.txt")));
    }

    [Fact]
    public void Write_NameIsAFolder_FailsAndLeavesNothing()
    {
        Directory.CreateDirectory(_folder.File("d"));
        Assert.ThrowsAny<Exception>(() => AtomicFile.WriteText(_folder.File("d"), "x"));
        Assert.Equal(["d"], _folder.Names());
    }
}
