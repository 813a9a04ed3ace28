using System.Text;
using RnnScope.Analysis.Dynamics;
using RnnScope.Analysis.NGrams;
using RnnScope.Analysis.Scores;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Engine.Tracing;

namespace RnnScope.Analysis.Tests.Dynamics;

public sealed class ModelDistributionsTests
{
    private const string Sentences = "the quick brown fox jumps over the lazy dog, twice; then it rests. ";
    private static readonly SymbolText Text = SymbolReader.ReadString(string.Concat(Enumerable.Repeat(Sentences, 30)), SymbolKind.Characters);
    private static readonly Corpus Corpus = new TextSplit(SplitLayout.Streams, 4, 10).Apply(Text);

    /// <summary>All of the test part (4 streams of 50 symbols); then windows that are cut by the limit.</summary>
    [Theory]
    [InlineData(int.MaxValue, 50)]
    [InlineData(133, 33)]
    [InlineData(4, 1)]
    public void OfNetwork_EveryPosition_IsWhatReadingTheStreamGives(int limit, int steps)
    {
        using Network network = PlantedNetworks.Random(Corpus.Vocabulary.Count, 7, bound: 1);
        ComparedText text = new(Corpus, limit);
        ModelDistributions read = NetworkDistributions.Of("lstm", text, network);
        Assert.Equal(4 * steps, text.Count);
        Assert.Equal(4 * steps, read.Positions);
        ushort[] inputs = Corpus.Test.ReadingOrder(), targets = Corpus.Test.PredictedOrder();
        int length = inputs.Length / 4, symbols = Corpus.Vocabulary.Count;
        float[] logits = new float[symbols];
        for (int stream = 0; stream < 4; stream++)
        {
            using MemoryTrace trace = Tracer.Read(
                network, Corpus.Vocabulary, inputs.AsMemory(stream * length, length), new TraceOptions { Sites = [SiteName.Logits] });
            for (int step = 0; step < steps; step++)
            {
                trace.ReadRows(SiteName.Logits, step, 1, logits);
                double all = Math.Log(logits.Sum(logit => Math.Exp(logit)));
                int place = stream * steps + step;
                double[] found = read.LogProbabilities(place).ToArray();
                for (int symbol = 0; symbol < symbols; symbol++) Assert.Equal(logits[symbol] - all, found[symbol], 1e-5);
                Assert.Equal(1, found.Sum(Math.Exp), 1e-12);
                Assert.Equal(-found[targets[stream * length + step]], read.Losses[place], 1e-5);
            }
        }

        Assert.Equal(read.Losses.ToArray().Average(), read.LossNats, 1e-12);
    }

    /// <summary>So many symbols that a window is read a few steps at a time, and that few positions keep distributions.</summary>
    [Fact]
    public void OfNetwork_LargeVocabulary_ReadsAsTrainingTests()
    {
        const int V = 8000;
        Rune[] runes = [.. Enumerable.Range(0x4e00, V).Select(code => new Rune(code))];
        SymbolText text = SymbolReader.ReadString(string.Concat(Enumerable.Range(0, 16_000).Select(i => runes[i * 7 % V])), SymbolKind.Characters);
        Corpus corpus = new TextSplit(SplitLayout.Streams, 80, 20).Apply(text);
        using Network network = PlantedNetworks.Random(corpus.Vocabulary.Count, 7, units: 3);
        ComparedText compared = new(corpus);
        ModelDistributions read = NetworkDistributions.Of("lstm", compared, network, threads: 2);
        ModelScores scores = NetworkScores.OfPart("lstm", network, corpus.Test);
        Assert.Equal(scores.Count, compared.Count);
        Assert.Equal(scores.LossNats, read.LossNats);
        // 2^21 numbers, for the symbols that the training part has.
        Assert.InRange(compared.Positions.Count * corpus.Vocabulary.Count, 1_900_000, 2_200_000);
        for (int place = 0; place < compared.Positions.Count; place++)
        {
            int position = compared.Positions[place];
            Assert.Equal(read.Losses[position], -read.LogProbabilities(place)[corpus.Test.PredictedOrder()[position]], 1e-4);
        }
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(133)]
    public void OfNGrams_EveryPosition_HasTheContextBeforeIt(int limit)
    {
        NGramModel model = NGramModel.Train(Corpus.Train.ReadingOrder(), Corpus.Vocabulary.Count, 3);
        ComparedText text = new(Corpus, limit);
        IReadOnlyList<ModelDistributions> read = NGramDistributions.Of(text, model, [3, 1], threads: 2);
        Assert.Equal(["n=3", "n=1"], read.Select(distributions => distributions.Name));
        TextScores scores = TextScores.OfTestPart(Corpus).With(model, [3, 1]);
        ushort[] predicted = Corpus.Test.PredictedOrder();
        int length = predicted.Length / 4, steps = text.Count / 4;
        double[] expected = new double[model.Symbols];
        foreach (ModelDistributions distributions in read)
        {
            for (int place = 0; place < text.Count; place++)
            {
                int at = place / steps * length + place % steps;
                model.Distribution(predicted.AsSpan(0, at), distributions.Context!.Value, expected);
                Assert.Equal(expected.Select(p => Math.Log(p)), distributions.LogProbabilities(place).ToArray());
                Assert.Equal(-Math.Log(scores[distributions.Name].Probabilities[at]), distributions.Losses[place]);
            }
        }
    }

    [Fact]
    public void ComparedText_FewerSymbolsThanStreams_IsRefused() =>
        Assert.Contains("limit: expected 4 symbols or more", Assert.Throws<ArgumentException>(() => new ComparedText(Corpus, 3)).Message);

    [Fact]
    public void Of_ModelsOfOtherSymbols_IsRefused()
    {
        using Network network = PlantedNetworks.Random(5, 1);
        ComparedText text = new(Corpus);
        Assert.Contains("found one of 5", Assert.Throws<ArgumentException>(() => NetworkDistributions.Of("lstm", text, network)).Message);
        Assert.Contains("found 5", Assert.Throws<ArgumentException>(() => NGramDistributions.Of(text, NGramModel.Train([0, 1], 5, 1), [1])).Message);
    }
}
