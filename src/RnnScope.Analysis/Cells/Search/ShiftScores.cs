using RnnScope.Analysis.Statistics;
using RnnScope.Numerics.Memory;
using RnnScope.Numerics.Products;

namespace RnnScope.Analysis.Cells.Search;

/// <summary>The score of every unit for every property at all circular shifts of the text by whole segments.</summary>
/// <remarks>
/// The part is cut into K segments of M symbols. Shifted by s segments, the sum of products of a unit x and a property y is
/// sum over o, k of x((k + s) M + o) y(k M + o): for each place o within the segments a circular correlation along the
/// segments. After a Fourier transform along the segments these are products, frequency by frequency, and the sum over o makes
/// them products of matrices: (units, M) by (M, properties), K times. The work does not grow with the number of shifts.
/// Two units go through one transform, as real and imaginary part; what comes back is real for each.
/// </remarks>
internal sealed class ShiftScores : IDisposable
{
    /// <summary>Units that are scored together.</summary>
    public const int UnitsAtOnce = 64;

    // Places within the segments that are transformed together: the block of one pair of units fits the second-level cache.
    private const int Places = 64;

    private readonly TrackWeights[] _tracks;
    private readonly SegmentTransform _transform;
    // Of each property the real part of its spectrum, then, from column _imaginary on, the imaginary parts; rows are (frequency, place).
    private readonly PackedMatrix _spectra;
    private readonly int _segment, _imaginary;

    /// <summary>Transforms the properties.</summary>
    /// <param name="tracks">The properties over the part; its symbols are a multiple of the shifts.</param>
    /// <param name="symbols">Symbols of the part.</param>
    /// <param name="shifts">K, a power of two.</param>
    /// <param name="options">Threads and cancellation; the result does not depend on them.</param>
    public ShiftScores(TrackWeights[] tracks, int symbols, int shifts, ParallelOptions options)
    {
        if (symbols % shifts != 0) throw new ArgumentException($"{symbols} symbols are not {shifts} segments");
        (_tracks, _segment, _transform) = (tracks, symbols / shifts, new SegmentTransform(shifts));
        _imaginary = (tracks.Length + 15) / 16 * 16;
        _spectra = new PackedMatrix(symbols, 2 * _imaginary);
        Parallel.For(0, (_segment + Places - 1) / Places, options, chunk => Pack(chunk * Places));
    }

    /// <summary>K.</summary>
    public int Shifts => _transform.Rows;

    /// <summary>Scores some units at all shifts.</summary>
    /// <param name="units">At most <see cref="UnitsAtOnce"/>, over the part.</param>
    /// <param name="scores">
    /// Receives (units, properties, shifts): the score when the unit is moved back by so many segments. 0 for units and properties
    /// that do not vary.
    /// </param>
    /// <param name="cancellation">Stops between segments.</param>
    public void Score(ReadOnlySpan<RankedColumn> units, Span<float> scores, CancellationToken cancellation)
    {
        int height = (units.Length + 1) / 2 * 2, width = 2 * _imaginary;
        using FloatBuffer spectra = new((long)Shifts * height * Places), sums = new((long)Shifts * height * width);
        float[] real = new float[Shifts * Places], imaginary = new float[Shifts * Places];
        for (int from = 0; from < _segment; from += Places)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(Places, _segment - from);
            for (int pair = 0; pair < height; pair += 2)
            {
                Fill(units[pair], from, count, real);
                if (pair + 1 < units.Length) Fill(units[pair + 1], from, count, imaginary);
                else imaginary.AsSpan().Clear();
                _transform.Forward(real.AsSpan(0, Shifts * count), imaginary.AsSpan(0, Shifts * count), count);
                for (int f = 0; f < Shifts; f++)
                {
                    real.AsSpan(f * count, count).CopyTo(spectra.Span(((long)f * height + pair) * Places, count));
                    imaginary.AsSpan(f * count, count).CopyTo(spectra.Span(((long)f * height + pair + 1) * Places, count));
                }
            }

            for (int f = 0; f < Shifts; f++)
            {
                RowBlock rows = new(spectra, (long)f * height * Places, Places), to = new(sums, (long)f * height * width, width);
                MatrixProduct.Multiply(rows, height, _spectra, f * _segment + from, count, from == 0 ? null : to, to);
            }
        }

        for (int pair = 0; pair < height; pair += 2) Return(units, pair, height, sums, scores);
    }

    /// <inheritdoc/>
    public void Dispose() => _spectra.Dispose();

    private void Fill(RankedColumn unit, int from, int count, Span<float> block)
    {
        for (int s = 0; s < Shifts; s++) unit.Normalised(s * _segment + from, block.Slice(s * count, count));
    }

    private void Pack(int from)
    {
        int count = Math.Min(Places, _segment - from), columns = 2 * _imaginary;
        float[] real = new float[Shifts * count], imaginary = new float[Shifts * count], block = new float[Shifts * count * columns];
        for (int p = 0; p < _tracks.Length; p++)
        {
            if (!_tracks[p].Varies) continue;
            for (int s = 0; s < Shifts; s++) _tracks[p].Weights.AsSpan(s * _segment + from, count).CopyTo(real.AsSpan(s * count));
            Array.Clear(imaginary);
            _transform.Forward(real, imaginary, count);
            for (int i = 0; i < real.Length; i++) (block[i * columns + p], block[i * columns + _imaginary + p]) = (real[i], imaginary[i]);
        }

        for (int f = 0; f < Shifts; f++)
            _spectra.Pack(block.AsSpan(f * count * columns, count * columns), count, columns, f * _segment + from, 0);
    }

    /// <summary>Sums of products of spectra, of a pair of units, become scores at shifts.</summary>
    private void Return(ReadOnlySpan<RankedColumn> units, int pair, int height, FloatBuffer sums, Span<float> scores)
    {
        int width = 2 * _imaginary, properties = _tracks.Length;
        float[] real = new float[Shifts * properties], imaginary = new float[Shifts * properties];
        for (int f = 0; f < Shifts; f++)
        {
            // (x + i y) times the conjugate of (a + i b).
            ReadOnlySpan<float> x = sums.Span(((long)f * height + pair) * width, width), y = sums.Span(((long)f * height + pair + 1) * width, width);
            for (int p = 0; p < properties; p++)
            {
                real[f * properties + p] = x[p] + y[_imaginary + p];
                imaginary[f * properties + p] = y[p] - x[_imaginary + p];
            }
        }

        _transform.Inverse(real, imaginary, properties);
        for (int unit = pair; unit < Math.Min(pair + 2, units.Length); unit++)
        {
            float[] back = unit == pair ? real : imaginary;
            for (int p = 0; p < properties; p++)
            {
                float factor = (float)(_tracks[p].Varies && units[unit].Varies ? _tracks[p].Factor(units[unit]) / Shifts : 0);
                for (int s = 0; s < Shifts; s++) scores[(unit * properties + p) * Shifts + s] = back[s * properties + p] * factor;
            }
        }
    }
}
