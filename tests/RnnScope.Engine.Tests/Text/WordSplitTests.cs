using System.Globalization;
using RnnScope.Engine.Text;

namespace RnnScope.Engine.Tests.Text;

public sealed class WordSplitTests
{
    private const int Streams = 4, Steps = 24;

    [Fact]
    public void Apply_ManyWords_PutsEveryObservationIntoOnePart()
    {
        WordCorpus corpus = Split.Apply(Text(400));
        int all = WordSplit.Pack(WordText.Of(Text(400).Codes, TextFilter.None).Span, Steps).Length;
        Assert.Equal(all, corpus.Train.Observations + corpus.Validation.Observations + corpus.Test.Observations);
        Assert.Equal(((int)(all * 0.8), (int)(all * 0.1)), (corpus.Train.Observations, corpus.Validation.Observations));
        string[] words = [.. new[] { corpus.Train, corpus.Validation, corpus.Test }
            .SelectMany(part => corpus.Vocabulary.Decode(part.ReadingOrder()).Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        Assert.Equal(Words(400).Order(StringComparer.Ordinal), words.Order(StringComparer.Ordinal));
        // Validation and test part are in the order of the text; the training part is not.
        Assert.Equal(Numbers(corpus, corpus.Test).Order(), Numbers(corpus, corpus.Test));
        Assert.NotEqual(Numbers(corpus, corpus.Train).Order(), Numbers(corpus, corpus.Train));
    }

    [Fact]
    public void Fill_AllWindows_GivesEachObservationFromItsBeginning()
    {
        WordCorpus corpus = Split.Apply(Text(400));
        WordPart part = corpus.Train;
        Assert.False(part.CarriesState);
        Assert.True(part.Observations % Streams != 0, "the last window should not be full");
        ushort[] inputs = new ushort[Streams * Steps], targets = new ushort[Streams * Steps], order = part.ReadingOrder(), expected = part.TargetOrder();
        int at = 0, counted = 0;
        for (int window = 0; window < part.Windows; window++)
        {
            Assert.Equal(new PartCount(at, counted), part.CountBefore(window));
            part.Fill(window, inputs, targets);
            for (int stream = 0; stream < Streams; stream++)
            {
                int length = window * Streams + stream < part.Observations ? part.Length(window * Streams + stream) : 0;
                for (int step = 0; step < Steps; step++)
                {
                    int place = step * Streams + stream;
                    if (step < length) Assert.Equal((order[at + step], expected[at + step]), (inputs[place], targets[place]));
                    else Assert.Equal(Target.None, targets[place]);
                }

                counted += expected.AsSpan(at, length).ToArray().Count(target => target != Target.None);
                at += length;
            }
        }

        Assert.Equal(order.Length, at);
        Assert.Equal(new PartCount(at, counted), ((ITextPart)part).Total);
    }

    [Fact]
    public void Apply_AnyStreams_DividesAlike()
    {
        WordCorpus one = Split.Apply(Text(400)), other = (Split with { Streams = 7, Words = 3 }).Apply(Text(400));
        Assert.Equal(one.Test.ReadingOrder(), other.Test.ReadingOrder());
        Assert.Equal(one.Train.ReadingOrder(), other.Train.ReadingOrder());
        Assert.Equal(3, other.Words.Count);
    }

    [Fact]
    public void Apply_WordsOfTheTestPart_AreNotCounted()
    {
        WordCorpus corpus = Split.Apply(Text(400));
        HashSet<string> trained = [.. corpus.Vocabulary.Decode(corpus.Train.ReadingOrder()).Split(' ')];
        Assert.All(corpus.Words.Words, word => Assert.Contains(word, trained));
        Assert.Contains(Target.None, corpus.Test.TargetOrder());
    }

    [Theory]
    [InlineData("a b", "1 observations of up to 24 characters leave 0 for training")]
    [InlineData("", "0 observations")]
    public void Apply_TextThatIsTooShort_SaysSo(string text, string expected)
    {
        TextException e = Assert.Throws<TextException>(() => Split.Apply(SymbolReader.ReadString(text, SymbolKind.Characters)));
        Assert.Contains(expected, e.Message);
        Assert.NotEmpty(e.Hint);
    }

    [Fact]
    public void Apply_OneWordOnly_SaysSo()
    {
        SymbolText text = SymbolReader.ReadString(string.Concat(Enumerable.Repeat("same ", 200)), SymbolKind.Characters);
        Assert.Contains("the training part has 1 different words", Assert.Throws<TextException>(() => Split.Apply(text)).Message);
    }

    [Fact]
    public void Apply_WrongRequests_Throw()
    {
        Assert.Throws<ArgumentException>(() => (Split with { Words = 1 }).Apply(Text(400)));
        Assert.Throws<ArgumentException>(() => (Split with { Steps = 1 }).Apply(Text(400)));
        Assert.Throws<ArgumentException>(() => (Split with { Train = 0.9m, Validation = 0.1m }).Apply(Text(400)));
        Assert.Contains("--symbols characters", Assert.Throws<ArgumentException>(
            () => Split.Apply(SymbolReader.ReadString("a b c", SymbolKind.Bytes))).Message);
        Assert.Throws<ArgumentException>(() => new TextSplit(SplitLayout.Observations, 1, 5).Apply(Text(400)));
    }

    private static WordSplit Split => new(TextFilter.None, 300, Streams, Steps) { Train = 0.8m, Validation = 0.1m };

    /// <summary>Words that say where in the text they are, and one that all parts have.</summary>
    private static IEnumerable<string> Words(int count) =>
        Enumerable.Range(0, count).SelectMany(number => (string[])[$"{(number % 3 == 0 ? "x" : "word")}{number}", .. number % 4 == 0 ? ["the"] : Array.Empty<string>()]);

    private static SymbolText Text(int words) => SymbolReader.ReadString(string.Join(" ", Words(words)), SymbolKind.Characters);

    private static int[] Numbers(WordCorpus corpus, WordPart part) =>
    [
        .. corpus.Vocabulary.Decode(part.ReadingOrder()).Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word != "the")
            .Select(word => int.Parse(word.TrimStart('w', 'o', 'r', 'd', 'x'), CultureInfo.InvariantCulture)),
    ];
}
