using RnnScope.Analysis.Dynamics;
using RnnScope.Numerics;

namespace RnnScope.Analysis.Tests.Dynamics;

public sealed class SymmetricDivergenceTests
{
    [Fact]
    public void Of_AnyDistributions_IsTheSumOfBothDirections()
    {
        Rng rng = new(3);
        for (int round = 0; round < 50; round++)
        {
            double[] p = Distribution(rng), q = Distribution(rng);
            double expected = Divergence(p, q) + Divergence(q, p);
            Assert.True(expected > 0.01);
            Assert.Equal(expected, SymmetricDivergence.Of(Logarithms(p), Logarithms(q)), 1e-12);
            Assert.Equal(SymmetricDivergence.Of(Logarithms(p), Logarithms(q)), SymmetricDivergence.Of(Logarithms(q), Logarithms(p)));
            Assert.Equal(0, SymmetricDivergence.Of(Logarithms(p), Logarithms(p)));
        }
    }

    [Fact]
    public void Of_KnownDistributions_IsWhatPaperAndPencilGive() =>
        // (3/4 - 1/4) ln 3 + (1/4 - 3/4) ln (1/3)
        Assert.Equal(Math.Log(3), SymmetricDivergence.Of(Logarithms([0.75, 0.25]), Logarithms([0.25, 0.75])), 1e-15);

    [Fact]
    public void Of_ProbabilityTooSmallForANumber_IsFinite()
    {
        Assert.Equal(0, Math.Exp(-2000));
        // The other symbol's term is (1 - 1/2) ln 2.
        Assert.Equal(0.5 * Math.Log(2) + 0.5 * (2000 - Math.Log(2)), SymmetricDivergence.Of([0, -2000], Logarithms([0.5, 0.5])), 1e-9);
    }

    [Fact]
    public void Of_OtherSymbols_IsRefused() =>
        Assert.Contains("found 2 and 3", Assert.Throws<ArgumentException>(() => SymmetricDivergence.Of([0, 0], [0, 0, 0])).Message);

    private static double Divergence(double[] p, double[] q) => p.Zip(q, (one, other) => one * Math.Log(one / other)).Sum();

    private static double[] Logarithms(double[] probabilities) => [.. probabilities.Select(p => Math.Log(p))];

    private static double[] Distribution(Rng rng)
    {
        double[] weights = [.. Enumerable.Range(0, 7).Select(_ => rng.NextDouble() + 0.001)];
        return [.. weights.Select(weight => weight / weights.Sum())];
    }
}
