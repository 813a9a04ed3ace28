using RnnScope.Analysis.NGrams;
using RnnScope.Engine.Text;

namespace RnnScope.Analysis.Tests.NGrams;

public sealed class NGramBaselineTests
{
    [Theory]
    [InlineData(SplitLayout.Streams)]
    [InlineData(SplitLayout.Contiguous)]
    public void Measure_Corpus_PredictsTheTestPartFromTheTrainingPart(SplitLayout layout)
    {
        string text = string.Concat(Enumerable.Range(0, 400).Select(i => $"{i * i % 97} and {i % 7}, "));
        Corpus corpus = new TextSplit(layout, 4, 10).Apply(SymbolReader.ReadString(text + "§", SymbolKind.Characters, "numbers"));
        NGramResult result = NGramBaseline.Measure(corpus, [3, 1]);

        Assert.Equal("numbers", result.Text);
        Assert.Equal(corpus.Vocabulary.Count, result.Vocabulary);
        Assert.Equal(corpus.Train.Characters, result.TrainingCharacters);
        KneserNeyReference reference = new(corpus.Train.ReadingOrder(), corpus.Vocabulary.Count);
        ushort[] test = corpus.Test.ReadingOrder();
        foreach ((int n, NGramScore score) in new[] { 3, 1 }.Zip(result.Scores))
        {
            double[] expected = [.. test.Select((symbol, i) => reference.Probability(test.AsSpan(0, i), symbol, n))];
            Assert.Equal((n, expected.Count(p => p < 0.5), test.Length), (score.N, score.Errors, score.Characters));
            Assert.Equal(expected.Average(p => -Math.Log(p)), score.LossNats, 1e-9);
        }

        Assert.Equal([(0, true), (1, true), (2, true), (1, false), (3, false)], result.Discounts.Select(used => (used.N, used.IsContinuation)));
    }

    [Fact]
    public void Measure_SymbolsThatTrainingLacks_AreCountedAndCostAFiniteLoss()
    {
        string text = new string('a', 50) + new string('b', 42) + "zzzzzzzz";
        Corpus corpus = new TextSplit(SplitLayout.Contiguous, 1, 1).Apply(SymbolReader.ReadString(text, SymbolKind.Characters));
        NGramResult result = NGramBaseline.Measure(corpus, [2]);
        Assert.Equal(8, result.Unknown);
        Assert.InRange(result.Scores[0].LossNats, 0.1, 20);
    }

    [Fact]
    public void Measure_NoContexts_SaysWhatWasExpected()
    {
        Corpus corpus = new TextSplit(SplitLayout.Contiguous, 1, 1).Apply(SymbolReader.ReadString(new string('a', 50), SymbolKind.Characters));
        Assert.Contains("expected at least one", Assert.Throws<ArgumentException>(() => NGramBaseline.Measure(corpus, [])).Message);
    }
}
