using RnnScope.Engine.Files;
using RnnScope.Engine.Text;

namespace RnnScope.Engine.Tests.Text;

public sealed class VocabularyTests
{
    [Fact]
    public void From_Text_IsAscendingWithUnknownLast()
    {
        Vocabulary vocabulary = Of("banana é");
        Assert.Equal([' ', 'a', 'b', 'n', 0xe9, -1], vocabulary.Codes);
        Assert.Equal([1, 3, 1, 2, 1, 0], vocabulary.Counts);
        Assert.Equal(6, vocabulary.Count);
        Assert.Equal(5, vocabulary.UnknownId);
    }

    [Fact]
    public void Encode_Unseen_IsUnknownAndCounted()
    {
        Vocabulary vocabulary = Of("abc");
        Assert.Equal([2, 3, 0, 3, 3], vocabulary.Encode(SymbolReader.Codes("cxa\0\U0001F600", SymbolKind.Characters), out int unknown));
        Assert.Equal(3, unknown);
        Assert.Equal("c\ufffda", vocabulary.Decode([2, 3, 0]));
    }

    [Fact]
    public void From_Nothing_KnowsOnlyTheUnknown()
    {
        Vocabulary vocabulary = Of("");
        Assert.Equal(1, vocabulary.Count);
        Assert.Equal([0, 0], vocabulary.Encode([97, 98], out int unknown));
        Assert.Equal(2, unknown);
        Assert.Equal(1, Vocabulary.FromJson(vocabulary.ToJson(), "m").Count);
    }

    [Fact]
    public void Decode_Bytes_AreReadAsUtf8Leniently()
    {
        Vocabulary vocabulary = Vocabulary.From(SymbolReader.Codes("é😀z", SymbolKind.Bytes), SymbolKind.Bytes);
        ushort[] ids = vocabulary.Encode(SymbolReader.Codes("zé😀", SymbolKind.Bytes));
        Assert.Equal("zé😀", vocabulary.Decode(ids));
        Assert.Equal("z\ufffd\ufffdz", vocabulary.Decode([ids[0], ids[1], vocabulary.UnknownId, ids[0]]));
    }

    [Theory]
    [InlineData(SymbolKind.Characters, 'a', "a")]
    [InlineData(SymbolKind.Characters, ' ', "␣")]
    [InlineData(SymbolKind.Characters, '\n', "\\n")]
    [InlineData(SymbolKind.Characters, 7, "U+0007")]
    [InlineData(SymbolKind.Characters, 0xfeff, "U+FEFF")]
    [InlineData(SymbolKind.Characters, 0x301, "U+0301")]
    [InlineData(SymbolKind.Characters, 0x1f600, "😀")]
    [InlineData(SymbolKind.Bytes, 0xe9, "0xe9")]
    [InlineData(SymbolKind.Bytes, 'a', "a")]
    public void Symbol_Code_CanBeSeen(SymbolKind kind, int code, string expected) =>
        Assert.Equal(expected, Vocabulary.From([code], kind).Symbol(0));

    [Fact]
    public void From_TooManySymbols_IsRefused()
    {
        int[] most = [.. Enumerable.Range(0x10000, Vocabulary.LargestCount - 1)];
        Vocabulary vocabulary = Vocabulary.From(most, SymbolKind.Characters);
        Assert.Equal(65_535, vocabulary.Count);
        Assert.Equal(65_534, vocabulary.UnknownId);
        TextException e = Assert.Throws<TextException>(() => Vocabulary.From([.. most, 1], SymbolKind.Characters));
        Assert.Contains("65535 different symbols", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void From_CodeOutOfRange_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Vocabulary.From([256], SymbolKind.Bytes));

    [Fact]
    public void Json_RoundTrip_IsTheSame()
    {
        Vocabulary vocabulary = Of("\"hello\" \\ world\n😀");
        Vocabulary read = Vocabulary.FromJson(vocabulary.ToJson(), "m");
        Assert.True(read.HasSameSymbols(vocabulary));
        Assert.Equal(vocabulary.Counts, read.Counts);
        Assert.Equal("""{"kind":"bytes","codes":[97,98,-1],"counts":[2,1,0]}""", Vocabulary.From([97, 98, 97], SymbolKind.Bytes).ToJson());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"kind":"words","codes":[-1],"counts":[0]}""")]
    [InlineData("""{"kind":"Bytes","codes":[-1],"counts":[0]}""")]
    [InlineData("""{"kind":"bytes","codes":[],"counts":[]}""")]
    [InlineData("""{"kind":"bytes","codes":[97],"counts":[1]}""")]
    [InlineData("""{"kind":"bytes","codes":[98,97,-1],"counts":[1,1,0]}""")]
    [InlineData("""{"kind":"bytes","codes":[97,97,-1],"counts":[1,1,0]}""")]
    [InlineData("""{"kind":"bytes","codes":[256,-1],"counts":[1,0]}""")]
    [InlineData("""{"kind":"bytes","codes":[-1,-1],"counts":[1,0]}""")]
    [InlineData("""{"kind":"characters","codes":[55296,-1],"counts":[1,0]}""")]
    [InlineData("""{"kind":"characters","codes":[4294967393,-1],"counts":[1,0]}""")]
    [InlineData("""{"kind":"characters","codes":[97,-1],"counts":[1]}""")]
    [InlineData("""{"kind":"characters","codes":[97,-1],"counts":[-1,0]}""")]
    [InlineData("""{"kind":"characters","codes":["a",-1],"counts":[1,0]}""")]
    [InlineData("""{"kind":"\ud800","codes":[-1],"counts":[0]}""")]
    public void FromJson_Damaged_IsRefused(string json) => Assert.Throws<RunFileException>(() => Vocabulary.FromJson(json, "model"));

    private static Vocabulary Of(string text) => Vocabulary.From(SymbolReader.Codes(text, SymbolKind.Characters), SymbolKind.Characters);
}
