using RnnScope.Analysis.Counters;
using RnnScope.Analysis.Tests.Contexts;
using RnnScope.Engine.Tracing;
using RnnScope.Numerics;

namespace RnnScope.Analysis.Tests.Counters;

public sealed class CounterAnalysisTests
{
    [Fact]
    public void Measure_UnitPlantedToCountBrackets_GoesUpAndDownByOneAndNothingElse()
    {
        string text = Brackets(4000);
        using MemoryTrace trace = PlantedNetwork.Trace(PlantedNetwork.Adder, text, 3, (_, symbol, unit) =>
            unit != 1 ? 0.125f * (symbol % 7 - 3) : symbol switch { '(' => 1, ')' => -1, _ => 0 });
        CounterResult result = CounterAnalysis.Measure(trace.Symbols, PlantedNetwork.Column(trace, 1));
        SymbolEffect[] counting = [.. result.Symbols.Where(symbol => symbol.Role != SymbolRole.None)];
        Assert.Equal(
            [("(", SymbolRole.Increments, 1.0), (")", SymbolRole.Decrements, -1.0)],
            counting.Select(symbol => (trace.Vocabulary.Symbol(symbol.Symbol), symbol.Role, symbol.Change.Estimate)).Order());
        Assert.All(counting, symbol => Assert.Equal((symbol.Change.Estimate, symbol.Change.Estimate), (symbol.Change.Low, symbol.Change.High)));
        Assert.All(counting, symbol => Assert.Equal(1, symbol.Kept, 9));
        Assert.All(result.Symbols.Except(counting), symbol => Assert.Equal((0.0, 0.0, 0.0), (symbol.Change.Estimate, symbol.Share, symbol.Change.High)));
        Assert.True(result.Symbols.Count > 10);
        Assert.Equal(1, result.ChangeExplained, 12);
        Assert.Equal(2, result.Leading);
        Assert.Equal(text.Length - 1, result.Steps);
        Assert.InRange(result.LevelExplained, 0, 0.5);
    }

    [Fact]
    public void Measure_ResetPlantedAtLineEnds_IsFoundWithItsValue()
    {
        string text = string.Concat(Lines(4000));
        using MemoryTrace trace = PlantedNetwork.Trace(PlantedNetwork.Resetter, text, 1, (line, symbol, _) =>
            line == "keep" ? (symbol == '\n' ? 0 : 1) : symbol == '\n' ? -2 : 0.5f);
        CounterResult result = CounterAnalysis.Measure(trace.Symbols, PlantedNetwork.Column(trace, 0));
        SymbolEffect reset = Assert.Single(result.Resets);
        Assert.Equal("\\n", trace.Vocabulary.Symbol(reset.Symbol));
        Assert.Equal(SymbolRole.Resets, reset.Role);
        Assert.Equal((-2.0, 0.0, 0.0), (reset.After, reset.AfterDeviation, reset.Kept));
        Assert.True(reset.Change.Estimate < -2);
        Assert.All(result.Symbols.Where(symbol => !symbol.IsReset), symbol =>
            Assert.Equal((0.5, SymbolRole.Increments), (Math.Round(symbol.Change.Estimate, 9), symbol.Role)));
    }

    [Fact]
    public void Measure_UnitWithoutMemory_IsResetByEverySymbol()
    {
        using MemoryTrace trace = PlantedNetwork.Trace(PlantedNetwork.Table, Brackets(2000), 1, (_, symbol, _) => symbol % 13);
        CounterResult result = CounterAnalysis.Measure(trace.Symbols, PlantedNetwork.Column(trace, 0));
        Assert.Equal(1, result.LevelExplained, 9);
        Assert.All(result.Symbols.Where(symbol => symbol.Count >= CounterAnalysis.FewestOccurrences), symbol => Assert.True(symbol.IsReset));
    }

