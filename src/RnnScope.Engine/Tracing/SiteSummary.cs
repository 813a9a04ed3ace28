using System.Numerics;
using System.Runtime.InteropServices;
using RnnScope.Engine.Files;

namespace RnnScope.Engine.Tracing;

/// <summary>What each unit of a site was like in each block of a text: for pictures of a whole text that is too long to be read for each of them.</summary>
/// <remarks>
/// It takes one reading of the site, a block after the other, and answers what it knows meanwhile. The complete one is kept beside the
/// trace, in a folder <c>summaries</c>, and found again where it still fits. Losses that are no number are left out, of a block of nothing else its
/// numbers are none; values of units are numbers.
/// </remarks>
public sealed class SiteSummary
{
    /// <summary>Symbols of a block; of losses, of <see cref="LossBlock"/>: one number each, so a picture may be finer.</summary>
    public const int Block = 4096, LossBlock = 64;

    private const string Format = "rnnscope-summary-3", TensorName = "blocks", FormatName = "format", SiteKey = "site";
    private const int Answers = 3; // minimum, maximum, mean

    // Of a part that nothing is known of, so many of its symbols are read.
    private const int Glance = 48;

    private readonly Trace _trace;
    private readonly string _site;
    private readonly int _width;
    // (blocks, Numbers, width): minimum, maximum, mean; of losses also how many there are, since not every symbol has one.
    private readonly float[] _values;
    private int _done;

    /// <summary>Begins without a block, or with those of an earlier one that was kept.</summary>
    /// <param name="trace">The trace; stays the caller's, and open while the summary is used.</param>
    /// <param name="site">One of its sites.</param>
    /// <exception cref="SiteException">It has no such site.</exception>
    public SiteSummary(Trace trace, string site)
    {
        (_trace, _site, _width) = (trace, site, trace.Width(site));
        _values = new float[checked(Blocks * Numbers * _width)];
        if (Find() is { } known)
        {
            known.CopyTo(_values, 0);
            _done = Blocks;
        }
    }

    /// <summary>How much of the text has been summed up, 0 to 1.</summary>
    public double Share => (double)Volatile.Read(ref _done) / Blocks;

    private bool IsLoss => _site == SiteName.Loss;

    private int Numbers => IsLoss ? Answers + 1 : Answers;

    private int Size => IsLoss ? LossBlock : Block;

    private int Blocks => (_trace.Characters + Size - 1) / Size;

    private string? KeptAt => _trace is TraceFile { ModelHash.Length: > 0, TextHash.Length: > 0 } file
        ? Path.Combine(Path.GetDirectoryName(file.Path)!, "summaries", $"{Path.GetFileNameWithoutExtension(file.Path)}.{_site}.safetensors")
        : null;

    /// <summary>Sums up what is left of the text, and keeps it where that is possible. One thread calls this; any may ask meanwhile.</summary>
    public void Complete(CancellationToken cancellation)
    {
        if (_done == Blocks) return;
        float[] rows = new float[Block * _width];
        for (int from = _done * Size; from < _trace.Characters; from += Block)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(Block, _trace.Characters - from);
            Span<float> part = rows.AsSpan(0, count * _width);
            _trace.ReadRows(_site, from, count, part);
            for (int done = 0; done < count; done += Size) SumUp(part.Slice(done * _width, Math.Min(Size, count - done) * _width), (from + done) / Size);
            Volatile.Write(ref _done, (from + count + Size - 1) / Size);
        }

