using RnnScope.Analysis.Statistics;
using RnnScope.Numerics;

namespace RnnScope.Analysis.Tests.Statistics;

public sealed class BlockBootstrapTests
{
    private const int Length = 2000, Texts = 400;

    /// <summary>Persistence of the track (0: independent), block, and how often an interval of 95 % may hold the mean.</summary>
    [Theory]
    [InlineData(0.0, 1, 0.92, 0.98)]
    [InlineData(0.0, 0, 0.90, 0.98)]
    // Blocks of 45 of a track that remembers 10 symbols are nearly independent. Single symbols are anything but.
    [InlineData(0.9, 0, 0.86, 0.97)]
    [InlineData(0.9, 1, 0.10, 0.50)]
    public void Mean_OfManyTexts_HoldsTheTrueMeanAsOftenAsItSays(double persistence, int block, double least, double most)
    {
        int held = 0;
        for (int text = 0; text < Texts; text++)
        {
            BlockBootstrap bootstrap = new(Length, seed: (ulong)text, block, resamples: 200);
            if (bootstrap.Mean(Track((ulong)text + 1000, persistence)).Contains(3)) held++;
        }

        Assert.InRange((double)held / Texts, least, most);
    }

    [Fact]
    public void Mean_TrackThatRemembers_IsWiderThanTheNaiveInterval()
    {
        double[] track = Track(5, 0.9);
        double Width(int block)
        {
            Interval interval = new BlockBootstrap(Length, block: block).Mean(track);
            return interval.High - interval.Low;
        }

        // In theory by the root of (1 + 0.9) / (1 - 0.9), which is 4.4, less what blocks of 45 miss.
        Assert.InRange(Width(0) / Width(1), 3, 5);
    }

    [Fact]
    public void Mean_IndependentTrack_HasTheWidthThatTheoryGives()
    {
        Interval interval = new BlockBootstrap(Length, block: 1, resamples: 5000).Mean(Track(8, 0));
        Assert.Equal(2 * 1.96 / Math.Sqrt(Length), interval.High - interval.Low, 0.008);
        Assert.Equal(Track(8, 0).Average(), interval.Estimate, 1e-12);
    }

    [Fact]
    public void Ratio_AndMeans_AgreeWithDrawingByHand()
    {
        const int N = 23, Block = 5;
        Rng values = new(3);
        double[] track = [.. Enumerable.Range(0, N).Select(_ => values.NextDouble())];
        int[] groups = [.. Enumerable.Range(0, N).Select(_ => values.NextInt(3) - 1)];
        BlockBootstrap bootstrap = new(N, seed: 9, Block, resamples: 100, confidence: 0.9);

        List<double> drawn = [];
        Rng random = new(9);
        for (int resample = 0; resample < 100; resample++)
        {
            List<int> symbols = [];
            for (int block = 0; block < 5; block++)
            {
                int from = random.NextInt(5) * Block;
                symbols.AddRange(Enumerable.Range(from, Math.Min(Block, N - from)));
            }

            if (symbols.Any(i => groups[i] == 1)) drawn.Add(symbols.Where(i => groups[i] == 1).Average(i => track[i]));
        }

        drawn.Sort();
        int outside = (int)(drawn.Count * 0.05);
        double mean = Enumerable.Range(0, N).Where(i => groups[i] == 1).Average(i => track[i]);
        foreach (Interval interval in new[]
        {
            bootstrap.Means(track, groups, 3)[1],
            bootstrap.Ratio([.. track.Zip(groups, (value, group) => group == 1 ? value : 0)], [.. groups.Select(group => group == 1 ? 1.0 : 0)]),
        })
        {
            Assert.Equal(mean, interval.Estimate, 1e-12);
            Assert.Equal(drawn[outside], interval.Low, 1e-12);
            Assert.Equal(drawn[^(outside + 1)], interval.High, 1e-12);
        }

        Assert.Equal(double.NaN, bootstrap.Means(track, groups, 3)[2].Estimate);
    }

