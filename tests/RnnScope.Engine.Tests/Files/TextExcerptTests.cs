using RnnScope.Engine.Files;

namespace RnnScope.Engine.Tests.Files;

public sealed class TextExcerptTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Save_Text_LoadsTheSame()
    {
        string path = RunFolder.Create(_folder.Path, "run").TextFile("test");
        TextExcerpt.Save(path, [0, 3, 1, 3], "test part", 2);
        TextExcerpt text = TextExcerpt.Load(path, 4);
        Assert.Equal(("test part", 2), (text.Title, text.Unknown));
        Assert.Equal([0, 3, 1, 3], text.Ids);
        Assert.EndsWith(Path.Combine("run", "texts", "test.safetensors"), path);
    }

    [Fact]
    public void Load_WrongFiles_SaysWhat()
    {
        string path = _folder.File("a");
        Assert.Contains("found nothing", Assert.Throws<RunFileException>(() => TextExcerpt.Load(path, 4)).Message);
        TextExcerpt.Save(path, [0, 9], "a", 0);
        Assert.Contains("expected ids below 4, found 9 at 1", Assert.Throws<RunFileException>(() => TextExcerpt.Load(path, 4)).Message);
        TextExcerpt.Save(path, [], "a", 0);
        Assert.Contains("found [0]", Assert.Throws<RunFileException>(() => TextExcerpt.Load(path, 4)).Message);
        using (TensorFileWriter writer = new(path, [new TensorDeclaration("symbols", TensorType.U16, 0)])) writer.Commit();
        Assert.Contains("found format none", Assert.Throws<RunFileException>(() => TextExcerpt.Load(path, 4)).Message);
    }
}
