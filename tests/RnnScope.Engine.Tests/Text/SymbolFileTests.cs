using System.Text;
using RnnScope.Engine.Tests.Files;
using RnnScope.Engine.Text;
using RnnScope.Numerics;

namespace RnnScope.Engine.Tests.Text;

public sealed class SymbolFileTests : IDisposable
{
    // Nothing is small enough for memory: every text takes the way of a large one.
    private const long NoMemory = -1;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, SymbolKind> Texts => new()
    {
        { "bytes", SymbolKind.Bytes }, { "few", SymbolKind.Characters }, { "many", SymbolKind.Characters }, { "empty", SymbolKind.Bytes },
        { "empty", SymbolKind.Characters },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Open_OnTheDisk_HasTheSymbolsOfTheTextInMemory(string name, SymbolKind kind)
    {
        string path = TextFile(name);
        SymbolText expected = SymbolReader.ReadFile(path, kind);
        ISymbolText text = SymbolReader.Open(path, kind, NoMemory);
        Assert.IsNotType<SymbolText>(text);
        Assert.Equal((expected.Source, expected.Kind, expected.Sha256, (long)expected.Codes.Length), (text.Source, text.Kind, text.Sha256, text.Length));
        Rng rng = new(5);
        foreach ((int from, int count) in Enumerable.Range(0, 50).Select(_ => rng.NextInt(expected.Codes.Length + 1)).Select(from => (from, rng.NextInt(expected.Codes.Length - from + 1))).Prepend((0, expected.Codes.Length)))
        {
            int[] codes = new int[count];
            text.Read(from, codes);
            Assert.Equal(expected.Codes[from..(from + count)], codes);
        }
    }

    [Theory]
    [InlineData(SplitLayout.Streams, SymbolKind.Bytes)]
    [InlineData(SplitLayout.Streams, SymbolKind.Characters)]
    [InlineData(SplitLayout.Contiguous, SymbolKind.Bytes)]
    [InlineData(SplitLayout.Contiguous, SymbolKind.Characters)]
    public void Apply_OnTheDisk_GivesTheWindowsOfTheTextInMemory(SplitLayout layout, SymbolKind kind)
    {
        string path = TextFile("few");
        TextSplit split = new(layout, 7, 311) { Train = 0.6m, Validation = 0.2m };
        Corpus memory = split.Apply(SymbolReader.ReadFile(path, kind)), disk = split.Apply(SymbolReader.Open(path, kind, NoMemory));
        Assert.Equal((memory.Length, memory.UsedLength, memory.Sha256), (disk.Length, disk.UsedLength, disk.Sha256));
        Assert.Equal(memory.Vocabulary.ToJson(), disk.Vocabulary.ToJson());
        Assert.Equal((memory.ValidationUnknown, memory.TestUnknown), (disk.ValidationUnknown, disk.TestUnknown));
        Assert.Equal(layout == SplitLayout.Contiguous, memory.TestUnknown > 0);
        foreach ((StreamPart expected, StreamPart part) in new[] { (memory.Train, disk.Train), (memory.Validation, disk.Validation), (memory.Test, disk.Test) })
        {
            Assert.Equal((expected.Streams, expected.Windows), (part.Streams, part.Windows));
            Assert.Equal(expected.ReadingOrder(), part.ReadingOrder());
            Assert.Equal(expected.ReadingOrder()[..100], part.ReadingOrder(100));
            Assert.Equal(expected.PredictedOrder(), part.PredictedOrder());
            for (int window = 0; window < part.Windows; window++) Assert.Equal(Window(expected, window), Window(part, window));
        }
    }

    [Fact]
    public void Open_Again_UsesTheSymbolFileUntilTheTextOrTheFileIsAnother()
    {
        string path = TextFile("few"), symbols = path + ".symbols";
        ISymbolText first = SymbolReader.Open(path, SymbolKind.Characters, NoMemory);
        DateTime made = new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(symbols, made);
        _ = SymbolReader.Open(path, SymbolKind.Characters, NoMemory);
        Assert.Equal(made, File.GetLastWriteTimeUtc(symbols));
        // Damaged: made again. Whoever has the old one open goes on reading it.
        File.Delete(symbols);
        File.WriteAllText(symbols, "nonsense");
        Assert.Equal(first.Length, SymbolReader.Open(path, SymbolKind.Characters, NoMemory).Length);
        int[] code = new int[1];
        first.Read(0, code);
        Assert.Equal('t', code[0]);
        // Another text under the name: its symbols, not the old ones.
        File.WriteAllText(path, "something else");
        Assert.Equal(14, SymbolReader.Open(path, SymbolKind.Characters, NoMemory).Length);
        Assert.Equal(2, _folder.Names().Length);
    }

    [Fact]
    public void Read_ANumberWithoutACharacter_IsDamage()
    {
        string path = TextFile("few"), symbols = path + ".symbols";
        ISymbolText text = SymbolReader.Open(path, SymbolKind.Characters, NoMemory);
        byte[] bytes = File.ReadAllBytes(symbols);
        bytes[^1] = 255;
        File.WriteAllBytes(symbols, bytes);
        text = SymbolReader.Open(path, SymbolKind.Characters, NoMemory);
        TextException error = Assert.Throws<TextException>(() => text.Read(text.Length - 3, new int[3]));
        Assert.StartsWith(symbols, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData((1 << 18) - 1)]
    [InlineData(1 << 18)]
    [InlineData((1 << 18) + 2)]
    [InlineData(300_000)]
    public void Open_NotUtf8_NamesTheByteAndLeavesNothing(int at)
    {
        byte[] bytes = [.. Enumerable.Repeat((byte)'a', 300_001)];
        bytes[at] = 0xe2;
        string path = _folder.File("bad");
        File.WriteAllBytes(path, bytes);
        TextException inMemory = Assert.Throws<TextException>(() => SymbolReader.Open(path, SymbolKind.Characters));
        TextException onDisk = Assert.Throws<TextException>(() => SymbolReader.Open(path, SymbolKind.Characters, NoMemory));
        Assert.Equal((inMemory.Message, inMemory.Hint), (onDisk.Message, onDisk.Hint));
        Assert.Contains($"byte {at} ", onDisk.Message, StringComparison.Ordinal);
        Assert.Equal(["bad"], _folder.Names());
    }

    [Fact]
    public void Open_TooManyCharacters_SaysWhatToDo()
    {
        string path = _folder.File("all");
        File.WriteAllText(path, string.Concat(Enumerable.Range(0, 70_000).Where(Rune.IsValid).Select(code => new Rune(code).ToString())));
        TextException error = Assert.Throws<TextException>(() => SymbolReader.Open(path, SymbolKind.Characters, NoMemory));
        Assert.Contains("67952 different characters", error.Message, StringComparison.Ordinal);
        Assert.Contains("--symbols bytes", error.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_BytesOfATextThatChanges_StopsInsteadOfReadingAnother(bool isCut)
    {
        string path = TextFile("bytes");
        ISymbolText text = SymbolReader.Open(path, SymbolKind.Bytes, NoMemory);
        text.Read(100, new int[50]);
        DateTime written = File.GetLastWriteTimeUtc(path);
        using (FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
        {
            if (isCut) file.SetLength(120);
            else file.WriteByte(1);
        }

        File.SetLastWriteTimeUtc(path, isCut ? written : written.AddSeconds(7));
        TextException error = Assert.Throws<TextException>(() => text.Read(100, new int[50]));
        Assert.StartsWith($"{path}: the file was changed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Prepare_LargeText_SaysHowFarItIsAndMakesWhatOpenFinds()
    {
        string path = TextFile("many"), made = path + ".symbols";
        Assert.True(SymbolReader.WantsPreparation(path, SymbolKind.Characters, NoMemory));
        Assert.False(SymbolReader.WantsPreparation(path, SymbolKind.Characters));
        Assert.False(SymbolReader.WantsPreparation(path, SymbolKind.Bytes, NoMemory));
        Assert.False(SymbolReader.WantsPreparation(_folder.File("none"), SymbolKind.Characters, NoMemory));
        List<long> reports = [];
        SymbolReader.Prepare(path, reports.Add);
        Assert.Equal(reports.Order(), reports);
        Assert.True(reports.Count > 2);
        // A piece at a time: the last few bytes come with no report of their own.
        Assert.InRange(reports[^1], (2 * new FileInfo(path).Length) - 8, 2 * new FileInfo(path).Length);
        Assert.False(SymbolReader.WantsPreparation(path, SymbolKind.Characters, NoMemory));
        DateTime written = File.GetLastWriteTimeUtc(made);
        SymbolReader.Open(path, SymbolKind.Characters, NoMemory);
        Assert.Equal(written, File.GetLastWriteTimeUtc(made));
    }

    [Fact]
    public void Open_NoFile_SaysSo() =>
        Assert.Contains("there is no such file", Assert.Throws<TextException>(() => SymbolReader.Open(_folder.File("none"), SymbolKind.Bytes, NoMemory)).Message, StringComparison.Ordinal);

    [Fact]
    public void Require_MoreThanThereIs_SaysHowMuch()
    {
        MemoryNeed.Require("a model", 1000, "");
        TextException error = Assert.Throws<TextException>(() => MemoryNeed.Require("a model", 1e18, "use less"));
        Assert.StartsWith("a model: needs 1000000000.0 GB of memory", error.Message, StringComparison.Ordinal);
        Assert.Throws<TextException>(() => MemoryNeed.Array("a text", 1L << 31, 0));
    }

    private static ushort[] Window(StreamPart part, int window)
    {
        ushort[] all = new ushort[2 * part.Streams * part.Steps];
        part.Fill(window, all.AsSpan(0, all.Length / 2), all.AsSpan(all.Length / 2));
        return all;
    }

    /// <summary>Texts longer than the pieces that files are read in, with characters of all lengths across their borders.</summary>
    private string TextFile(string name)
    {
        string path = _folder.File(name + ".txt");
        Rng rng = new(11);
        byte[] bytes = name switch
        {
            "empty" => [],
            "bytes" => [.. Enumerable.Range(0, 70_000).Select(_ => (byte)rng.NextInt(256))],
            "few" => Encoding.UTF8.GetBytes("t" + string.Concat(Enumerable.Range(0, 150_000).Select(i => i % 100 == 99 && i > 120_000 ? "ž" : "ab é€\n😀x"[..].EnumerateRunes().ElementAt(rng.NextInt(8)).ToString()))),
            _ => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 150_000).Select(_ => new Rune(0x20 + rng.NextInt(1000)).ToString()))),
        };
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
