using RnnScope.Analysis.Comparison;
using RnnScope.Analysis.Statistics;

namespace RnnScope.Analysis.Tests.Comparison;

public sealed class LossDifferencesTests
{
    [Fact]
    public void Of_TwoNetworks_IsWhatCountingByHandFinds()
    {
        Random random = new(5);
        float[] first = [.. Enumerable.Range(0, 3000).Select(i => i == 0 || i % 97 == 5 ? float.NaN : random.NextSingle() * 4)];
        float[] second = [.. Enumerable.Range(0, 3000).Select(i => i == 0 ? float.NaN : random.NextSingle() * 5)];

        LossDifferences found = LossDifferences.Of(first, second, places: 7, seed: 3);

        (int At, double Nats)[] known = [.. Enumerable.Range(0, 3000).Where(i => !float.IsNaN(first[i]) && !float.IsNaN(second[i])).Select(i => (i, (double)first[i] - second[i]))];
        Assert.Equal(known.Length, found.Count);
        Assert.Equal(known.Average(place => place.Nats), found.Nats.Estimate, 1e-9);
        Assert.Equal(known.Average(place => (double)first[place.At]), found.FirstNats, 1e-9);
        Assert.Equal(known.Average(place => (double)second[place.At]), found.SecondNats, 1e-9);
        Assert.Equal(known.Count(place => place.Nats < 0) / (double)known.Length, found.FirstIsBetter, 1e-12);
        Assert.Equal(new BlockBootstrap(known.Length, 3).Mean([.. known.Select(place => place.Nats)]), found.Nats);
        Assert.Equal(Places(known, 1), found.ForSecond.Select(place => place.Position));
        Assert.Equal(Places(known, -1), found.ForFirst.Select(place => place.Position));

        // The largest first; whoever is too near to one that was taken is passed over.
        static List<int> Places((int At, double Nats)[] known, int sign)
        {
            List<int> taken = [];
            List<(int At, double Nats)> left = [.. known.Where(place => sign * place.Nats > 0)];
            while (taken.Count < 7)
            {
                (int At, double Nats) largest = left.MaxBy(place => sign * place.Nats);
                taken.Add(largest.At);
                left.RemoveAll(place => Math.Abs(place.At - largest.At) < LossDifferences.Apart);
            }

            return taken;
        }
    }

    [Fact]
    public void Of_NothingThatBothWereAsked_IsNaN()
    {
        LossDifferences found = LossDifferences.Of([float.NaN, 1], [2, float.NaN]);
        Assert.Equal(0, found.Count);
        Assert.True(double.IsNaN(found.Nats.Estimate) && double.IsNaN(found.FirstNats) && double.IsNaN(found.FirstIsBetter));
        Assert.Empty(found.ForFirst);
        Assert.Contains("2", Assert.Throws<ArgumentException>(() => LossDifferences.Of([1], [1, 2])).Message, StringComparison.Ordinal);
    }
}