    [Fact]
    public void Mean_SameSeed_IsTheSameAndAnotherIsNot()
    {
        double[] track = Track(5, 0.5);
        Interval first = new BlockBootstrap(Length, seed: 1).Mean(track);
        Assert.Equal(first, new BlockBootstrap(Length, seed: 1).Mean(track));
        Assert.NotEqual(first, new BlockBootstrap(Length, seed: 2).Mean(track));
    }

    [Fact]
    public void Mean_NothingToVary_HasNoWidth()
    {
        Assert.Equal(new Interval(7, 7, 7), new BlockBootstrap(50).Mean(Enumerable.Repeat(7.0, 50).ToArray()));
        Assert.Equal(new Interval(4, 4, 4), new BlockBootstrap(1).Mean([4]));
        Assert.Equal(new Interval(double.NaN, double.NaN, double.NaN), new BlockBootstrap(0).Mean([]));
    }

    [Fact]
    public void Less_TwoTracks_IsTheMeanOfTheirDifference()
    {
        double[] one = Track(5, 0.9), other = [.. Track(5, 0.9).Zip(Track(6, 0), (same, own) => same + 0.1 * own)];
        BlockBootstrap bootstrap = new(Length);
        Interval difference = bootstrap.Draw(one).Less(bootstrap.Draw(other)), expected = bootstrap.Mean([.. one.Zip(other, (a, b) => a - b)]);
        Assert.Equal(expected.Estimate, difference.Estimate, 1e-12);
        Assert.Equal(expected.Low, difference.Low, 1e-12);
        Assert.Equal(expected.High, difference.High, 1e-12);
        // What both share is gone: what is left is a tenth as wide as a track, or less.
        Interval mean = bootstrap.Draw(one).Interval;
        Assert.True(difference.High - difference.Low < 0.2 * (mean.High - mean.Low));
        Assert.Contains("the same 1000 drawn texts", Assert.Throws<ArgumentException>(() => bootstrap.Draw(one).Less(new BlockBootstrap(Length, resamples: 20).Draw(one))).Message);
    }

    [Fact]
    public void Ratio_DenominatorsThatAreMostlyDrawnAsZero_GiveNoInterval()
    {
        double[] rare = new double[10_000];
        Assert.Equal(double.NaN, new BlockBootstrap(10_000).Ratio(rare, rare).Estimate);
        rare[17] = 1;
        // One block in 100 has it: of 1000 texts of 100 blocks about 630 do.
        Interval once = new BlockBootstrap(10_000).Ratio(rare, rare);
        Assert.Equal(new Interval(1, 1, 1), once);
        Assert.Equal(double.NaN, new BlockBootstrap(10_000, block: 10_000).Ratio(new double[10_000], new double[10_000]).Low);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(100, 10)]
    [InlineData(330_000, 575)]
    public void DefaultBlock_IsTheSquareRootRoundedUp(int length, int block) => Assert.Equal(block, BlockBootstrap.DefaultBlock(length));

    [Fact]
    public void Arguments_OutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new BlockBootstrap(10, block: 11));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BlockBootstrap(10, resamples: 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BlockBootstrap(10, confidence: 1));
        Assert.Contains("expected a track of 10 numbers, one per symbol, found 9", Assert.Throws<ArgumentException>(() => new BlockBootstrap(10).Mean(new double[9])).Message);
    }

    /// <summary>A normal track of mean 3 and variance 1 whose correlation dies off by the persistence at every step.</summary>
    private static double[] Track(ulong seed, double persistence)
    {
        Rng random = new(seed);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        double[] track = new double[Length];
        double value = Normal();
        for (int i = 0; i < Length; i++)
        {
            track[i] = 3 + value;
            value = persistence * value + Math.Sqrt(1 - persistence * persistence) * Normal();
        }

        return track;
    }
}
