using System.Numerics;

namespace RnnScope.Engine.Networks;

/// <summary>The triangle that stretches vectors as a taller matrix does.</summary>
internal static class CholeskyFactor
{
    /// <summary>The upper triangle R with R^T R = W^T W, so that |R a| = |W a| for every a.</summary>
    /// <param name="rows">W, (rows, size).</param>
    /// <param name="size">Its columns.</param>
    /// <returns>(size, size), row after row.</returns>
    /// <remarks>What W cannot tell apart, within double precision, gives rows of zeros. No sum runs along a vector.</remarks>
    public static float[] OfGram(ReadOnlySpan<float> rows, int size)
    {
        double[] gram = new double[(long)size * size], row = new double[size];
        for (int from = 0; from < rows.Length; from += size)
        {
            for (int i = 0; i < size; i++) row[i] = rows[from + i];
            for (int i = 0; i < size; i++) AddScaled(gram.AsSpan(i * size + i, size - i), row.AsSpan(i), row[i]);
        }

        double[] diagonal = [.. Enumerable.Range(0, size).Select(i => gram[i * size + i])];
        for (int i = 0; i < size; i++)
        {
            Span<double> pivotRow = gram.AsSpan(i * size + i, size - i);
            double scale = pivotRow[0] > diagonal[i] * size * 1e-15 ? 1 / Math.Sqrt(pivotRow[0]) : 0;
            foreach (ref double value in pivotRow) value *= scale;
            for (int j = i + 1; j < size; j++) AddScaled(gram.AsSpan(j * size + j, size - j), pivotRow[(j - i)..], -pivotRow[j - i]);
        }

        float[] factor = new float[gram.Length];
        for (int i = 0; i < size; i++)
            for (int j = i; j < size; j++) factor[i * size + j] = (float)gram[i * size + j];
        return factor;
    }

    private static void AddScaled(Span<double> sum, ReadOnlySpan<double> row, double factor)
    {
        int i = 0;
        for (; i <= sum.Length - Vector<double>.Count; i += Vector<double>.Count)
            (new Vector<double>(sum[i..]) + new Vector<double>(row[i..]) * factor).CopyTo(sum[i..]);
        for (; i < sum.Length; i++) sum[i] += row[i] * factor;
    }
}
