using System.Numerics;
using System.Runtime.InteropServices;

namespace RnnScope.Analysis.Statistics;

/// <summary>The discrete Fourier transform along the rows of a block, for each of its columns by itself (Cooley and Tukey 1965).</summary>
/// <remarks>
/// Forward, frequencies come out in bit-reversed order; the inverse takes them in this order. Products of spectra do not mind, so
/// nothing is ever put in order. Vectors go across columns: each column's numbers do not depend on the others.
/// </remarks>
internal sealed class SegmentTransform
{
    // (K / 2): cos and sin of 2 pi j / K.
    private readonly float[] _cosines, _sines;

    /// <summary>Prepares for blocks of so many rows.</summary>
    /// <param name="rows">K, a power of two.</param>
    public SegmentTransform(int rows)
    {
        if (!BitOperations.IsPow2(rows)) throw new ArgumentOutOfRangeException(nameof(rows), rows, "expected a power of two");
        Rows = rows;
        (_cosines, _sines) = (new float[rows / 2], new float[rows / 2]);
        for (int j = 0; j < rows / 2; j++) (_sines[j], _cosines[j]) = ((float, float))Math.SinCos(2 * Math.PI * j / rows);
    }

    /// <summary>K.</summary>
    public int Rows { get; }

    /// <summary>Replaces a block by its spectra: row f of column o becomes the sum over s of x(s, o) exp(-2 pi i f s / K).</summary>
    /// <param name="real">(K, columns).</param>
    /// <param name="imaginary">(K, columns).</param>
    /// <param name="columns">How many columns.</param>
    public void Forward(Span<float> real, Span<float> imaginary, int columns)
    {
        for (int length = Rows; length > 1; length /= 2)
        {
            int half = length / 2, step = Rows / length;
            for (int start = 0; start < Rows; start += length)
            {
                for (int j = 0; j < half; j++)
                {
                    int upper = (start + j) * columns, lower = upper + half * columns;
                    Split(
                        real.Slice(upper, columns), imaginary.Slice(upper, columns), real.Slice(lower, columns), imaginary.Slice(lower, columns),
                        _cosines[j * step], -_sines[j * step]);
                }
            }
        }
    }

    /// <summary>Replaces spectra by K times the block that they came from.</summary>
    /// <inheritdoc cref="Forward"/>
    public void Inverse(Span<float> real, Span<float> imaginary, int columns)
    {
        for (int length = 2; length <= Rows; length *= 2)
        {
            int half = length / 2, step = Rows / length;
            for (int start = 0; start < Rows; start += length)
            {
                for (int j = 0; j < half; j++)
                {
                    int upper = (start + j) * columns, lower = upper + half * columns;
                    Join(
                        real.Slice(upper, columns), imaginary.Slice(upper, columns), real.Slice(lower, columns), imaginary.Slice(lower, columns),
                        _cosines[j * step], _sines[j * step]);
                }
            }
        }
    }

    /// <summary>a, b become a + b, (a - b) w.</summary>
    private static void Split(Span<float> ar, Span<float> ai, Span<float> br, Span<float> bi, float cosine, float sine)
    {
        Span<Vector<float>> arv = Vectors(ar), aiv = Vectors(ai), brv = Vectors(br), biv = Vectors(bi);
        for (int i = 0; i < arv.Length; i++)
        {
            Vector<float> dr = arv[i] - brv[i], di = aiv[i] - biv[i];
            arv[i] += brv[i];
            aiv[i] += biv[i];
            brv[i] = dr * cosine - di * sine;
            biv[i] = dr * sine + di * cosine;
        }

        for (int i = arv.Length * Vector<float>.Count; i < ar.Length; i++)
        {
            float dr = ar[i] - br[i], di = ai[i] - bi[i];
            (ar[i], ai[i]) = (ar[i] + br[i], ai[i] + bi[i]);
            (br[i], bi[i]) = (dr * cosine - di * sine, dr * sine + di * cosine);
        }
    }

    /// <summary>a, b become a + b w, a - b w.</summary>
    private static void Join(Span<float> ar, Span<float> ai, Span<float> br, Span<float> bi, float cosine, float sine)
    {
        Span<Vector<float>> arv = Vectors(ar), aiv = Vectors(ai), brv = Vectors(br), biv = Vectors(bi);
        for (int i = 0; i < arv.Length; i++)
        {
            Vector<float> tr = brv[i] * cosine - biv[i] * sine, ti = brv[i] * sine + biv[i] * cosine;
            brv[i] = arv[i] - tr;
            biv[i] = aiv[i] - ti;
            arv[i] += tr;
            aiv[i] += ti;
        }

        for (int i = arv.Length * Vector<float>.Count; i < ar.Length; i++)
        {
            float tr = br[i] * cosine - bi[i] * sine, ti = br[i] * sine + bi[i] * cosine;
            (br[i], bi[i]) = (ar[i] - tr, ai[i] - ti);
            (ar[i], ai[i]) = (ar[i] + tr, ai[i] + ti);
        }
    }

    private static Span<Vector<float>> Vectors(Span<float> numbers) => MemoryMarshal.Cast<float, Vector<float>>(numbers);
}
