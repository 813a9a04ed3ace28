using RnnScope.Engine.Text;

namespace RnnScope.Engine.Tests.Text;

public sealed class TextSplitTests
{
    [Fact]
    public void Streams_LengthOfWarAndPeace_IsThePapersSplit()
    {
        int[] codes = [.. Enumerable.Range(0, 3_258_246).Select(i => (int)((long)i * i % 87))];
        Corpus corpus = Streams(100, 100).Apply(Text(codes));
        Assert.Equal([260, 32, 33], [corpus.Train.Windows, corpus.Validation.Windows, corpus.Test.Windows]);
        Assert.Equal([2_600_000L, 320_000, 330_000], [corpus.Train.Characters, corpus.Validation.Characters, corpus.Test.Characters]);
        Assert.Equal([3_258_246L, 3_250_000], [corpus.Length, corpus.UsedLength]);
        Assert.Equal(2_600_000, corpus.Vocabulary.Counts.Sum());
        // The test part of stream 7: 32,500 symbols per stream, 29,200 of them before the test part.
        Assert.Equal(7 * 32_500 + 29_200, corpus.Test.Position(0, 7, 0));
    }

    [Theory]
    [InlineData(10, 8, 1, 1)]
    [InlineData(320, 256, 32, 32)]
    [InlineData(30, 24, 3, 3)]
    [InlineData(19, 15, 1, 3)]
    public void Streams_Tenths_AreExact(int windows, int train, int validation, int test)
    {
        Corpus corpus = Streams(2, 3).Apply(Text(Ramp(windows * 6 + 5)));
        Assert.Equal([train, validation, test], [corpus.Train.Windows, corpus.Validation.Windows, corpus.Test.Windows]);
    }

    [Theory]
    [InlineData(SplitLayout.Streams, 4, 5, 1003, 0.8, 0.1)]
    [InlineData(SplitLayout.Streams, 1, 1, 10, 0.8, 0.1)]
    [InlineData(SplitLayout.Streams, 3, 7, 2100, 0.9, 0.05)]
    [InlineData(SplitLayout.Streams, 7, 2, 999, 0.34, 0.33)]
    [InlineData(SplitLayout.Contiguous, 4, 5, 1003, 0.8, 0.1)]
    [InlineData(SplitLayout.Contiguous, 1, 1, 10, 0.8, 0.1)]
    [InlineData(SplitLayout.Contiguous, 10, 10, 650, 0.8, 0.1)]
    [InlineData(SplitLayout.Contiguous, 3, 7, 2100, 0.5, 0.25)]
    public void Fill_AnyLayout_MatchesObviousReference(SplitLayout layout, int B, int T, int length, double train, double validation)
    {
        TextSplit split = new(layout, B, T) { Train = (decimal)train, Validation = (decimal)validation };
        Corpus corpus = split.Apply(Text(Ramp(length)));
        foreach ((StreamPart part, List<List<int>> streams, int cut) in Reference(corpus, layout, B, T, length, (decimal)train, (decimal)validation))
        {
            Assert.Equal(streams.Count, part.Streams);
            Assert.Equal(streams[0].Count, part.Windows * T);
            Assert.Equal(streams.Sum(s => (long)s.Count), part.Characters);
            Assert.Equal(streams.SelectMany(s => s).Select(p => Code(corpus, p)), part.ReadingOrder().Select(id => corpus.Vocabulary.Codes[id]));
            int[] predicted = [.. streams.SelectMany(stream => stream).Select(position => (position + 1) % cut)];
            Assert.Equal(predicted, part.PredictedPositions());
            Assert.Equal(predicted.Select(position => Code(corpus, position)), part.PredictedOrder().Select(id => corpus.Vocabulary.Codes[id]));
            ushort[] inputs = new ushort[part.Streams * T];
            ushort[] targets = new ushort[part.Streams * T];
            for (int window = 0; window < part.Windows; window++)
            {
                part.Fill(window, inputs, targets);
                for (int t = 0; t < T; t++)
                {
                    for (int b = 0; b < part.Streams; b++)
                    {
                        int position = streams[b][window * T + t];
                        Assert.Equal(position, part.Position(window, b, t));
                        Assert.Equal(Code(corpus, position), corpus.Vocabulary.Codes[inputs[t * part.Streams + b]]);
                        Assert.Equal(Code(corpus, (position + 1) % cut), corpus.Vocabulary.Codes[targets[t * part.Streams + b]]);
                    }
                }
            }
        }
    }

