using RnnScope.Analysis.Errors;
using RnnScope.Analysis.Scores;
using RnnScope.Numerics;

namespace RnnScope.Analysis.Tests.Errors;

public sealed class ErrorAnalysisTests
{
    [Fact]
    public void Overlap_ThreeModels_HasSevenExactRegions()
    {
        // Every combination of right and wrong, the k-th of them k + 1 times.
        List<bool[]> wrong = [];
        for (int combination = 0; combination < 8; combination++)
        {
            for (int time = 0; time <= combination; time++) wrong.Add([(combination & 1) > 0, (combination & 2) > 0, (combination & 4) > 0]);
        }

        new Rng(1).Shuffle<bool[]>(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(wrong));
        ModelScores[] models = [.. Enumerable.Range(0, 3).Select(i => new ModelScores($"{i}", [.. wrong.Select(row => row[i] ? 0.49 : 0.5)]))];
        ErrorOverlap overlap = ErrorOverlap.Of(models);
        Assert.Equal(
            ["0: 2", "1: 3", "2: 5", "01: 4", "02: 6", "12: 7", "012: 8"],
            overlap.Regions.Select(region => $"{string.Concat(region.WrongIn)}: {region.Errors}"));
        Assert.Equal(1, overlap.AllRight);
        Assert.Equal(wrong.Count, overlap.Characters);
        foreach (ModelScores model in models)
            Assert.Equal(model.Errors, overlap.Regions.Where(region => region.WrongIn.Contains(model.Name)).Sum(region => region.Errors));
    }

    [Fact]
    public void Overlap_TwoModels_HasThreeRegions()
    {
        ErrorOverlap overlap = ErrorOverlap.Of(new ModelScores("a", [0, 0, 1, 1]), new ModelScores("b", [0, 1, 1, 0]));
        Assert.Equal([1, 1, 1], overlap.Regions.Select(region => region.Errors));
        Assert.Throws<ArgumentException>(() => ErrorOverlap.Of());
        Assert.Throws<ArgumentException>(() => ErrorOverlap.Of(new ModelScores("a", [0]), new ModelScores("b", [])));
    }

    [Fact]
    public void Symbols_PlantedAdvantage_IsFoundWithItsCounts()
    {
        // The network knows x, the n-gram model knows y, both know z alike; q comes too rarely for an interval.
        string text = string.Concat(Enumerable.Range(0, 400).Select(i => "xyzz"[i % 4])) + "qqq";
        double[] network = [.. text.Select((symbol, i) => symbol switch { 'x' => 0.9, 'y' => 0.1, 'q' => 0.3, _ => 0.5 + (i % 8) / 100.0 })];
        double[] baseline = [.. text.Select((symbol, i) => symbol switch { 'x' => 0.2, 'y' => 0.4, 'q' => 0.2, _ => 0.5 + (i % 8) / 100.0 })];
        PlantedText planted = new PlantedText(text).Model(PlantedText.Network, network).Model(PlantedText.Baseline, baseline, 1);
        IReadOnlyList<SymbolMean> means = planted.Analysis().Of(PlantedText.Network, PlantedText.Baseline).Symbols;
        Assert.Equal(["x", "q", "z", "y"], means.Select(mean => planted.Scores.Vocabulary.Symbol(mean.Symbol)));
        Assert.Equal([100, 3, 200, 100], means.Select(mean => mean.Count));
        Assert.Equal(0.9, means[0].Model, 1e-12);
        Assert.Equal(0.2, means[0].Baseline, 1e-12);
        Assert.Equal(0.7, means[0].Difference.Low, 1e-9);
        Assert.Equal((0.1, double.NaN), (Math.Round(means[1].Difference.Estimate, 12), means[1].Difference.Low));
        Assert.Equal(-0.3, means[^1].Difference.Estimate, 1e-12);
    }

    [Fact]
    public void Result_LossAndErrors_AreThoseOfTheScores()
    {
        Rng random = new(6);
        double[] network = [.. Enumerable.Range(0, 500).Select(_ => random.NextDouble())];
        PlantedText planted = new PlantedText(new string('a', 500)).Model(PlantedText.Network, network).Model("nn", 0.7).Model(PlantedText.Baseline, 0.6, 1);
        ErrorResult result = planted.Analysis().Of(PlantedText.Network, PlantedText.Baseline, feedForward: "nn");
        Assert.Equal(planted.Scores[PlantedText.Network].LossNats, result.LossNats.Estimate, 1e-12);
        Assert.Equal(network.Average(p => -Math.Log(p)), result.LossNats.Estimate, 1e-12);
        Assert.Equal(network.Count(p => p < 0.5) / 500.0, result.ErrorRate.Estimate, 1e-12);
        Assert.Equal([PlantedText.Network, "nn", PlantedText.Baseline], result.Overlap.Models);
        Assert.True(result.LossNats.Low < result.LossNats.Estimate && result.LossNats.Estimate < result.LossNats.High);
        Assert.Contains("found 'nobody'", Assert.Throws<ArgumentException>(() => planted.Analysis().Of("nobody", PlantedText.Baseline)).Message);
    }

    [Fact]
    public void Scores_WrongNumbers_AreRefused()
    {
        Assert.Contains("found NaN at symbol 1", Assert.Throws<ArgumentException>(() => new ModelScores("a", [1, double.NaN])).Message);
        Assert.Contains("found 1.5 at symbol 0", Assert.Throws<ArgumentException>(() => new ModelScores("a", [1.5])).Message);
        TextScores text = new PlantedText("abc").Scores;
        Assert.Contains("expected 3 probabilities", Assert.Throws<ArgumentException>(() => text.With(new ModelScores("a", [1]))).Message);
        Assert.Contains("two models called 'a'", Assert.Throws<ArgumentException>(() => text.With(new ModelScores("a", [1, 1, 1]), new ModelScores("a", [1, 1, 1]))).Message);
    }
}
