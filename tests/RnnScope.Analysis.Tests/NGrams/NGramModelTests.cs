using RnnScope.Analysis.NGrams;
using RnnScope.Analysis.Statistics;

namespace RnnScope.Analysis.Tests.NGrams;

public sealed class NGramModelTests
{
    // Products and sums of a few dozen terms, all of them at most one.
    private const double Tolerance = 1e-9;

    /// <summary>Alphabet, V, training symbols, the values of n: keys of 32, 21, 12, 9, 7 and 4 symbols, frequent and rare contexts.</summary>
    public static TheoryData<int, int, int, int[]> Texts => new()
    {
        { 1, 2, 200, [0, 1, 5, 40] },
        { 2, 3, 3000, [0, 1, 2, 3, 8, 34] },
        { 3, 4, 2000, [0, 1, 4, 23] },
        { 5, 31, 1500, [1, 2, 3, 13] },
        { 26, 88, 3000, [0, 1, 2, 3, 9, 20] },
        { 200, 500, 2500, [0, 1, 2, 8] },
        { 3000, 65_535, 1500, [1, 2, 6] },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Probabilities_AnyAlphabet_AgreeWithReference(int alphabet, int symbols, int length, int[] contexts)
    {
        ushort[] training = Text(1, alphabet, length);
        ushort[] test = [.. Text(2, alphabet, 150), .. training[^150..]];
        // Symbols that training never had, at the beginning, within and at the end.
        foreach (int i in new[] { 0, 100, 101, 299 }) test[i] = (ushort)(symbols - 1);
        KneserNeyReference reference = new(training, symbols);
        NGramModel model = NGramModel.Train(training, symbols, contexts.Max());
        double[][] actual = model.Probabilities(test, contexts);
        for (int k = 0; k < contexts.Length; k++)
        {
            for (int i = 0; i < test.Length; i++)
                Assert.Equal(reference.Probability(test.AsSpan(0, i), test[i], contexts[k]), actual[k][i], Tolerance);
            Assert.Equal(actual[k], model.Probabilities(test, contexts[k]));
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Distribution_AnyContext_SumsToOneAndHoldsTheProbabilities(int alphabet, int symbols, int length, int[] contexts)
    {
        NGramModel model = NGramModel.Train(Text(1, alphabet, length), symbols, contexts.Max());
        ushort[] test = Text(2, alphabet, 60);
        test[30] = (ushort)(symbols - 1);
        double[] distribution = new double[symbols];
        foreach (int n in contexts)
        {
            double[] probabilities = model.Probabilities(test, n);
            for (int i = 0; i < test.Length; i++)
            {
                model.Distribution(test.AsSpan(0, i), n, distribution);
                // Up to 65,535 terms, each rounded a few times.
                Assert.Equal(1, distribution.Sum(), 1e-10);
                Assert.All(distribution, probability => Assert.True(probability > 0));
                Assert.Equal(probabilities[i], distribution[test[i]], 1e-14);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Likeliest_AnyAlphabet_IsTheLargestOfTheDistribution(int alphabet, int symbols, int length, int[] contexts)
    {
        ushort[] training = Text(1, alphabet, length);
        ushort[] test = [.. Text(2, alphabet, 80), .. training[^80..]];
        test[40] = (ushort)(symbols - 1);
        NGramModel model = NGramModel.Train(training, symbols, contexts.Max());
        ushort[][] likeliest = model.Likeliest(test, contexts);
        double[] distribution = new double[symbols];
        for (int k = 0; k < contexts.Length; k++)
        {
            for (int i = 0; i < test.Length; i++)
            {
                model.Distribution(test.AsSpan(0, i), contexts[k], distribution);
                Assert.Equal(distribution.Max(), distribution[likeliest[k][i]]);
            }
        }
    }

    [Fact]
    public void Likeliest_TinyTexts_AreTheFirstOfTheLargest()
    {
        double[] distribution = new double[4];
        for (int seed = 0; seed < 300; seed++)
        {
            ushort[] test = Text(seed + 1000, 4, 12);
            int[] contexts = [3, 0, 1, 6];
            NGramModel model = NGramModel.Train(Text(seed, 1 + seed % 4, seed % 23), 4, 6);
            ushort[][] likeliest = model.Likeliest(test, contexts);
            for (int k = 0; k < contexts.Length; k++)
            {
                for (int i = 0; i < test.Length; i++)
                {
                    model.Distribution(test.AsSpan(0, i), contexts[k], distribution);
                    Assert.Equal(distribution.IndexOf(distribution.Max()), likeliest[k][i]);
                }
            }
        }
    }

    [Fact]
    public void Likeliest_AnyThreadsAndOrderOfContexts_AreTheSame()
    {
        ushort[] test = Text(2, 26, 20_000);
        NGramModel model = NGramModel.Train(Text(1, 26, 20_000), 27, 9);
        ushort[][] one = model.Likeliest(test, [0, 3, 9]);
        Assert.Equal([one[2], one[0], one[1], one[1]], model.Likeliest(test, [9, 0, 3, 3], threads: 3));
        Assert.Contains("expected 0 to 9 context symbols, found 10", Message(() => model.Likeliest(test, [10])));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(300)]
    public void Probabilities_PeriodicText_AgreeWithReference(int period)
    {
        ushort[] training = [.. Enumerable.Range(0, 700).Select(i => (ushort)(i % period % 90))];
        ushort[] test = [.. training[50..400], 3, 1, .. training[..100]];
        int[] contexts = [1, 9, 10, 255];
        KneserNeyReference reference = new(training, 90);
        double[][] actual = NGramModel.Train(training, 90, 255).Probabilities(test, contexts);
        for (int k = 0; k < contexts.Length; k++)
        {
            for (int i = 0; i < test.Length; i++)
                Assert.Equal(reference.Probability(test.AsSpan(0, i), test[i], contexts[k]), actual[k][i], Tolerance);
        }
    }

    [Fact]
    public void Probabilities_TinyTexts_AgreeWithReference()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            ushort[] training = Text(seed, 1 + seed % 4, seed % 23), test = Text(seed + 1000, 4, 12);
            int[] contexts = [0, 1, 2, 3, 6];
            KneserNeyReference reference = new(training, 4);
            double[][] actual = NGramModel.Train(training, 4, 6).Probabilities(test, contexts);
            for (int k = 0; k < contexts.Length; k++)
            {
                for (int i = 0; i < test.Length; i++)
                    Assert.Equal(reference.Probability(test.AsSpan(0, i), test[i], contexts[k]), actual[k][i], Tolerance);
            }
        }
    }

    [Fact]
    public void Probabilities_AnyThreadsAndOrderOfContexts_AreTheSameBits()
    {
        ushort[] test = Text(2, 26, 20_000);
        NGramModel model = NGramModel.Train(Text(1, 26, 20_000), 27, 9);
        double[][] one = model.Probabilities(test, [0, 3, 9]);
        long most = 0;
        Lock turn = new();
        double[][] three = model.Probabilities(test, [9, 0, 3, 3], threads: 3, done => { lock (turn) most = Math.Max(most, done); });
        Assert.Equal([one[2], one[0], one[1], one[1]], three);
        Assert.Equal(test.Length, most);
    }

    [Fact]
    public void Train_EmptyText_MakesEverySymbolEquallyLikely()
    {
        NGramModel model = NGramModel.Train([], 5, 3);
        Assert.Equal([0.2, 0.2], model.Probabilities(new ushort[] { 4, 4 }, 3));
        Assert.Equal("no n-gram has a count of 1", model.DiscountsOf(0).Fallback);
        Assert.Empty(model.Probabilities(ReadOnlyMemory<ushort>.Empty, 3));
        Assert.Equal(double.NaN, NGramScore.Of(3, [], new BlockBootstrap(0)).LossNats);
    }

    [Fact]
    public void Train_OneDistinctSymbol_ExpectsIt()
    {
        double[] certain = NGramModel.Train(new ushort[1000], 2, 4).Probabilities(new ushort[10], 4);
        Assert.All(certain[4..], probability => Assert.InRange(probability, 0.999, 1));
    }

    [Fact]
    public void Train_ContextLongerThanTheText_AddsNothing()
    {
        ushort[] training = Text(1, 3, 20);
        double[][] results = NGramModel.Train(training, 3, 30).Probabilities(Text(2, 3, 50), [20, 25, 30]);
        Assert.Equal(results[0], results[1]);
        Assert.Equal(results[0], results[2]);
    }

    [Fact]
    public void Train_WrongArguments_SaysWhatWasExpected()
    {
        Assert.Contains("expected ids below V = 3, found 3 at position 1", Message(() => NGramModel.Train([0, 3], 3, 1)));
        Assert.Contains("expected 0 to 255 context symbols, found 256", Message(() => NGramModel.Train([0], 3, 256)));
        Assert.Contains("expected 1 to 65535 symbols, found 0", Message(() => NGramModel.Train([], 0, 1)));
        NGramModel model = NGramModel.Train([0, 1], 3, 2);
        Assert.Contains("expected 0 to 2 context symbols, found 3", Message(() => model.Probabilities(new ushort[1], 3)));
        Assert.Contains("expected ids below V = 3, found 9 at position 0", Message(() => model.Probabilities(new ushort[] { 9 }, 1)));
        Assert.Contains("expected 3 places", Message(() => model.Distribution([], 1, new double[2])));
        Assert.Contains("expected ids below V = 3, found 7 at position 0", Message(() => model.Distribution([9, 7], 1, new double[3])));
    }

    [Fact]
    public void Train_Cancelled_Stops()
    {
        CancellationToken cancelled = new(canceled: true);
        Assert.Throws<OperationCanceledException>(() => NGramModel.Train([1, 0], 2, 1, cancelled));
        NGramModel model = NGramModel.Train([1, 0], 2, 1);
        Assert.Throws<OperationCanceledException>(() => model.Probabilities(new ushort[9], [1], cancellation: cancelled));
    }

    [Fact]
    public void Score_Probabilities_IsMeanNatsAndErrorsBelowAHalf()
    {
        // A block of the whole text: every drawn text is the text.
        NGramScore score = NGramScore.Of(2, [0.5, 0.25, 1], new BlockBootstrap(3, block: 3));
        Assert.Equal((2, 1, 3), (score.N, score.Errors, score.Characters));
        Assert.Equal((Math.Log(2) + Math.Log(4)) / 3, score.LossNats, 1e-12);
        Assert.Equal(new Interval(1 / 3.0, 1 / 3.0, 1 / 3.0), score.ErrorRate);
        NGramScore varied = NGramScore.Of(2, [0.5, 0.25, 1], new BlockBootstrap(3, block: 1));
        Assert.True(varied.Loss.Low < score.LossNats && score.LossNats < varied.Loss.High);
    }

    private static string Message(Action action) => Assert.ThrowsAny<ArgumentException>(action).Message;

    /// <summary>A text with habits: what comes often depends on the two symbols before, and pieces come again.</summary>
    private static ushort[] Text(int seed, int alphabet, int length)
    {
        Random random = new(seed);
        ushort[] text = new ushort[length];
        for (int i = 0; i < length; i++)
        {
            int habit = i < 2 ? 0 : (text[i - 1] * 7 + text[i - 2] * 3) % alphabet;
            text[i] = random.Next(3) switch
            {
                0 => (ushort)random.Next(alphabet),
                1 => (ushort)habit,
                _ => (ushort)Math.Min(random.Next(alphabet), random.Next(alphabet)),
            };
            // Every so often forty symbols from further up once more.
            if (i >= 80 && random.Next(20) == 0 && i + 40 < length)
            {
                text.AsSpan(random.Next(i - 40), 40).CopyTo(text.AsSpan(i + 1));
                i += 40;
            }
        }

        return text;
    }
}