    [Fact]
    public void Streams_LastTarget_WrapsToTheFirstSymbolOfTheCutText()
    {
        int[] codes = SymbolReader.Codes("abcdefghij" + "z", SymbolKind.Characters);
        Corpus corpus = Streams(1, 1).Apply(Text(codes));
        ushort[] input = new ushort[1];
        ushort[] target = new ushort[1];
        corpus.Test.Fill(corpus.Test.Windows - 1, input, target);
        Assert.Equal("a", corpus.Vocabulary.Decode(target));
    }

    [Fact]
    public void Vocabulary_Unseen_IsCountedPerPart()
    {
        int[] codes = SymbolReader.Codes(new string('a', 79) + "b" + "axxaaaaaaa" + "aaaaayaaaa", SymbolKind.Characters);
        Corpus corpus = new TextSplit(SplitLayout.Contiguous, 2, 5).Apply(Text(codes));
        Assert.Equal(['a', 'b', -1], corpus.Vocabulary.Codes);
        Assert.Equal([79, 1, 0], corpus.Vocabulary.Counts);
        Assert.Equal(2, corpus.ValidationUnknown);
        Assert.Equal(1, corpus.TestUnknown);
        Corpus again = new TextSplit(SplitLayout.Contiguous, 2, 5).Apply(Text(codes), Vocabulary.From(['x'], SymbolKind.Characters));
        Assert.Equal(['x', -1], again.Vocabulary.Codes);
        Assert.Equal(8, again.ValidationUnknown);
    }

    [Fact]
    public void Contiguous_ShortParts_GetFewerStreams()
    {
        Corpus corpus = new TextSplit(SplitLayout.Contiguous, 10, 10).Apply(Text(Ramp(650)));
        Assert.Equal([10, 5], [corpus.Train.Streams, corpus.Train.Windows]);
        Assert.Equal([6, 1], [corpus.Validation.Streams, corpus.Validation.Windows]);
        Assert.Equal(60, corpus.Test.Characters);
    }

    [Theory]
    [InlineData(SplitLayout.Streams)]
    [InlineData(SplitLayout.Contiguous)]
    public void Apply_AnyLength_WorksOrSaysWhatWould(SplitLayout layout)
    {
        foreach ((int B, int T) in new[] { (1, 1), (4, 5), (100, 100), (1, 64), (50_000, 50_000) })
        {
            foreach (int length in new[] { 0, 1, 2, 3, 9, 10, 11, 50, 199, 200, 639, 640, 99_999, 100_000 })
            {
                SymbolText text = Text(Ramp(length));
                TextSplit split = new(layout, B, T);
                if (Try(split, text) is not { } error) continue;
                Assert.StartsWith($"memory: {length} symbols", error.Message, StringComparison.Ordinal);
                // Whatever numbers the hint names, they must do.
                (int? streams, int? steps, int symbols) = Hint(error.Hint);
                if (streams is not null || steps is not null)
                    Assert.Null(Try(split with { Streams = streams ?? B, Steps = steps ?? T }, text));
                else
                    Assert.InRange(length, 0, 9);
                if (symbols is > 0 and < 1_000_000)
                {
                    Assert.Null(Try(split, Text(Ramp(symbols))));
                    Assert.NotNull(Try(split, Text(Ramp(symbols - 1))));
                }
            }
        }
    }

