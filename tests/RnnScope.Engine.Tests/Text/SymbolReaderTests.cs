using System.Text;
using RnnScope.Engine.Tests.Files;
using RnnScope.Engine.Text;

namespace RnnScope.Engine.Tests.Text;

public sealed class SymbolReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ReadFile_Empty_HasNoSymbols()
    {
        string path = _folder.File("empty");
        File.WriteAllBytes(path, []);
        foreach (SymbolKind kind in Enum.GetValues<SymbolKind>()) Assert.Empty(SymbolReader.ReadFile(path, kind).Codes);
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", SymbolReader.ReadFile(path, SymbolKind.Bytes).Sha256);
        Assert.Equal(SymbolReader.ReadFile(path, SymbolKind.Bytes).Sha256, SymbolReader.Sha256(path));
    }

    [Fact]
    public void Codes_MarkNulAndLineEnds_AreKept()
    {
        byte[] bytes = [0xef, 0xbb, 0xbf, (byte)'a', 0, (byte)'\r', (byte)'\n', 0xc3, 0xa9, 0xf0, 0x9f, 0x98, 0x80];
        Assert.Equal([0xfeff, 'a', 0, '\r', '\n', 0xe9, 0x1f600], SymbolReader.Codes(bytes, SymbolKind.Characters, "t"));
        Assert.Equal(bytes.Select(b => (int)b), SymbolReader.Codes(bytes, SymbolKind.Bytes, "t"));
    }

    [Fact]
    public void Codes_EveryScalarValue_IsItself()
    {
        int[] all = [.. Enumerable.Range(0, 0x110000).Where(Rune.IsValid)];
        byte[] bytes = Encoding.UTF8.GetBytes(string.Concat(all.Select(code => new Rune(code).ToString())));
        Assert.Equal(all, SymbolReader.Codes(bytes, SymbolKind.Characters, "t"));
    }

    [Theory]
    [InlineData(new byte[] { 0x61, 0x62, 0xff }, 2)]
    [InlineData(new byte[] { 0x61, 0x80 }, 1)]
    [InlineData(new byte[] { 0xc3 }, 0)]
    [InlineData(new byte[] { 0x61, 0xe2, 0x82 }, 1)]
    [InlineData(new byte[] { 0xc0, 0x80 }, 0)]
    [InlineData(new byte[] { 0x61, 0xed, 0xa0, 0x80 }, 1)]
    [InlineData(new byte[] { 0xf4, 0x90, 0x80, 0x80 }, 0)]
    [InlineData(new byte[] { 0xff, 0xfe, 0x61, 0 }, 0)]
    public void Codes_NotUtf8_NamesTheByte(byte[] bytes, int at)
    {
        TextException e = Assert.Throws<TextException>(() => SymbolReader.Codes(bytes, SymbolKind.Characters, "a.txt"));
        Assert.StartsWith($"a.txt: not UTF-8 at byte {at} (0x{bytes[at]:x2})", e.Message, StringComparison.Ordinal);
        Assert.Contains("--symbols bytes", e.Hint, StringComparison.Ordinal);
        Assert.Equal(bytes.Length, SymbolReader.Codes(bytes, SymbolKind.Bytes, "a.txt").Length);
    }

    [Fact]
    public void Codes_RandomBytes_AreReadOrRefused()
    {
        Random random = new(7);
        for (int round = 0; round < 2000; round++)
        {
            byte[] bytes = new byte[random.Next(12)];
            random.NextBytes(bytes);
            if (round % 2 == 0)
            {
                for (int i = 0; i < bytes.Length; i++) bytes[i] |= 0x80;
            }

            bool isValid = System.Text.Unicode.Utf8.IsValid(bytes);
            if (isValid)
                Assert.Equal(Encoding.UTF8.GetString(bytes).EnumerateRunes().Select(r => r.Value), SymbolReader.Codes(bytes, SymbolKind.Characters, "t"));
            else
                Assert.Throws<TextException>(() => SymbolReader.Codes(bytes, SymbolKind.Characters, "t"));
        }
    }

    [Fact]
    public void ReadFile_OneLineOf100Megabytes_IsRead()
    {
        string path = _folder.File("line");
        byte[] line = new byte[100_000_000];
        Array.Fill(line, (byte)'x');
        File.WriteAllBytes(path, line);
        Assert.Equal(line.Length, SymbolReader.ReadFile(path, SymbolKind.Characters).Codes.Length);
    }

    [Fact]
    public void ReadFile_AboveTwoGigabytes_IsRefused()
    {
        string path = _folder.File("huge");
        using (FileStream stream = new(path, FileMode.CreateNew)) stream.SetLength(3_000_000_000); // sparse
        TextException e = Assert.Throws<TextException>(() => SymbolReader.ReadFile(path, SymbolKind.Bytes));
        Assert.Contains("3000000000 bytes", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadFile_MissingOrFolder_SaysSo()
    {
        Assert.Contains("no such file", Assert.Throws<TextException>(() => SymbolReader.ReadFile(_folder.File("none"), SymbolKind.Bytes)).Message, StringComparison.Ordinal);
        TextException e = Assert.Throws<TextException>(() => SymbolReader.ReadFile(_folder.Path, SymbolKind.Bytes));
        Assert.Contains("a folder", e.Message, StringComparison.Ordinal);
        Assert.Contains("corpus build", e.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadString_LoneSurrogate_IsReplaced() =>
        Assert.Equal(['a', 0xfffd, 'b'], SymbolReader.ReadString("a\ud800b", SymbolKind.Characters).Codes);
}
