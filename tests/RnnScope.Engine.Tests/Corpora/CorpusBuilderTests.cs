using System.Text;
using RnnScope.Engine.Corpora;
using RnnScope.Engine.Tests.Files;
using RnnScope.Engine.Text;

namespace RnnScope.Engine.Tests.Corpora;

public sealed class CorpusBuilderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Build_AFolder_TakesTextsAndCountsTheRest()
    {
        Write("a.c", "int a;\n");
        Write("sub/b.c", "int b;"); // its last line has no end
        Write("sub/deep/c.c", "\ufeffint ü;\n");
        Write("sub/d.h", "header\n");
        Write("skip/e.c", "int e;\n");
        Write("large.c", new string('x', 1000));
        Write(".hidden/f.c", "hidden");
        Write("empty.c", "");
        Write("binary.c", "a\0b");
        Write("mark.c", "\ufeff");
        Write("latin.c", [(byte)'a', 0xe9, (byte)'b']);
        File.CreateSymbolicLink(_folder.File("in/link.c"), _folder.File("in/a.c"));
        Directory.CreateSymbolicLink(_folder.File("in/loop"), _folder.File("in"));
        CorpusFilter filter = new(["*.c"], ["skip/*"], Largest: 100);
        CorpusResult result = CorpusBuilder.Build([_folder.File("in")], _folder.File("text"), filter, seed: null);
        Assert.Equal("int a;\nint b;\nint ü;\n", File.ReadAllText(_folder.File("text")));
        Assert.Equal((3, 22L), (result.Files, result.Bytes));
        Assert.Equal(SymbolReader.Sha256(_folder.File("text")), result.Sha256);
        Assert.Equal(
            [(LeftOut.Name, 2), (LeftOut.Empty, 2), (LeftOut.Size, 1), (LeftOut.Binary, 1), (LeftOut.NotUtf8, 1), (LeftOut.Link, 2)],
            result.LeftOut.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public void Build_ASeed_DecidesTheOrderOfTheSameFiles()
    {
        for (int i = 0; i < 30; i++) Write($"{i:00}.txt", $"file {i}\n");
        string one = Text(1), again = Text(1), two = Text(2), sorted = Text(null);
        Assert.Equal(one, again);
        Assert.NotEqual(one, two);
        Assert.NotEqual(sorted, one);
        Assert.Equal(string.Concat(Enumerable.Range(0, 30).Select(i => $"file {i}\n")), sorted);
        Assert.Equal(sorted.Split('\n').Order(), one.Split('\n').Order());
    }

    [Fact]
    public void Build_IntoItsOwnFolder_DoesNotReadItself()
    {
        Write("a.txt", "a\n");
        string output = _folder.File("in/text.txt");
        for (int round = 0; round < 2; round++)
        {
            Assert.Equal(1, CorpusBuilder.Build([_folder.File("in"), _folder.File("in/a.txt")], output, new CorpusFilter([], [])).Files);
            Assert.Equal("a\n", File.ReadAllText(output));
        }
    }

    [Theory]
    [InlineData(1 << 17)]
    [InlineData((1 << 17) - 1)]
    [InlineData((1 << 17) + 1)]
    [InlineData(300_000)]
    public void Build_CharactersAcrossPieces_AreWhole(int before)
    {
        string text = new string('a', before - 2) + "é€😀" + new string('b', 200_000) + "\n";
        Write("a.txt", text);
        Write("b.txt", [.. Encoding.UTF8.GetBytes(new string('a', before - 1)), 0xe2, 0x82]);
        CorpusResult result = CorpusBuilder.Build([_folder.File("in")], _folder.File("text"), new CorpusFilter([], []));
        Assert.Equal(text, File.ReadAllText(_folder.File("text")));
        Assert.Equal(1, result.LeftOut[LeftOut.NotUtf8]);
    }

    [Fact]
    public void Build_NothingToTake_SaysWhyAndLeavesNothing()
    {
        Write("a.bin", "\0");
        Write("b.txt", "b");
        TextException error = Assert.Throws<TextException>(() => CorpusBuilder.Build([_folder.File("in")], _folder.File("text"), new CorpusFilter(["*.bin"], [])));
        Assert.Contains("left out: 1 by name, 1 binary", error.Message, StringComparison.Ordinal);
        Assert.Throws<TextException>(() => CorpusBuilder.Build([_folder.File("nowhere")], _folder.File("text"), new CorpusFilter([], [])));
        Assert.Equal(["in"], _folder.Names());
    }

    [Fact]
    public void Build_Cancelled_LeavesTheOldText()
    {
        Write("a.txt", "a");
        File.WriteAllText(_folder.File("text"), "old");
        Assert.Throws<OperationCanceledException>(() => CorpusBuilder.Build(
            [_folder.File("in")], _folder.File("text"), new CorpusFilter([], []), cancellation: new CancellationToken(canceled: true)));
        Assert.Equal("old", File.ReadAllText(_folder.File("text")));
        Assert.Equal(["in", "text"], _folder.Names());
    }

    private string Text(ulong? seed)
    {
        CorpusBuilder.Build([_folder.File("in")], _folder.File("text"), new CorpusFilter([], []), seed);
        return File.ReadAllText(_folder.File("text"));
    }

    private void Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    private void Write(string name, byte[] bytes)
    {
        string path = _folder.File($"in/{name}");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }
}