    [Theory]
    [InlineData(1u, 0f)]
    [InlineData(2u, 1e4f)]
    public void Measure_AnyValues_AreWhatASlowCountGives(uint seed, float level)
    {
        Rng rng = new(seed);
        ushort[] symbols = [.. Enumerable.Range(0, 800).Select(_ => (ushort)rng.NextInt(9))];
        float[] values = [.. symbols.Select(symbol => level + symbol + rng.NextInt(1000) / 100f)];
        values[100] = float.NaN;
        CounterResult result = CounterAnalysis.Measure(symbols, values);
        int[] steps = [.. Enumerable.Range(1, 799).Where(at => at is not (100 or 101))];
        double squares = steps.Sum(at => Math.Pow((double)values[at] - values[at - 1], 2));
        Assert.Equal(steps.Length, result.Steps);
        Assert.Equal(9, result.Symbols.Count);
        foreach (SymbolEffect effect in result.Symbols)
        {
            int[] own = [.. steps.Where(at => symbols[at] == effect.Symbol)];
            double[] before = [.. own.Select(at => (double)values[at - 1])], after = [.. own.Select(at => (double)values[at])];
            double change = after.Average() - before.Average(), meanBefore = before.Average(), meanAfter = after.Average();
            Assert.Equal(own.Length, effect.Count);
            Assert.Equal(change, effect.Change.Estimate, 6);
            Assert.True(effect.Change.Contains(change));
            Assert.Equal(own.Length * change * change / squares, effect.Share, 6);
            Assert.Equal(meanAfter, effect.After, 6);
            Assert.Equal(Deviation(before), effect.BeforeDeviation, 6);
            Assert.Equal(Deviation(after), effect.AfterDeviation, 6);
            double products = before.Zip(after, (one, other) => (one - meanBefore) * (other - meanAfter)).Average();
            Assert.Equal(products / Math.Pow(Deviation(before), 2), effect.Kept, 6);
        }

        double[] shares = [.. result.Symbols.Select(effect => effect.Share)];
        Assert.Equal(shares.OrderDescending(), shares);
        Assert.Equal(shares.Sum(), result.ChangeExplained, 12);
        double[] all = [.. steps.Select(at => (double)values[at])];
        double levels = steps.GroupBy(at => symbols[at]).Sum(group => group.Count() * Math.Pow(group.Average(at => (double)values[at]) - all.Average(), 2));
        Assert.Equal(levels / all.Length / Math.Pow(Deviation(all), 2), result.LevelExplained, 6);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(50)]
    public void Measure_UnitThatNeverMoves_ClaimsNothing(int characters)
    {
        CounterResult result = CounterAnalysis.Measure(new ushort[characters], [.. Enumerable.Repeat(0.3f, characters)]);
        Assert.Equal(Math.Max(0, characters - 1), result.Steps);
        Assert.True(double.IsNaN(result.ChangeExplained));
        Assert.Equal(0, result.Leading);
        Assert.All(result.Symbols, symbol => Assert.Equal((SymbolRole.None, 0.0), (symbol.Role, symbol.Change.Estimate)));
    }

    [Fact]
    public void Measure_RareSymbols_HaveNoInterval()
    {
        ushort[] symbols = [.. Enumerable.Range(0, 500).Select(at => (ushort)(at is 50 or 100 ? 1 : 0))];
        CounterResult result = CounterAnalysis.Measure(symbols, [.. symbols.Select(symbol => symbol * 5f)]);
        SymbolEffect rare = result.Symbols.Single(symbol => symbol.Symbol == 1);
        Assert.Equal((5.0, 2, SymbolRole.None, double.NaN), (rare.Change.Estimate, rare.Count, rare.Role, rare.Change.Low));
    }

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }

    /// <summary>Letters with brackets that are opened and closed, at most three deep.</summary>
    private static string Brackets(int length)
    {
        Rng rng = new(11);
        char[] text = new char[length];
        int depth = 0;
        for (int at = 0; at < length; at++)
        {
            int drawn = rng.NextInt(20);
            text[at] = drawn switch { 0 or 1 when depth < 3 => '(', 2 or 3 when depth > 0 => ')', _ => (char)('a' + drawn) };
            depth += text[at] switch { '(' => 1, ')' => -1, _ => 0 };
        }

        return new string(text);
    }

    private static IEnumerable<char> Lines(int length)
    {
        Rng rng = new(12);
        for (int at = 0; at < length; at++) yield return rng.NextInt(15) == 0 ? '\n' : (char)('a' + rng.NextInt(6));
    }
}
