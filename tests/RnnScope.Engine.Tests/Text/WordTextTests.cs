using RnnScope.Engine.Text;

namespace RnnScope.Engine.Tests.Text;

public sealed class WordTextTests
{
    [Theory]
    [InlineData(TextFilter.None, "the cat", " the cat")]
    [InlineData(TextFilter.None, "\n the\t\r\n  cat,\u00a0It's ", " the cat, It's ")]
    [InlineData(TextFilter.None, "", "")]
    [InlineData(TextFilter.None, " \n", "")]
    [InlineData(TextFilter.Letters, "Über-Größe 42 Mal, λΌΓΟΣ.", " über größe mal λόγοσ ")]
    [InlineData(TextFilter.Letters, "e\u0301te\u0301", " e\u0301te\u0301")]
    [InlineData(TextFilter.Text8, "Born in 1912, they don't.", " born in one nine one two they don t ")]
    [InlineData(TextFilter.Text8, "in 19", " in one nine")]
    [InlineData(TextFilter.Text8, "a7b", " a seven b")]
    [InlineData(TextFilter.Text8, "naïve", " na ve")]
    [InlineData(TextFilter.Text8, " anarchism originated as", " anarchism originated as")]
    public void Of_Text_IsWordsWithOneSpaceBeforeEach(TextFilter filter, string text, string expected)
    {
        int[] codes = SymbolReader.Codes(text, SymbolKind.Characters);
        Assert.Equal(SymbolReader.Codes(expected, SymbolKind.Characters), WordText.Of(codes, filter).ToArray());
    }

    [Fact]
    public void Of_ManyDigits_GrowsBeyondTheText() =>
        Assert.Equal(4 * 6, WordText.Of(SymbolReader.Codes("7777", SymbolKind.Characters), TextFilter.Text8).Length);

    [Theory]
    [InlineData(" aa bb cc", 6, " aa bb| cc")]
    [InlineData(" aa bb cc", 5, " aa| bb| cc")]
    [InlineData(" aa bb cc", 9, " aa bb cc")]
    [InlineData(" aa bbbbbb cc d", 6, " aa| cc d")]
    [InlineData(" aaaaaa", 6, "")]
    [InlineData(" aaaaa", 6, " aaaaa")]
    [InlineData(" aaa b ", 6, " aaa b")]
    [InlineData("", 6, "")]
    public void Pack_Words_AreNeverSplit(string text, int steps, string expected)
    {
        int[] codes = [.. text.Select(letter => (int)letter)];
        Assert.Equal(expected, string.Join('|', WordSplit.Pack(codes, steps).Select(o => text.Substring(o.Start, o.Length))));
    }

    [Theory]
    [InlineData("Red,  tile", TextFilter.Letters, "0 0 1 2 5 6 7 8 9")] // no space before the first word; the last of three before the next
    [InlineData("  it's ", TextFilter.None, "1 2 3 4 5 6")]
    [InlineData("a1b ", TextFilter.Text8, "0 0 1 1 1 1 2 2 3")]
    [InlineData("17", TextFilter.Text8, "0 0 0 0 1 1 1 1 1 1")]
    [InlineData("42", TextFilter.Letters, "")]
    public void WithOrigins_AnyFilter_KnowsWhereSymbolsComeFrom(string text, TextFilter filter, string expected)
    {
        int[] codes = SymbolReader.Codes(text, SymbolKind.Characters);
        ReadOnlyMemory<int> words = WordText.WithOrigins(codes, filter, out ReadOnlyMemory<int> origins);
        Assert.Equal(WordText.Of(codes, filter).ToArray(), words.ToArray());
        Assert.Equal(expected, string.Join(' ', origins.ToArray()));
    }

    [Fact]
    public void Targets_TinyText_AreTheWordsByHand()
    {
        // "the" 3 times, "cat" 2, "sat" 2 (later in the alphabet), "mat" once: beyond the three most frequent.
        Vocabulary vocabulary = Vocabulary.From(SymbolReader.Codes(" catshem", SymbolKind.Characters), SymbolKind.Characters);
        WordVocabulary words = WordVocabulary.MostFrequent(
            TextFilter.None, new Dictionary<string, long> { ["mat"] = 1, ["sat"] = 2, ["the"] = 3, ["cat"] = 2 }, 3);
        Assert.Equal(["the", "cat", "sat"], words.Words);
        Assert.Equal([3, 2, 2], words.Counts);
        const int No = Target.None;
        int[] expected = [0, 0, 0, 0, No, No, No, No, 2, 2, 2, 2, No, No, No, No, No];
        Assert.Equal(expected, words.Targets(Ids(" the mat sat sa? ", vocabulary), vocabulary).Select(id => (int)id));
        // Without the space before the first word, and a word that only begins like one of them.
        Assert.Equal([1, 1, 1, No, No, No], words.Targets(Ids("cat th", vocabulary), vocabulary).Select(id => (int)id));
    }

    [Fact]
    public void FromJson_WhatToJsonWrites_IsTheSame()
    {
        WordVocabulary words = WordVocabulary.MostFrequent(
            TextFilter.Letters, new Dictionary<string, long> { ["\"quoted\\"] = 7, ["𝔘nicode"] = 2, ["été"] = 2 }, 10);
        WordVocabulary read = WordVocabulary.FromJson(words.ToJson(), "file");
        Assert.Equal(words.Words, read.Words);
        Assert.Equal(words.Counts, read.Counts);
        Assert.Equal(TextFilter.Letters, read.Filter);
        Assert.Equal(1, read.Find("été"));
        Assert.Equal(Target.None, read.Find("ete"));
    }

    private static ushort[] Ids(string text, Vocabulary vocabulary) => vocabulary.Encode(SymbolReader.Codes(text, SymbolKind.Characters));
}
