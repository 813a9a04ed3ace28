using RnnScope.Analysis.Errors;
using RnnScope.Engine.Tracing;

namespace RnnScope.Analysis.Contexts;

/// <summary>How the units of one site stand to their thresholds within spans and just around them.</summary>
internal sealed class SpanSums
{
    private const int BlockValues = 1 << 18;

    private readonly Trace _trace;
    private readonly string _site;
    private readonly int _width;
    private readonly UnitThreshold[] _thresholds;
    private readonly int[] _inside, _around;
    private readonly double[] _least, _most, _insideSum, _aroundSum;
    private float[] _rows = [];

    public SpanSums(Trace trace, string site, ReadOnlySpan<UnitThreshold> thresholds)
    {
        (_trace, _site, _thresholds, _width) = (trace, site, thresholds.ToArray(), thresholds.Length);
        (_inside, _around) = (new int[_width], new int[_width]);
        (_least, _most, _insideSum, _aroundSum) = (new double[_width], new double[_width], new double[_width], new double[_width]);
    }

    /// <summary>Reads spans; what was read before is forgotten.</summary>
    public void Read(TextSpans spans, int margin, CancellationToken cancellation)
    {
        Array.Fill(_least, double.PositiveInfinity);
        Array.Fill(_most, double.NegativeInfinity);
        Array.Clear(_insideSum);
        Array.Clear(_aroundSum);
        (InsideCount, AroundCount) = (0, 0);
        for (int index = 0; index < spans.Ranges.Count; index++)
        {
            TextRange span = spans.Ranges[index];
            Array.Clear(_inside);
            Array.Clear(_around);
            Add(span, _inside, _insideSum, cancellation);
            int around = 0;
            foreach (TextRange piece in spans.Around(index, margin))
            {
                Add(piece, _around, _aroundSum, cancellation);
                around += piece.Count;
            }

            for (int unit = 0; unit < _width; unit++)
            {
                double inside = (double)_inside[unit] / span.Count;
                double high = around == 0 ? inside : (inside + 1 - (double)_around[unit] / around) / 2;
                (_least[unit], _most[unit]) = (Math.Min(_least[unit], high), Math.Max(_most[unit], high));
            }

            InsideCount += span.Count;
            AroundCount += around;
        }
    }

    /// <summary>Symbols within the spans.</summary>
    public int InsideCount { get; private set; }

    /// <summary>Symbols just around them.</summary>
    public int AroundCount { get; private set; }

    /// <summary>The better side of a unit, and how exactly it marks the spans: the least of all spans. Of equal sides, the high one.</summary>
    public (bool IsHigh, double Score) Best(int unit)
    {
        // What is low within the spans and high around them is 1 less the score of the other side.
        double high = _least[unit], low = 1 - _most[unit];
        return high >= low ? (true, high) : (false, low);
    }

    /// <summary>Mean value of a unit within the spans.</summary>
    public double Inside(int unit) => _insideSum[unit] / InsideCount;

    /// <summary>Mean value of a unit around them; NaN where there is nothing.</summary>
    public double Around(int unit) => _aroundSum[unit] / AroundCount;

    private void Add(TextRange piece, int[] counts, double[] sums, CancellationToken cancellation)
    {
        int block = Math.Max(1, BlockValues / _width);
        for (int done = 0; done < piece.Count; done += block)
        {
            cancellation.ThrowIfCancellationRequested();
            int rows = Math.Min(block, piece.Count - done);
            if (_rows.Length < rows * _width) _rows = new float[rows * _width];
            Span<float> values = _rows.AsSpan(0, rows * _width);
            _trace.ReadRows(_site, piece.From + done, rows, values);
            for (; values.Length > 0; values = values[_width..])
            {
                for (int unit = 0; unit < _width; unit++)
                {
                    if (values[unit] >= _thresholds[unit].Value) counts[unit]++;
                    sums[unit] += values[unit];
                }
            }
        }
    }
}
