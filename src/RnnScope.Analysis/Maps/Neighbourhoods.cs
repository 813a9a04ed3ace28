namespace RnnScope.Analysis.Maps;

/// <summary>Who is near whom, as probabilities: the first half of t-SNE.</summary>
internal static class Neighbourhoods
{
    // Widths from a billionth of a billionth of the row's typical distance to as much above it, halved to the last bit.
    private const double WidestExponent = 60;
    private const int Halvings = 64;

    /// <summary>p(j | i), the probability that i would pick j as its neighbour, each row as wide as a perplexity asks for.</summary>
    /// <param name="distances">n things.</param>
    /// <param name="perplexity">How many neighbours a thing has, in effect: 1 to n - 1.</param>
    /// <returns>(n, n); rows sum to one, the diagonal is 0. Where more are equally near, the perplexity is as many.</returns>
    public static double[,] Conditional(Distances distances, double perplexity)
    {
        int n = distances.Count;
        double[,] conditional = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            double[] row = Row(distances, i, Math.Log(perplexity));
            for (int j = 0; j < n; j++) conditional[i, j] = row[j];
        }

        return conditional;
    }

    /// <summary>p(i, j) = (p(j | i) + p(i | j)) / 2n: all pairs sum to one.</summary>
    public static double[,] Joint(double[,] conditional)
    {
        int n = conditional.GetLength(0);
        double[,] joint = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++) joint[i, j] = (conditional[i, j] + conditional[j, i]) / (2 * n);
        }

        return joint;
    }

    /// <summary>A wider bell is less sure of its neighbours: entropy falls with the exponent, and halving finds it.</summary>
    private static double[] Row(Distances distances, int of, double entropy)
    {
        int n = distances.Count;
        double nearest = double.PositiveInfinity, sum = 0;
        for (int j = 0; j < n; j++)
        {
            if (j != of) nearest = Math.Min(nearest, distances[of, j] * distances[of, j]);
        }

        // What all have in common cancels, and without it the nearest cannot vanish.
        double[] beyond = [.. Enumerable.Range(0, n).Select(j => distances[of, j] * distances[of, j] - nearest)];
        for (int j = 0; j < n; j++) sum += j == of ? 0 : beyond[j];
        double scale = sum > 0 ? sum / (n - 1) : 1, low = -WidestExponent, high = WidestExponent;
        for (int halving = 0; halving < Halvings; halving++)
        {
            double middle = (low + high) / 2;
            if (Entropy(Bell(beyond, of, Math.Pow(2, middle) / scale)) > entropy) low = middle;
            else high = middle;
        }

        return Bell(beyond, of, Math.Pow(2, high) / scale);
    }

    private static double[] Bell(double[] beyond, int of, double precision)
    {
        double[] row = [.. beyond.Select((distance, j) => j == of ? 0 : Math.Exp(-precision * distance))];
        double sum = row.Sum();
        return [.. row.Select(value => value / sum)];
    }

    /// <summary>In nats; its exponential is the perplexity.</summary>
    public static double Entropy(IEnumerable<double> row) => -row.Where(p => p > 0).Sum(p => p * Math.Log(p));
}
