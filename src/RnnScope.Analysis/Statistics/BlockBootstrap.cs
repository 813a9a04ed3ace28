using RnnScope.Numerics;

namespace RnnScope.Analysis.Statistics;

/// <summary>Intervals for means over a text: percentiles of a bootstrap that draws whole blocks of neighbours (Carlstein 1986).</summary>
/// <remarks>
/// Neighbouring symbols are alike: a hard passage has many errors. Drawing symbols one by one would take them for independent
/// and promise too much. So the text is cut into blocks, and as many blocks as it has are drawn with replacement. All
/// questions see the same drawn texts, and a seed always draws the same. See docs/errors.md.
/// </remarks>
public sealed class BlockBootstrap
{
    private readonly int _length, _blocks;
    // (resamples, blocks): how often each block is in each drawn text.
    private readonly int[] _times;

    /// <summary>Draws texts for tracks with one number per symbol.</summary>
    /// <param name="length">N, symbols of the text.</param>
    /// <param name="seed">Where the random numbers start.</param>
    /// <param name="block">Symbols of a block, 1 to N; 0 takes <see cref="DefaultBlock"/>. The last block may be shorter.</param>
    /// <param name="resamples">Texts that are drawn, 20 to 100,000.</param>
    /// <param name="confidence">How many of them an interval spans, above 0 and below 1.</param>
    public BlockBootstrap(int length, ulong seed = 1, int block = 0, int resamples = 1000, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfNegative(block);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(block, Math.Max(1, length));
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 20);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(resamples, 100_000);
        if (!(confidence > 0 && confidence < 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "expected a number between 0 and 1");
        (_length, Resamples, Confidence) = (length, resamples, confidence);
        Block = block > 0 ? block : DefaultBlock(length);
        _blocks = (length + Block - 1) / Block;
        _times = new int[checked(resamples * _blocks)];
        Rng random = new(seed);
        for (int resample = 0; resample < resamples; resample++)
        {
            for (int drawn = 0; drawn < _blocks; drawn++) _times[resample * _blocks + random.NextInt(_blocks)]++;
        }
    }

    /// <summary>Symbols of a block.</summary>
    public int Block { get; }

    /// <summary>Texts that are drawn.</summary>
    public int Resamples { get; }

    /// <summary>How many of them an interval spans.</summary>
    public double Confidence { get; }

    /// <summary>The square root of N, rounded up: as many blocks as each has symbols.</summary>
    public static int DefaultBlock(int length) => Math.Max(1, (int)Math.Ceiling(Math.Sqrt(length)));

    /// <summary>The mean of a track.</summary>
    /// <param name="track">(N).</param>
    public Interval Mean(ReadOnlySpan<double> track) => Draw(track).Interval;

    /// <summary>The mean of a track, to be compared with that of another.</summary>
    /// <param name="track">(N).</param>
    public DrawnMean Draw(ReadOnlySpan<double> track)
    {
        Check(track.Length);
        double[] sums = BlockSums(track), lengths = new double[_blocks];
        for (int block = 0; block < _blocks; block++) lengths[block] = Math.Min(Block, _length - block * Block);
        return new DrawnMean(sums.Sum() / lengths.Sum(), Drawn(sums, lengths), Confidence);
    }

    /// <summary>A number that follows from sums over the text, such as a correlation, to be compared with that of another unit or model.</summary>
    /// <param name="statistic">The number, given the sum of each track over a text.</param>
    /// <param name="tracks">Each (N).</param>
    public DrawnMean Draw(Func<double[], double> statistic, params IReadOnlyList<double[]> tracks)
    {
        double[][] sums = [.. tracks.Select(track => BlockSums(Checked(track)))];
        double[] drawn = new double[Resamples], total = new double[sums.Length];
        for (int resample = 0; resample < drawn.Length; resample++)
        {
            ReadOnlySpan<int> times = _times.AsSpan(resample * _blocks, _blocks);
            for (int track = 0; track < sums.Length; track++)
            {
                double sum = 0;
                for (int block = 0; block < times.Length; block++) sum += times[block] * sums[track][block];
                total[track] = sum;
            }

            drawn[resample] = statistic(total);
        }

        return new DrawnMean(statistic([.. sums.Select(blocks => blocks.Sum())]), drawn, Confidence);
    }

    /// <summary>The sum of one track divided by that of another, such as errors of a kind by errors.</summary>
    /// <param name="numerators">(N).</param>
    /// <param name="denominators">(N), not negative.</param>
    /// <returns>Drawn texts whose denominators are all 0 do not count; where they are most, there is no interval.</returns>
    public Interval Ratio(ReadOnlySpan<double> numerators, ReadOnlySpan<double> denominators)
    {
        Check(numerators.Length);
        Check(denominators.Length);
        return Ratio(BlockSums(numerators), BlockSums(denominators));
    }

    /// <summary>The mean of a track in each of several groups of symbols, such as the occurrences of each symbol.</summary>
    /// <param name="track">(N).</param>
    /// <param name="groups">(N), the group of each symbol: 0 to below <paramref name="count"/>, or anything else for none.</param>
    /// <param name="count">How many groups there are.</param>
    /// <returns>One for each group; NaN for one without symbols.</returns>
    public IReadOnlyList<Interval> Means(ReadOnlySpan<double> track, ReadOnlySpan<int> groups, int count)
    {
        Check(track.Length);
        Check(groups.Length);
        double[]?[] sums = new double[]?[count], members = new double[]?[count];
        for (int i = 0; i < _length; i++)
        {
            int group = groups[i];
            if ((uint)group >= (uint)count) continue;
            (sums[group] ??= new double[_blocks])[i / Block] += track[i];
            (members[group] ??= new double[_blocks])[i / Block]++;
        }

        return [.. Enumerable.Range(0, count).Select(group => Ratio(sums[group] ?? [], members[group] ?? []))];
    }

    private double[] BlockSums(ReadOnlySpan<double> track)
    {
        double[] sums = new double[_blocks];
        for (int i = 0; i < track.Length; i++) sums[i / Block] += track[i];
        return sums;
    }

    private Interval Ratio(double[] above, double[] below) => Interval.OfDrawn(above.Sum() / below.Sum(), Drawn(above, below), Confidence);

    /// <summary>(resamples), the ratio in each drawn text; none when there is nothing to divide.</summary>
    private double[] Drawn(double[] above, double[] below)
    {
        double[] drawn = new double[above.Length > 0 ? Resamples : 0];
        for (int resample = 0; resample < drawn.Length; resample++)
        {
            ReadOnlySpan<int> times = _times.AsSpan(resample * _blocks, _blocks);
            double numerator = 0, denominator = 0;
            for (int block = 0; block < times.Length; block++)
            {
                numerator += times[block] * above[block];
                denominator += times[block] * below[block];
            }

            drawn[resample] = numerator / denominator;
        }

        return drawn;
    }

    private double[] Checked(double[] track)
    {
        Check(track.Length);
        return track;
    }

    private void Check(int length)
    {
        if (length != _length) throw new ArgumentException($"expected a track of {_length} numbers, one per symbol, found {length}");
    }
}
