using RnnScope.Analysis.Brackets;
using RnnScope.Analysis.NGrams;
using RnnScope.Analysis.Scores;
using RnnScope.Engine.Text;
using RnnScope.Numerics;

namespace RnnScope.Analysis.Tests.Brackets;

public sealed class BracketAnalysisTests
{
    [Fact]
    public void Measure_BracketsAtKnownDistances_BinsWhatTheModelsGave()
    {
        // Each piece has one pair; its closing bracket gets 1 over the distance from the network, and a half from the other.
        int[] distances = [1, 2, 2, 3, 5, 4, 40, 700];
        string text = "x" + string.Concat(distances.Select(distance => $"({new string('x', distance - 1)})")) + "\"x\" {}";
        int[] codes = SymbolReader.Codes(text, SymbolKind.Characters);
        double[] network = new double[codes.Length - 1], ngram = new double[codes.Length - 1];
        Array.Fill(ngram, 0.5);
        foreach (BracketPair pair in BracketFinder.Find(codes, BracketMatching.Prose)) network[pair.Close - 1] = 1.0 / pair.Distance;

        BracketResult result = BracketAnalysis.Measure(
            Scores(codes).With(new ModelScores("net", network), new ModelScores("n=2", ngram)), codes, BracketMatching.Prose, "net", "n=2");
        Assert.Equal([(")", 8), ("\"", 1), ("}", 1)], result.Brackets.Select(bracket => (bracket.Symbol, bracket.Pairs)));
        Assert.All(result.Brackets, bracket => Assert.Equal(0, bracket.OpenedBefore));
        Assert.Equal(
            [(1, 1, 1), (2, 2, 2), (3, 3, 1), (4, 5, 2), (32, 47, 1), (512, 767, 1)],
            result.Brackets[0].Bins.Select(bin => (bin.First, bin.Last, bin.Pairs)));
        double[] expected = [1, 0.5, 1 / 3.0, (0.25 + 0.2) / 2, 1 / 40.0, 1 / 700.0];
        Assert.Equal(expected, result.Brackets[0].Bins.Select(bin => Math.Round(bin.Network.Estimate, 12)), (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.All(result.Brackets[0].Bins, bin => Assert.Equal(0.5, bin.NGram.Estimate, 12));
        Assert.All(result.Brackets[0].Bins, bin => Assert.Equal(bin.Network.Estimate - 0.5, bin.Difference.Estimate, 12));
        Assert.All(result.Brackets[0].Bins, bin => Assert.True(double.IsNaN(bin.Difference.Low)));
        Assert.Equal(4.5, result.Brackets[0].Bins[3].MeanDistance);
        Assert.Equal((1, 2), (result.Brackets[2].Bins[0].First, result.Brackets[1].Bins[0].First));
    }

    [Fact]
    public void Measure_OpenedBeforeReadingBegan_IsCountedApart()
    {
        //                                0123456789012345
        int[] codes = SymbolReader.Codes("(abcd(c)de(e)f) ", SymbolKind.Characters);
        // The network reads 4-6 and predicts 5-7, then reads 9-13 and predicts 10-14.
        int[] positions = [5, 6, 7, 10, 11, 12, 13, 14];
        double[] ones = [.. positions.Select(_ => 1.0)];
        TextScores scores = new TextScores("text", new ushort[positions.Length], positions, Letters(codes)).With(new ModelScores("a", ones), new ModelScores("b", ones));
        ClosingBracket bracket = Assert.Single(BracketAnalysis.Measure(scores, codes, BracketMatching.Prose, "a", "b").Brackets);
        Assert.Equal((2, 1), (bracket.Pairs, bracket.OpenedBefore));
        Assert.Equal(2, Assert.Single(bracket.Bins).First);
    }

    [Fact]
    public void Measure_BeginningOfAStretch_IsRead()
    {
        int[] codes = SymbolReader.Codes("((b))", SymbolKind.Characters);
        TextScores scores = Scores(codes).With(new ModelScores("a", [1, 1, 1, 1]), new ModelScores("b", [0, 0, 1, 0]));
        ClosingBracket bracket = Assert.Single(BracketAnalysis.Measure(scores, codes, BracketMatching.Prose, "a", "b").Brackets);
        Assert.Equal((2, 0), (bracket.Pairs, bracket.OpenedBefore));
        Assert.Equal([0.0, 1.0], bracket.Bins.Select(bin => bin.Difference.Estimate));
    }

    [Fact]
    public void Measure_NGramModel_SeesNoFurtherThanItsContext()
    {
        // "(abc)" can be learned from the context. Of the others the opening bracket is long past: a fifth end at each step.
        Rng rng = new(4);
        string Text(int pieces) => string.Concat(Enumerable.Range(0, pieces).Select(_ =>
            rng.NextInt(2) == 0 ? "(abc)" : $"({new string('x', 10)}{string.Concat(Enumerable.Range(0, 100).TakeWhile(_ => rng.NextInt(5) > 0).Select(_ => 'x'))})"));
        int[] training = SymbolReader.Codes(Text(5000), SymbolKind.Characters), codes = SymbolReader.Codes(Text(3000), SymbolKind.Characters);
        Vocabulary letters = Letters(training);
        NGramModel model = NGramModel.Train(letters.Encode(training), letters.Count, 4);
        TextScores scores = TextScores.OfText("text", letters.Encode(codes), letters).With(model, [0, 4]);
        ClosingBracket bracket = Assert.Single(BracketAnalysis.Measure(scores, codes, BracketMatching.Code, "n=4", "n=0").Brackets);
        Assert.Equal(3000, bracket.Pairs);
        DistanceBin near = bracket.Bins.Single(bin => bin.First == 4), far = bracket.Bins.Single(bin => bin.First == 12);
        Assert.InRange(near.Network.Estimate, 0.99, 1);
        Assert.InRange(far.Network.Estimate, 0.05, 0.2);
        Assert.All([near, far], bin => Assert.True(bin.Network.Contains(bin.Network.Estimate) && bin.Difference.Contains(bin.Difference.Estimate)));
        Assert.True(near.Difference.Low > 0.8);
    }

    [Fact]
    public void Measure_TextWithoutBrackets_FindsNothing()
    {
        int[] codes = SymbolReader.Codes("nothing (to find", SymbolKind.Characters);
        double[] ones = [.. codes.Skip(1).Select(_ => 1.0)];
        BracketResult result = BracketAnalysis.Measure(
            Scores(codes).With(new ModelScores("a", ones), new ModelScores("b", ones)), codes, BracketMatching.Auto, "a", "b");
        Assert.Empty(result.Brackets);
        Assert.Equal(BracketMatching.Prose, result.Matching);
    }

    private static TextScores Scores(int[] codes) => TextScores.OfText("text", Letters(codes).Encode(codes), Letters(codes));

    private static Vocabulary Letters(int[] codes) => Vocabulary.From(codes, SymbolKind.Characters);
}
