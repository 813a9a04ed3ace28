using RnnScope.Analysis.Errors.Words;
using RnnScope.Analysis.Statistics;
using RnnScope.Engine.Text;

namespace RnnScope.Analysis.Memory;

/// <summary>Makes means, quantiles and intervals of sampled connectivity.</summary>
/// <param name="ids">The text.</param>
/// <param name="vocabulary">Its symbols.</param>
/// <param name="positions">The sampled positions.</param>
/// <param name="sampled">Their connectivity.</param>
/// <param name="bootstrap">Draws positions, in blocks of neighbours.</param>
internal sealed class ConnectivitySummarizer(
    ReadOnlyMemory<ushort> ids, Vocabulary vocabulary, int[] positions, SampledConnectivity sampled, BlockBootstrap bootstrap)
{
    private const int MostSymbolsRead = 6;

    private readonly double[] _sums = [.. sampled.Norms.Select(norms => norms.Sum(norm => (double)norm))];

    /// <summary>All of it.</summary>
    /// <param name="options">What was computed.</param>
    /// <param name="horizon">The largest distance.</param>
    /// <param name="losses">(N), what each symbol of the text cost.</param>
    public ConnectivitySummary Summary(ConnectivityOptions options, int horizon, ReadOnlySpan<float> losses)
    {
        DistanceConnectivity[] distances = [.. Enumerable.Range(0, horizon + 1).Select(Distance)];
        WordMap words = new(ids, vocabulary);
        return new ConnectivitySummary(
            options.Target, horizon, bootstrap.Mean(sampled.Remaining), distances,
            Classes(CharacterClasses.Of(words.Classes, ids.Span, vocabulary), distances), Words(words, losses));
    }

    private DistanceConnectivity Distance(int distance)
    {
        double[] sorted = [.. sampled.Norms.Select(norms => (double)norms[distance]).Order()];
        double share = 0, squares = 0;
        int counted = 0;
        for (int i = 0; i < positions.Length; i++)
        {
            if (!IsFinite(i)) continue;
            double norm = sampled.Norms[i][distance];
            share += norm / _sums[i];
            squares += norm * norm / sampled.Norms[i].Sum(other => (double)other * other);
            counted++;
        }

        return new DistanceConnectivity(distance, At(0.1), At(0.25), At(0.5), At(0.75), At(0.9), share / counted, squares / counted);

        double At(double quantile) => sorted[(int)Math.Round(quantile * (sorted.Length - 1))];
    }

    private List<ClassConnectivity> Classes(CharacterClass[] classes, DistanceConnectivity[] distances)
    {
        List<ClassConnectivity> result = [];
        foreach (CharacterClass kind in Enum.GetValues<CharacterClass>())
        {
            double[] share = new double[positions.Length], expected = new double[positions.Length], counted = new double[positions.Length];
            long symbols = 0, all = 0;
            for (int i = 0; i < positions.Length; i++)
            {
                if (!IsFinite(i)) continue;
                counted[i] = 1;
                for (int distance = 0; distance < distances.Length; distance++, all++)
                {
                    if (classes[positions[i] - distance] != kind) continue;
                    symbols++;
                    share[i] += sampled.Norms[i][distance] / _sums[i];
                    expected[i] += distances[distance].Share;
                }
            }

            if (symbols == 0) continue;
            result.Add(new ClassConnectivity(
                kind, (double)symbols / all, bootstrap.Ratio(share, counted), expected.Sum() / counted.Sum(), bootstrap.Ratio(share, expected)));
        }

        return result;
    }

    private IReadOnlyList<WordConnectivity> Words(WordMap words, ReadOnlySpan<float> losses)
    {
        double[] outside = new double[positions.Length];
        int[] right = new int[positions.Length], wrong = new int[positions.Length];
        for (int i = 0; i < positions.Length; i++)
        {
            (right[i], wrong[i]) = (-1, -1);
            int word = words.WordOf(positions[i]);
            if (word < 0 || !IsFinite(i)) continue;
            int read = positions[i] - words.Words[word].From + 1;
            for (int distance = read; distance < sampled.Norms[i].Length; distance++) outside[i] += sampled.Norms[i][distance] / _sums[i];
            // What the 2015 paper calls an error: a probability below a half.
            bool isWrong = Math.Exp(-losses[positions[i] + 1]) < Scores.ModelScores.ErrorThreshold;
            (isWrong ? wrong : right)[i] = Math.Min(read, MostSymbolsRead) - 1;
        }

        IReadOnlyList<Interval> ofRight = bootstrap.Means(outside, right, MostSymbolsRead), ofWrong = bootstrap.Means(outside, wrong, MostSymbolsRead);
        return
        [
            .. Enumerable.Range(0, MostSymbolsRead)
                .Select(group => new WordConnectivity(
                    group + 1, right.Count(found => found == group), ofRight[group], wrong.Count(found => found == group), ofWrong[group]))
                .Where(row => row.Right + row.Wrong > 0),
        ];
    }

    /// <summary>Whether a position has shares at all: the logit depends on something, and no gradient exploded.</summary>
    private bool IsFinite(int i) => _sums[i] > 0 && double.IsFinite(_sums[i]);
}
