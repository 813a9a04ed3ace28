using RnnScope.Analysis.Comparison;
using RnnScope.Analysis.Maps;
using RnnScope.Analysis.Scores;
using RnnScope.Analysis.Statistics;
using RnnScope.Engine.Text;
using RnnScope.Numerics;

namespace RnnScope.Analysis.Tests.Comparison;

public sealed class ModelComparisonTests
{
    private const int Length = 4000, Symbols = 5;

    [Fact]
    public void Of_PlantedLosses_FindsTheBestAndTheDifferences()
    {
        // What is hard is hard for all, so losses vary by far more than they differ.
        double[] hard = Noise(1);
        TextScores text = Text().With(
            Model("a", i => 1 + 2 * hard[i]), Model("b", i => 1.02 + 2 * hard[i]), Model("c", i => 1.02 + 2 * hard[i]), NGram(3, i => 0.9 + 2 * hard[i]));
        ComparisonResult result = ModelComparison.Of(text, [Size("b", 2), Size("a", 1), Size("c", 2)], new BlockBootstrap(Length));

        Assert.Equal("a", result.Best);
        Assert.Equal(["a", "b", "c", "n=3"], result.Models.Select(model => model.Model));
        Assert.Equal(1 + 2 * hard.Average(), result.Models[0].LossNats.Estimate, 1e-9);
        Assert.Equal(new Interval(0, 0, 0), result.Models[0].BehindBest);
        Assert.Equal(0.02, result.Models[1].BehindBest.Estimate, 1e-9);
        Assert.Equal(0.02, result.Models[1].BehindBest.High, 1e-9);
        Assert.Equal(-0.1, result.Models[3].BehindBest.Estimate, 1e-9);
        // Alone, each is known worse than they differ.
        Assert.True(result.Models[1].LossNats.High - result.Models[1].LossNats.Low > 0.02);
        Assert.Equal((null, 3), (result.Models[3].Network, result.Models[3].Context));
        Assert.Equal(2, result.Models[1].Network!.Layers);

        Assert.Equal(["ab", "ac", "an=3", "bc", "bn=3", "cn=3"], result.Differences.Select(pair => pair.First + pair.Second));
        Assert.Equal(-0.02, result.Differences[0].LossNats.Estimate, 1e-9);
        Assert.Equal(0, result.Differences[3].LossNats.Estimate, 1e-12);
    }

    [Fact]
    public void Of_IndependentModels_FindsNoDifference()
    {
        int found = 0;
        for (ulong seed = 0; seed < 40; seed++)
        {
            double[] one = Noise(2 * seed + 10), other = Noise(2 * seed + 11);
            ComparisonResult result = ModelComparison.Of(
                Text().With(Model("a", i => 1 + one[i]), Model("b", i => 1 + other[i])), [Size("a", 1), Size("b", 1)], new BlockBootstrap(Length, seed));
            if (!result.Differences[0].LossNats.Contains(0)) found++;
        }

        // Five in a hundred are wrong by design.
        Assert.InRange(found, 0, 6);
    }

    [Fact]
    public void Agreement_PlantedAnswers_IsTheShareOfEqualOnes()
    {
        ModelScores same = Model("same", _ => 1, i => i % 3), again = Model("again", _ => 2, i => i % 3);
        ModelScores half = Model("half", _ => 1, i => i % 2 == 0 ? i % 3 : 4), never = Model("never", _ => 1, _ => 3);
        Agreement agreement = new([same, again, half, never]);
        Assert.Equal([1, 1, 0.5, 0], Enumerable.Range(0, 4).Select(i => agreement[0, i]));
        Assert.Equal(0.5, agreement[2, 1]);
        Distances distances = agreement.Distances();
        Assert.Equal([0, 0, 0.5, 1], Enumerable.Range(0, 4).Select(i => distances[0, i]));
        Assert.Contains("bare: expected 4000 likeliest symbols, found 0",
            Assert.Throws<ArgumentException>(() => new Agreement([same, new ModelScores("bare", new double[Length])])).Message);
    }

