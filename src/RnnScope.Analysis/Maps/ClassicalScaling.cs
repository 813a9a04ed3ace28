namespace RnnScope.Analysis.Maps;

/// <summary>The flat map whose distances come nearest to given ones: classical multidimensional scaling (Torgerson 1952).</summary>
/// <remarks>
/// Squared distances, centred both ways and halved, are the products of the positions. Their two largest eigenvalues
/// and eigenvectors are the principal components of the positions. See docs/compare.md.
/// </remarks>
public static class ClassicalScaling
{
    /// <summary>Draws the map.</summary>
    /// <param name="distances">n things.</param>
    /// <returns>Places in their order, centred; and how much of the squared distances a flat map can show, 0 to 1.</returns>
    public static (IReadOnlyList<MapPoint> Points, double Share) Of(Distances distances)
    {
        int n = distances.Count;
        (double Value, double[] Vector)[] axes = SymmetricEigen.Of(Products(distances));
        // Distances that no space has give negative eigenvalues as well; no map can show those.
        double all = axes.Sum(axis => Math.Max(0, axis.Value));
        double shown = axes.Take(2).Sum(axis => Math.Max(0, axis.Value));
        double At(int axis, int i) => axis < n ? Math.Sqrt(Math.Max(0, axes[axis].Value)) * axes[axis].Vector[i] : 0;
        return ([.. Enumerable.Range(0, n).Select(i => new MapPoint(At(0, i), At(1, i)))], all > 0 ? shown / all : 1);
    }

    private static double[,] Products(Distances distances)
    {
        int n = distances.Count;
        double[] rows = [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Sum(j => distances[i, j] * distances[i, j]) / n)];
        double mean = rows.Sum() / Math.Max(1, n);
        double[,] products = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++) products[i, j] = -0.5 * (distances[i, j] * distances[i, j] - rows[i] - rows[j] + mean);
        }

        return products;
    }
}
