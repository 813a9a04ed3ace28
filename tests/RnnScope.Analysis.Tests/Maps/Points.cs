using RnnScope.Analysis.Maps;
using RnnScope.Numerics;

namespace RnnScope.Analysis.Tests.Maps;

/// <summary>Clouds of points and their distances.</summary>
internal static class Points
{
    /// <summary>Points whose coordinates are normal, of variance 1.</summary>
    public static double[][] Random(ulong seed, int count, int dimensions)
    {
        Rng random = new(seed);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, dimensions).Select(_ => Normal()).ToArray())];
    }

    public static Distances Between(double[][] points) =>
        new(points.Length, (i, j) => Math.Sqrt(points[i].Zip(points[j], (x, y) => (x - y) * (x - y)).Sum()));

    /// <summary>Shares of disagreement as models of some kinds have them: less within a kind than between two.</summary>
    public static Distances Kinds(ulong seed, int kinds, int each)
    {
        Rng random = new(seed);
        return new Distances(kinds * each, (i, j) => (i / each == j / each ? 0.1 : 0.25) + 0.05 * random.NextDouble());
    }
}
