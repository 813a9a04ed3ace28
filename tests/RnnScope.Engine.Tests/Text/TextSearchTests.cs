using System.Text.RegularExpressions;
using RnnScope.Engine.Text;

namespace RnnScope.Engine.Tests.Text;

public sealed class TextSearchTests
{
    private const string Sample = "The cat sat; the Cathedral.\nconcatenate 12 cats\n\n  CAT 3456, é 🐈 and 🐈🐈 the end";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("cat", false)]
    [InlineData("Cat", false)]
    [InlineData("the", false)]
    [InlineData("a.*", false)] // no expression
    [InlineData(@"\bcat\w*", true)]
    [InlineData(@"^\s*\S+", true)]
    [InlineData(@"[0-9]+$", true)]
    [InlineData(@"\W\d{2,}", true)]
    [InlineData("a*", true)] // empty matches are none
    public void Find_OfCharacters_IsWhatTheWholeTextHas(string pattern, bool isRegex)
    {
        bool folds = !Regex.Replace(pattern, isRegex ? @"\\." : "$^", "").Any(char.IsUpper);
        MatchCollection expected = Regex.Matches(
            Sample.Replace("🐈", "*"), isRegex ? pattern : Regex.Escape(pattern), RegexOptions.Multiline | (folds ? RegexOptions.IgnoreCase : RegexOptions.None));
        Assert.Equal(expected.Where(match => match.Length > 0).Select(match => (match.Index, match.Length)), Find(Sample, pattern, isRegex));
    }

    [Theory]
    [InlineData("🐈", false, 1)]
    [InlineData("🐈+", true, 2)]
    [InlineData("[🐈]{2}", true, 2)]
    public void Find_CharactersOfTwoUnits_AreOneSymbolEach(string pattern, bool isRegex, int longest)
    {
        IReadOnlyList<(int Position, int Length)> found = Find(Sample, pattern, isRegex);
        int[] codes = SymbolReader.Codes(Sample, SymbolKind.Characters);
        Assert.NotEmpty(found);
        Assert.Equal(longest, found.Max(match => match.Length));
        Assert.All(found, match => Assert.All(codes.Skip(match.Position).Take(match.Length), code => Assert.Equal(0x1F408, code)));
    }

    [Fact]
    public void Find_OfBytes_FindsTheUtf8OfThePattern()
    {
        Vocabulary bytes = Vocabulary.From(SymbolReader.Codes(Sample, SymbolKind.Bytes), SymbolKind.Bytes);
        ushort[] ids = bytes.Encode(SymbolReader.Codes(Sample, SymbolKind.Bytes));
        int e = Array.IndexOf(SymbolReader.Codes(Sample, SymbolKind.Bytes), 0xC3);
        Assert.Equal([(e, 2)], new TextSearch(bytes, "é", false, Limit).Find(ids, 0, 9));
        Assert.Equal([(e, 4)], new TextSearch(bytes, "é .", true, Limit).Find(ids, 0, 9).Select(match => (match.Position, match.Length)));
    }

    [Fact]
    public void Find_FromAPlace_StopsAtTheNumberThatIsWanted()
    {
        IReadOnlyList<(int Position, int Length)> all = Find(Sample, "cat", false);
        Vocabulary vocabulary = Of(Sample, out ushort[] ids);
        TextSearch search = new(vocabulary, "cat", false, Limit);
        Assert.Equal(all.Skip(1).Take(2), search.Find(ids, all[0].Position + 1, 2));
        Assert.Empty(search.Find(ids, ids.Length, 2));
        Assert.Empty(new TextSearch(vocabulary, "Ω", false, Limit).Find(ids, 0, 2));
    }

    [Theory]
    [InlineData("(.)\\1", true, "backtracking")]
    [InlineData("(?<=a)b", true, "backtracking")]
    [InlineData("(", true, "not enough )")]
    [InlineData("", false, "expected a pattern of 1 to 1000 characters, found 0")]
    public void Constructor_PatternThatCannotBe_SaysWhy(string pattern, bool isRegex, string expected) =>
        Assert.Contains(expected, Assert.ThrowsAny<ArgumentException>(() => new TextSearch(Of(Sample, out _), pattern, isRegex, Limit)).Message, StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void Find_AcrossWindows_MissesNothingAndFindsNothingTwice()
    {
        // Lines of 7 never fall in with windows of 1000.
        const int Lines = 5000;
        string line = "ab cde\n";
        Vocabulary vocabulary = Of(line, out ushort[] ids);
        ushort[] text = [.. Enumerable.Range(0, Lines).SelectMany(_ => ids)];
        IReadOnlyList<(int Position, int Length)> found = new TextSearch(vocabulary, @"^ab\b[^\n]*e$", true, Limit) { Window = 1000 }.Find(text, 0, int.MaxValue);
        Assert.Equal(Enumerable.Range(0, Lines).Select(i => (7 * i, 6)), found);
        found = new TextSearch(vocabulary, "de\nab cde\nab c", false, Limit) { Window = 1000 }.Find(text, 0, int.MaxValue);
        Assert.Equal(Enumerable.Range(0, (Lines - 1) / 2).Select(i => 14 * i + 4), found.Select(match => match.Position));
    }

    [Fact]
    public void Find_WithoutTime_Ends()
    {
        Vocabulary vocabulary = Of("ab", out _);
        ushort[] text = new ushort[10_000_000];
        Assert.Throws<TimeoutException>(() => new TextSearch(vocabulary, "a", false, TimeSpan.FromTicks(1)).Find(text, 0, int.MaxValue));
    }

    private static IReadOnlyList<(int Position, int Length)> Find(string text, string pattern, bool isRegex)
    {
        Vocabulary vocabulary = Of(text, out ushort[] ids);
        return new TextSearch(vocabulary, pattern, isRegex, Limit).Find(ids, 0, int.MaxValue);
    }

    private static Vocabulary Of(string text, out ushort[] ids)
    {
        int[] codes = SymbolReader.Codes(text, SymbolKind.Characters);
        Vocabulary vocabulary = Vocabulary.From(codes, SymbolKind.Characters);
        ids = vocabulary.Encode(codes);
        return vocabulary;
    }
}
