using System.Runtime.InteropServices;
using RnnScope.Engine.Files;
using RnnScope.Numerics;

namespace RnnScope.Engine.Tracing;

/// <summary>Writes recorded values to a file, each stretch of a site in large pieces.</summary>
/// <remarks>
/// Rows are rounded when they come, while they are in cache, and collected: a system call for each window would take more
/// time than the recording.
/// </remarks>
/// <param name="file">The file; has a tensor for each site.</param>
/// <param name="precision">F16 or F32.</param>
/// <param name="stretches">How many stretches are written at once; they share the memory.</param>
/// <param name="first">The symbol of the text whose row is a site's first in the file.</param>
internal sealed class TraceFileSink(TensorFileWriter file, TensorType precision, int stretches, Func<Site, long> first) : ITraceSink
{
    // 64 MB for all stretches together; a piece need not be larger than 128 KB.
    private const int SharedFloats = 1 << 24, LargestPiece = 1 << 15, SmallestPiece = 1 << 8;

    private readonly int _pieceFloats = Math.Clamp(SharedFloats / stretches, SmallestPiece, LargestPiece);

    public ISiteSink Open(Site site, long from) =>
        new Stretch(file, site.Name, (from - first(site)) * site.Width, _pieceFloats, precision == TensorType.F16);

    private sealed class Stretch(TensorFileWriter file, string site, long start, int pieceFloats, bool isHalf) : ISiteSink
    {
        // Allocated where the collector does not move memory about.
        private readonly float[] _piece = GC.AllocateUninitializedArray<float>(pieceFloats, pinned: true);
        private readonly int _capacity = isHalf ? 2 * pieceFloats : pieceFloats;
        private int _count;

        private Span<Half> Halves => MemoryMarshal.Cast<float, Half>(_piece.AsSpan());

        public void Append(ReadOnlySpan<float> rows)
        {
            while (rows.Length > 0)
            {
                ReadOnlySpan<float> part = rows[..Math.Min(rows.Length, _capacity - _count)];
                if (isHalf) HalfPrecision.Round(part, Halves[_count..]);
                else part.CopyTo(_piece.AsSpan(_count));
                _count += part.Length;
                rows = rows[part.Length..];
                if (_count == _capacity) Complete();
            }
        }

        public void Complete()
        {
            if (isHalf) file.WriteHalves(site, start, Halves[.._count]);
            else file.WriteFloats(site, start, _piece.AsSpan(0, _count));
            start += _count;
            _count = 0;
        }
    }
}
