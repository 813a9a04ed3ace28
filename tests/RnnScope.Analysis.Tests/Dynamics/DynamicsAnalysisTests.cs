using RnnScope.Analysis.Dynamics;
using RnnScope.Analysis.NGrams;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Numerics;

namespace RnnScope.Analysis.Tests.Dynamics;

public sealed class DynamicsAnalysisTests
{
    private static readonly Corpus Corpus = Divide(4);

    [Fact]
    public void Result_StagesThatAreTheBaselines_FindsEachAtItsStep()
    {
        // One stream: there n-gram models and networks see the same context, but for the very first symbol.
        Corpus corpus = Divide(1);
        NGramModel model = NGramModel.Train(corpus.Train.ReadingOrder(), corpus.Vocabulary.Count, 1);
        ComparedText text = new(corpus);
        IReadOnlyList<ModelDistributions> baselines = NGramDistributions.Of(text, model, [0, 1]);
        using Network one = PlantedNetworks.WithoutContext(model), two = PlantedNetworks.OfLastSymbol(model), start = PlantedNetworks.Random(model.Symbols, 1);
        ModelDistributions first = NetworkDistributions.Of("first", text, one), second = NetworkDistributions.Of("second", text, two);
        DynamicsAnalysis analysis = new(text, [.. baselines, first]);
        DynamicsResult result = analysis.Result("planted", "letters", [
            analysis.Of(second, 1000, isBest: true), analysis.Of(second, 100), analysis.Of(NetworkDistributions.Of("start", text, start), 0), analysis.Of(first, 10)]);

        Assert.Equal([(0, false), (10, false), (100, false), (1000, true)], result.Points.Select(point => (point.Step, point.IsBest)));
        Assert.Equal([10, 100, 10], Enumerable.Range(0, 3).Select(i => result.Closest(i).Step));
        Assert.Equal("n=1", result.Nearest(result.Points[2]).Name);
        Assert.Equal(100.0 / corpus.Train.Windows, result.Points[2].Epochs);
        BaselineDistance same = result.Points[1].Distances[2], near = result.Points[1].Distances[0];
        Assert.Equal((0, 0, 0), (same.Divergence.Estimate, same.Divergence.High, same.LossDifference.Estimate));
        Assert.InRange(near.Divergence.Estimate, 0, 1e-10);
        Assert.Equal(0, near.LossDifference.Estimate, 1e-6);
        Assert.All(SymmetricDivergence.Track(second, baselines[1])[1..], divergence => Assert.InRange(divergence, 0, 1e-10));
        Assert.All(result.Points[0].Distances, distance => Assert.InRange(distance.Divergence.Estimate, 0.3, 10));
    }

    [Fact]
    public void Of_AnyModels_AgreesWithSlowSums()
    {
        NGramModel model = NGramModel.Train(Corpus.Train.ReadingOrder(), Corpus.Vocabulary.Count, 2);
        ComparedText text = new(Corpus);
        ModelDistributions ngram = NGramDistributions.Of(text, model, [2])[0];
        using Network network = PlantedNetworks.Random(model.Symbols, 5, bound: 1);
        ModelDistributions read = NetworkDistributions.Of("lstm", text, network);
        DynamicsPoint point = new DynamicsAnalysis(text, [ngram]).Of(read, 7);
        double sum = 0;
        for (int place = 0; place < text.Positions.Count; place++)
        {
            for (int symbol = 0; symbol < model.Symbols; symbol++)
            {
                double p = Math.Exp(read.LogProbabilities(place)[symbol]), q = Math.Exp(ngram.LogProbabilities(place)[symbol]);
                sum += p * Math.Log(p / q) + q * Math.Log(q / p);
            }
        }

        BaselineDistance distance = Assert.Single(point.Distances);
        Assert.Equal(sum / text.Positions.Count, distance.Divergence.Estimate, 1e-9);
        Assert.True(distance.Divergence.Low < distance.Divergence.Estimate && distance.Divergence.Estimate < distance.Divergence.High);
        Assert.Equal(ngram.LossNats - read.LossNats, distance.LossDifference.Estimate, 1e-9);
        Assert.True(distance.LossDifference.High < 0, "a network that has learned nothing is worse");
        Assert.Equal((read.LossNats, read.Errors), (point.LossNats, point.Errors));
    }

    [Fact]
    public void Of_LongText_IsTheSameForAnyThreads()
    {
        // Longer than what distributions are kept for.
        Corpus corpus = Divide(20, 160_000);
        DynamicsPoint[] points = [.. new[] { 1, 3 }.Select(threads =>
        {
            ComparedText text = new(corpus);
            Assert.InRange(text.Positions.Count, 9_900, 10_100);
            Assert.InRange(text.Count, 15_000, 17_000);
            NGramModel model = NGramModel.Train(corpus.Train.ReadingOrder(), corpus.Vocabulary.Count, 3);
            using Network network = PlantedNetworks.Random(model.Symbols, 5), other = PlantedNetworks.Random(model.Symbols, 6, unit: "gru");
            DynamicsAnalysis analysis = new(text, [.. NGramDistributions.Of(text, model, [1, 3], threads), NetworkDistributions.Of("gru", text, other, threads)]);
            return analysis.Of(NetworkDistributions.Of("lstm", text, network, threads), 3, threads: threads);
        })];
        Assert.Equal(points[0].Distances, points[1].Distances);
        Assert.Equal((points[0].LossNats, points[0].Errors), (points[1].LossNats, points[1].Errors));
    }

    [Fact]
    public void Result_NetworkThatNeverChanges_IsClosestAtTheStart()
    {
        NGramModel model = NGramModel.Train(Corpus.Train.ReadingOrder(), Corpus.Vocabulary.Count, 2);
        ComparedText text = new(Corpus);
        using Network network = PlantedNetworks.Random(model.Symbols, 5);
        ModelDistributions read = NetworkDistributions.Of("lstm", text, network);
        DynamicsAnalysis analysis = new(text, NGramDistributions.Of(text, model, [0, 1, 2]));
        DynamicsResult result = analysis.Result("still", "letters", [analysis.Of(read, 100), analysis.Of(read, 0), analysis.Of(read, 10)]);
        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal(0, result.Closest(i).Step));
        Assert.Single(result.Points.Select(point => result.Nearest(point).Name).Distinct());
    }

    [Fact]
    public void Constructor_NoBaselineOrOneTwice_IsRefused()
    {
        NGramModel model = NGramModel.Train(Corpus.Train.ReadingOrder(), Corpus.Vocabulary.Count, 1);
        ComparedText text = new(Corpus);
        IReadOnlyList<ModelDistributions> one = NGramDistributions.Of(text, model, [1]);
        Assert.Throws<ArgumentException>(() => new DynamicsAnalysis(text, []));
        Assert.Contains("two models called 'n=1'", Assert.Throws<ArgumentException>(() => new DynamicsAnalysis(text, [.. one, .. one])).Message);
    }

    /// <summary>A text in which the next letter depends on the last one.</summary>
    private static Corpus Divide(int streams, int characters = 8000)
    {
        Rng rng = new(3);
        char[] text = new char[characters];
        for (int i = 0, letter = 0; i < characters; i++)
        {
            letter = rng.NextInt(4) == 0 ? rng.NextInt(12) : (5 * letter + rng.NextInt(2)) % 12;
            text[i] = (char)('a' + letter);
        }

        return new TextSplit(SplitLayout.Contiguous, streams, 20).Apply(SymbolReader.ReadString(new string(text), SymbolKind.Characters));
    }
}