        Keep();
    }

    /// <summary>One unit over equal parts of the text.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="parts">How many; of a text of fewer symbols than parts, some parts share a symbol.</param>
    /// <returns>
    /// (parts, 3): minimum, maximum and mean of the blocks that a part touches. Of a part that has not been summed up yet, of a few symbols at its
    /// beginning.
    /// </returns>
    public float[] Parts(int unit, int parts)
    {
        if ((uint)unit >= (uint)_width) throw new ArgumentOutOfRangeException(nameof(unit), unit, $"'{_site}' has {_width} units");
        int done = Volatile.Read(ref _done);
        float[] result = new float[parts * Answers], few = new float[Glance];
        for (int part = 0; part < parts; part++)
        {
            int from = (int)((long)_trace.Characters * part / parts), to = Math.Max(from + 1, (int)((long)_trace.Characters * (part + 1) / parts));
            int first = from / Size, last = (to - 1) / Size;
            Span<float> numbers = result.AsSpan(part * Answers, Answers);
            if (last < done)
            {
                Join(unit, first, last, numbers);
                continue;
            }

            Span<float> glance = few.AsSpan(0, Math.Min(Glance, to - from));
            _trace.ReadColumn(_site, unit, from, glance);
            (numbers[0], numbers[1], numbers[2], _) = Sum(glance);
        }

        return result;
    }

    private void Join(int unit, int first, int last, Span<float> numbers)
    {
        (float low, float high, double sum) = (float.PositiveInfinity, float.NegativeInfinity, 0);
        long symbols = 0;
        for (int block = first; block <= last; block++)
        {
            int at = block * Numbers * _width + unit;
            if (float.IsNaN(_values[at])) continue;
            int count = IsLoss ? (int)_values[at + 3 * _width] : Math.Min(Size, _trace.Characters - block * Size);
            (low, high) = (Math.Min(low, _values[at]), Math.Max(high, _values[at + _width]));
            sum += (double)_values[at + 2 * _width] * count;
            symbols += count;
        }

        (numbers[0], numbers[1], numbers[2]) = symbols > 0 ? (low, high, (float)(sum / symbols)) : (float.NaN, float.NaN, float.NaN);
    }

    /// <summary>Vectors go across units: each unit's sum runs over the rows in their order, whatever the machine.</summary>
    private void SumUp(ReadOnlySpan<float> rows, int block)
    {
        Span<float> all = _values.AsSpan(block * Numbers * _width, Numbers * _width);
        if (IsLoss)
        {
            (all[0], all[1], all[2], all[3]) = Sum(rows);
            return;
        }

        Span<float> low = all[.._width], high = all.Slice(_width, _width), mean = all.Slice(2 * _width, _width);
        low.Fill(float.PositiveInfinity);
        high.Fill(float.NegativeInfinity);
        mean.Clear();
        int count = rows.Length / _width, vectors = _width / Vector<float>.Count * Vector<float>.Count;
        for (; rows.Length >= _width; rows = rows[_width..])
        {
            Span<Vector<float>> lows = MemoryMarshal.Cast<float, Vector<float>>(low), highs = MemoryMarshal.Cast<float, Vector<float>>(high), sums = MemoryMarshal.Cast<float, Vector<float>>(mean);
            ReadOnlySpan<Vector<float>> values = MemoryMarshal.Cast<float, Vector<float>>(rows[.._width]);
            for (int i = 0; i < values.Length; i++)
                (lows[i], highs[i], sums[i]) = (Vector.Min(lows[i], values[i]), Vector.Max(highs[i], values[i]), sums[i] + values[i]);
            for (int unit = vectors; unit < _width; unit++)
                (low[unit], high[unit], mean[unit]) = (Math.Min(low[unit], rows[unit]), Math.Max(high[unit], rows[unit]), mean[unit] + rows[unit]);
        }

        for (int unit = 0; unit < _width; unit++) mean[unit] /= count;
    }

    /// <summary>Minimum, maximum and mean of what is a number, and how many are.</summary>
    private static (float Low, float High, float Mean, int Count) Sum(ReadOnlySpan<float> values)
    {
        (float low, float high, double sum, int count) = (float.PositiveInfinity, float.NegativeInfinity, 0, 0);
        foreach (float value in values)
        {
            if (!float.IsNaN(value)) (low, high, sum, count) = (Math.Min(low, value), Math.Max(high, value), sum + value, count + 1);
        }

        return count > 0 ? (low, high, (float)(sum / count), count) : (float.NaN, float.NaN, float.NaN, 0);
    }

    private float[]? Find()
    {
        if (KeptAt is not { } path || !File.Exists(path)) return null;
        try
        {
            using TensorFile file = TensorFile.Open(path);
            bool fits = Metadata().All(text => file.Metadata.GetValueOrDefault(text.Key) == text.Value);
            if (!fits) return null;
            file.RequireShape(TensorName, Blocks, Numbers, _width);
            float[] values = new float[_values.Length];
            file.ReadFloats(TensorName, 0, values);
            return values;
        }
        catch (RunFileException)
        {
            // A damaged one can be made again; nothing is lost.
            return null;
        }
    }

    private void Keep()
    {
        if (KeptAt is not { } path) return;
        try
        {
            using TensorFileWriter writer = new(path, [new TensorDeclaration(TensorName, TensorType.F32, Blocks, Numbers, _width)], Metadata());
            writer.WriteFloats(TensorName, 0, _values);
            writer.Commit();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be written: the summary lasts as long as the program.
        }
    }

    private Dictionary<string, string> Metadata()
    {
        TraceFile file = (TraceFile)_trace;
        return new Dictionary<string, string>
        {
            [FormatName] = Format, [SiteKey] = _site, [TraceFile.ModelName] = file.ModelHash, [TraceFile.TextName] = file.TextHash, [TraceFile.ReadingName] = file.Reading,
        };
    }
}
