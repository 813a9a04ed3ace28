using RnnScope.Numerics;

namespace RnnScope.Analysis.Maps;

/// <summary>A map that keeps neighbours together: t-SNE, computed exactly (van der Maaten and Hinton 2008).</summary>
/// <remarks>
/// Positions y are moved until q(i, j), proportional to 1 / (1 + |y(i) - y(j)|²), is like p(i, j), by gradient descent on the
/// divergence sum of p ln(p / q). It starts from <see cref="ClassicalScaling"/>, so that it is the same every time, and
/// what is far apart begins far apart. See docs/compare.md.
/// </remarks>
public static class TSne
{
    // As the paper has them; the steps are shorter, because it drew thousands of points and a grid of models has dozens.
    private const int Iterations = 1000, ExaggeratedIterations = 50, EarlyIterations = 250;
    private const double Exaggeration = 4, EarlyMomentum = 0.5, Momentum = 0.8, LeastGain = 0.01, StartSize = 1e-4;

    /// <summary>The fewest things that have neighbourhoods; fewer are shown as they are by classical scaling.</summary>
    public const int Fewest = 4;

    /// <summary>A third of the others, from 2 to 30.</summary>
    /// <param name="count">n, at least <see cref="Fewest"/>.</param>
    public static double DefaultPerplexity(int count) => Math.Clamp((count - 1) / 3.0, 2, 30);

    /// <summary>Draws the map.</summary>
    /// <param name="distances">n things.</param>
    /// <param name="perplexity">How many neighbours a thing has, in effect: above 1 and below n - 1; 0 takes <see cref="DefaultPerplexity"/>.</param>
    /// <returns>Places in their order, centred; the perplexity, and the divergence that is left, in nats. NaN for fewer than <see cref="Fewest"/> things.</returns>
    public static (IReadOnlyList<MapPoint> Points, double Perplexity, double Divergence) Of(Distances distances, double perplexity = 0)
    {
        int n = distances.Count;
        IReadOnlyList<MapPoint> start = ClassicalScaling.Of(distances).Points;
        if (n < Fewest) return (start, double.NaN, double.NaN);
        if (perplexity == 0) perplexity = DefaultPerplexity(n);
        if (!(perplexity > 1 && perplexity < n - 1))
            throw new ArgumentOutOfRangeException(nameof(perplexity), perplexity, $"expected a perplexity above 1 and below {n - 1}, found {perplexity}");
        double[,] joint = Neighbourhoods.Joint(Neighbourhoods.Conditional(distances, perplexity));
        double[] positions = Start(start);
        Descend(positions, joint);
        return ([.. Enumerable.Range(0, n).Select(i => new MapPoint(positions[2 * i], positions[2 * i + 1]))], perplexity, Divergence(positions, joint));
    }

    /// <summary>sum of p ln(p / q), in nats.</summary>
    /// <param name="positions">(n, 2).</param>
    /// <param name="joint">(n, n).</param>
    internal static double Divergence(double[] positions, double[,] joint)
    {
        (double[,] near, double sum) = Nearness(positions);
        double divergence = 0;
        for (int i = 0; i < near.GetLength(0); i++)
        {
            for (int j = 0; j < near.GetLength(0); j++)
            {
                if (joint[i, j] > 0) divergence += joint[i, j] * Math.Log(joint[i, j] * sum / near[i, j]);
            }
        }

        return divergence;
    }

    /// <summary>Its derivative: 4 times the sum over j of (p - q) (y(i) - y(j)) / (1 + |y(i) - y(j)|²).</summary>
    /// <param name="positions">(n, 2).</param>
    /// <param name="joint">(n, n).</param>
    /// <param name="gradient">Receives (n, 2).</param>
    /// <param name="exaggeration">Multiplies p.</param>
    internal static void Gradient(double[] positions, double[,] joint, double[] gradient, double exaggeration = 1)
    {
        (double[,] near, double sum) = Nearness(positions);
        Array.Clear(gradient);
        for (int i = 0; i < near.GetLength(0); i++)
        {
            for (int j = 0; j < near.GetLength(0); j++)
            {
                double pull = 4 * (exaggeration * joint[i, j] - near[i, j] / sum) * near[i, j];
                gradient[2 * i] += pull * (positions[2 * i] - positions[2 * j]);
                gradient[2 * i + 1] += pull * (positions[2 * i + 1] - positions[2 * j + 1]);
            }
        }
    }

    /// <summary>1 / (1 + |y(i) - y(j)|²), 0 for i itself, and their sum.</summary>
    private static (double[,] Near, double Sum) Nearness(double[] positions)
    {
        int n = positions.Length / 2;
        double[,] near = new double[n, n];
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double x = positions[2 * i] - positions[2 * j], y = positions[2 * i + 1] - positions[2 * j + 1];
                near[i, j] = near[j, i] = 1 / (1 + x * x + y * y);
                sum += 2 * near[i, j];
            }
        }

        return (near, sum);
    }

    /// <summary>The scaled map, tiny, and a little chance, without which points on a line could never leave it.</summary>
    private static double[] Start(IReadOnlyList<MapPoint> map)
    {
        Rng random = new(1);
        double largest = map.Max(point => Math.Max(Math.Abs(point.X), Math.Abs(point.Y)));
        double factor = largest > 0 ? StartSize / largest : 0;
        double Noise() => 0.01 * StartSize * (2 * random.NextDouble() - 1);
        return [.. map.SelectMany(point => new[] { factor * point.X + Noise(), factor * point.Y + Noise() })];
    }

    /// <summary>Momentum, and a gain for each number: more where it keeps its direction, less where it turns (Jacobs 1988).</summary>
    private static void Descend(double[] positions, double[,] joint)
    {
        double[] gradient = new double[positions.Length], velocity = new double[positions.Length], gains = new double[positions.Length];
        Array.Fill(gains, 1);
        double rate = positions.Length / 2 / (4 * Exaggeration);
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            Gradient(positions, joint, gradient, iteration < ExaggeratedIterations ? Exaggeration : 1);
            double momentum = iteration < EarlyIterations ? EarlyMomentum : Momentum;
            for (int k = 0; k < positions.Length; k++)
            {
                bool turns = gradient[k] > 0 == velocity[k] > 0;
                gains[k] = Math.Max(LeastGain, turns ? gains[k] * 0.8 : gains[k] + 0.2);
                velocity[k] = momentum * velocity[k] - rate * gains[k] * gradient[k];
                positions[k] += velocity[k];
            }

            Centre(positions);
        }
    }

    private static void Centre(double[] positions)
    {
        for (int axis = 0; axis < 2; axis++)
        {
            double mean = 0;
            for (int k = axis; k < positions.Length; k += 2) mean += 2 * positions[k] / positions.Length;
            for (int k = axis; k < positions.Length; k += 2) positions[k] -= mean;
        }
    }
}
