namespace RnnScope.Analysis.Maps;

/// <summary>Eigenvalues and eigenvectors of a small symmetric matrix, by rotating pairs of axes (Jacobi 1846).</summary>
internal static class SymmetricEigen
{
    private const int MostSweeps = 60;

    /// <summary>All of them, the largest eigenvalue first.</summary>
    /// <param name="matrix">(n, n), symmetric; not changed.</param>
    /// <returns>Vectors have length 1; the largest of their numbers is positive, so that they are always the same.</returns>
    public static (double Value, double[] Vector)[] Of(double[,] matrix)
    {
        int n = matrix.GetLength(0);
        double[,] a = (double[,])matrix.Clone(), vectors = new double[n, n];
        for (int i = 0; i < n; i++) vectors[i, i] = 1;
        double enough = 1e-30 * a.Cast<double>().Sum(value => value * value);
        for (int sweep = 0; sweep < MostSweeps && OffDiagonal(a) > enough; sweep++)
        {
            for (int p = 0; p < n; p++)
            {
                for (int q = p + 1; q < n; q++) Rotate(a, vectors, p, q);
            }
        }

        return [.. Enumerable.Range(0, n).OrderByDescending(i => a[i, i]).Select(i => (a[i, i], Column(vectors, i)))];
    }

    /// <summary>Turns two axes so that the matrix has a zero where they meet.</summary>
    private static void Rotate(double[,] a, double[,] vectors, int p, int q)
    {
        if (a[p, q] == 0) return;
        int n = a.GetLength(0);
        double theta = (a[q, q] - a[p, p]) / (2 * a[p, q]);
        double tangent = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
        double cosine = 1 / Math.Sqrt(tangent * tangent + 1), sine = tangent * cosine;
        for (int k = 0; k < n; k++) (a[k, p], a[k, q]) = (cosine * a[k, p] - sine * a[k, q], sine * a[k, p] + cosine * a[k, q]);
        for (int k = 0; k < n; k++) (a[p, k], a[q, k]) = (cosine * a[p, k] - sine * a[q, k], sine * a[p, k] + cosine * a[q, k]);
        for (int k = 0; k < n; k++)
            (vectors[k, p], vectors[k, q]) = (cosine * vectors[k, p] - sine * vectors[k, q], sine * vectors[k, p] + cosine * vectors[k, q]);
    }

    private static double OffDiagonal(double[,] a)
    {
        double sum = 0;
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = 0; j < i; j++) sum += 2 * a[i, j] * a[i, j];
        }

        return sum;
    }

    private static double[] Column(double[,] vectors, int column)
    {
        double[] vector = [.. Enumerable.Range(0, vectors.GetLength(0)).Select(row => vectors[row, column])];
        // Of two that are equally large but for rounding, the first decides.
        double largest = vector.Max(Math.Abs);
        double sign = vector.First(value => Math.Abs(value) >= largest * (1 - 1e-9)) < 0 ? -1 : 1;
        return [.. vector.Select(value => sign * value)];
    }
}