    [Fact]
    public void Of_TwoKindsOfModels_AreTwoPlacesOnTheMaps()
    {
        Rng random = new(5);
        // Models of a kind have the same opinion at four of five places, and another one elsewhere.
        ModelScores[] models = [.. Enumerable.Range(0, 8).Select(model => Model(
            $"{model}", _ => 1, i => random.NextInt(5) == 0 ? random.NextInt(Symbols) : (i * 7 + (model < 4 ? 0 : i / 2)) % Symbols))];
        ModelMaps maps = ModelComparison.Of(Text().With(models), [Size("0", 1)], new BlockBootstrap(Length)).Maps;
        Assert.Equal(models.Select(model => model.Name), maps.Models);
        foreach (IReadOnlyList<MapPoint> map in new[] { maps.Scaling, maps.TSne })
        {
            for (int i = 0; i < 8; i++)
            {
                double own = Enumerable.Range(0, 8).Where(j => j / 4 == i / 4).Max(j => map[i].DistanceTo(map[j]));
                Assert.True(own < Enumerable.Range(0, 8).Where(j => j / 4 != i / 4).Min(j => map[i].DistanceTo(map[j])));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Of_FewModels_HaveMaps(int count)
    {
        ModelScores[] models = [.. Enumerable.Range(0, count).Select(model => Model($"{model}", _ => 1 + model, i => i % (model + 2)))];
        ComparisonResult result = ModelComparison.Of(Text().With(models), [.. models.Select(model => Size(model.Name, 1))], new BlockBootstrap(Length));
        Assert.Equal(count, result.Maps.Scaling.Count);
        Assert.Equal(result.Maps.Scaling, result.Maps.TSne);
        Assert.Equal(count * (count - 1) / 2, result.Differences.Count);
        if (count > 1) Assert.Equal(1 - result.Agreement[0, 1], result.Maps.Scaling[0].DistanceTo(result.Maps.Scaling[1]), 1e-9);
    }

    [Fact]
    public void Of_NetworkWithoutScores_SaysWhichThereAre() => Assert.Contains("expected one of a, found 'b'",
        Assert.Throws<ArgumentException>(() => ModelComparison.Of(Text().With(Model("a", _ => 1)), [Size("b", 1)], new BlockBootstrap(Length))).Message);

    [Fact]
    public void Grid_SizesUnitsAndSeeds_FallIntoPlace()
    {
        NetworkSize[] networks =
        [
            new("large", "lstm", 1, 128, 122_000), new("one", "lstm", 1, 64, 44_888), new("two", "lstm", 1, 64, 44_888),
            new("deep", "gru", 3, 44, 45_310), new("flat", "gru", 1, 77, 44_600), new("odd", "rnn", 2, 110, 56_200),
        ];
        ResultGrid grid = ResultGrid.Of(networks, [1.2, 1.4, 1.5, 1.3, 1.35, 1.6]);
        Assert.Equal([new("lstm", 1), new("gru", 1), new("gru", 3), new GridColumn("rnn", 2)], grid.Columns);
        Assert.Equal([(44_600, 45_310), (56_200, 56_200), (122_000L, 122_000L)], grid.Rows.Select(row => (row.FewestParameters, row.MostParameters)));
        Assert.Equal(["one", "two"], grid.Rows[0].Cells[0]!.Models);
        Assert.Equal(1.45, grid.Rows[0].Cells[0]!.LossNats, 1e-12);
        Assert.Equal(1.35, grid.Rows[0].Cells[1]!.LossNats);
        Assert.Equal(["deep"], grid.Rows[0].Cells[2]!.Models);
        Assert.Null(grid.Rows[0].Cells[3]);
        Assert.Equal(1.6, grid.Rows[1].Cells[3]!.LossNats);
        Assert.Equal(5, grid.Rows.Sum(row => row.Cells.Count(cell => cell is not null)));
        Assert.Empty(ResultGrid.Of([], []).Rows);
    }

    private static TextScores Text() => TextScores.OfText(
        "planted", Enumerable.Range(0, Length + 1).Select(i => (ushort)(i % Symbols)).ToArray(), Vocabulary.From([.. "abcde"], SymbolKind.Characters));

    private static ModelScores Model(string name, Func<int, double> nats, Func<int, int>? likeliest = null) => ModelScores.OfLosses(
        name, Enumerable.Range(0, Length).Select(nats), [.. Enumerable.Range(0, Length).Select(i => (ushort)(likeliest?.Invoke(i) ?? 0))]);

    private static ModelScores NGram(int n, Func<int, double> nats) =>
        new(ModelScores.NGramName(n), [.. Enumerable.Range(0, Length).Select(i => Math.Exp(-nats(i)))], n, new ushort[Length]);

    private static NetworkSize Size(string model, int layers) => new(model, "lstm", layers, 10, 1000);

    private static double[] Noise(ulong seed)
    {
        Rng random = new(seed);
        return [.. Enumerable.Range(0, Length).Select(_ => random.NextDouble())];
    }
}