    [Fact]
    public void Apply_WrongArguments_AreRefused()
    {
        SymbolText text = Text(Ramp(1000));
        Assert.Throws<ArgumentException>(() => Streams(0, 5).Apply(text));
        Assert.Throws<ArgumentException>(() => Streams(5, -1).Apply(text));
        Assert.Throws<ArgumentException>(() => (Streams(1, 1) with { Train = 0 }).Apply(text));
        Assert.Throws<ArgumentException>(() => (Streams(1, 1) with { Train = 0.9m }).Apply(text));
        Assert.Throws<ArgumentException>(() => Streams(1, 1).Apply(text, Vocabulary.From([1], SymbolKind.Bytes)));
        StreamPart part = Streams(2, 2).Apply(text).Train;
        Assert.Throws<ArgumentOutOfRangeException>(() => part.Fill(part.Windows, new ushort[4], new ushort[4]));
        Assert.Throws<ArgumentException>(() => part.Fill(0, new ushort[4], new ushort[3]));
    }

    private static TextSplit Streams(int B, int T) => new(SplitLayout.Streams, B, T);

    private static SymbolText Text(int[] codes) => new("memory", SymbolKind.Characters, codes, "");

    /// <summary>Codes that differ nearly everywhere, so that a wrong position shows.</summary>
    private static int[] Ramp(int length) => [.. Enumerable.Range(0, length).Select(i => i % 50_000 + 1)];

    private static int Code(Corpus corpus, int position) =>
        corpus.Vocabulary.Codes.Contains(position % 50_000 + 1) ? position % 50_000 + 1 : Vocabulary.UnknownCode;

    private static TextException? Try(TextSplit split, SymbolText text)
    {
        try
        {
            split.Apply(text);
            return null;
        }
        catch (TextException e)
        {
            return e;
        }
    }

    private static (int? Streams, int? Steps, int Symbols) Hint(string hint)
    {
        return (Number("--streams "), Number("--steps "), Number("text of ") ?? 0);

        int? Number(string before)
        {
            int at = hint.IndexOf(before, StringComparison.Ordinal);
            if (at < 0) return null;
            string digits = string.Concat(hint[(at + before.Length)..].TakeWhile(char.IsDigit));
            return int.TryParse(digits, out int number) ? number : null;
        }
    }

    /// <summary>The positions of each part's streams, written down list by list.</summary>
    private static List<(StreamPart Part, List<List<int>> Streams, int Cut)> Reference(
        Corpus corpus, SplitLayout layout, int B, int T, int length, decimal train, decimal validation)
    {
        List<int> text = [.. Enumerable.Range(0, length)];
        List<List<int>>[] parts = [[], [], []];
        int cut = length;
        if (layout == SplitLayout.Streams)
        {
            int windows = length / (B * T);
            cut = windows * B * T;
            for (int b = 0; b < B; b++)
            {
                List<int> stream = text.GetRange(b * windows * T, windows * T);
                int first = (int)(windows * train) * T;
                int second = (int)(windows * validation) * T;
                parts[0].Add(stream.GetRange(0, first));
                parts[1].Add(stream.GetRange(first, second));
                parts[2].Add(stream.GetRange(first + second, stream.Count - first - second));
            }
        }
        else
        {
            int first = (int)(length * train);
            int second = (int)(length * validation);
            List<int>[] ranges = [text.GetRange(0, first), text.GetRange(first, second), text.GetRange(first + second, length - first - second)];
            for (int i = 0; i < 3; i++)
            {
                int streams = B;
                while (streams * T > ranges[i].Count) streams--;
                int each = ranges[i].Count / streams / T * T;
                for (int b = 0; b < streams; b++) parts[i].Add(ranges[i].GetRange(b * each, each));
            }
        }

        return [(corpus.Train, parts[0], cut), (corpus.Validation, parts[1], cut), (corpus.Test, parts[2], cut)];
    }
}
