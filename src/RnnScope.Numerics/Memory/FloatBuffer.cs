using System.Runtime.InteropServices;

namespace RnnScope.Numerics.Memory;

/// <summary>A block of single-precision numbers outside the managed heap: zeroed at birth, aligned to 64 bytes, never moved.</summary>
/// <remarks>Large, long-lived and read by generated kernels, so neither the collector nor array bounds belong in its way.</remarks>
public sealed unsafe class FloatBuffer : IDisposable
{
    // Kernels may read a whole vector where the last numbers of a buffer are wanted.
    private const int Slack = 16;

    private float* _start;

    /// <summary>Allocates a zeroed block.</summary>
    /// <param name="length">Number of floats, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    /// <exception cref="OutOfMemoryException">The machine cannot give that much.</exception>
    public FloatBuffer(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        nuint bytes = checked((nuint)(length + Slack) * sizeof(float));
        bool isLarge = HugePages.AreWorthwhile(bytes);
        _start = (float*)NativeMemory.AlignedAlloc(bytes, isLarge ? HugePages.Bytes : 64u);
        if (isLarge) HugePages.Ask(_start, bytes);
        NativeMemory.Clear(_start, bytes);
        Length = length;
        // The collector cannot see this memory; telling it keeps abandoned buffers from piling up.
        if (length > 0) GC.AddMemoryPressure(length * sizeof(float));
    }

    /// <summary>Frees a block that nobody disposed.</summary>
    ~FloatBuffer() => Free();

    /// <summary>Number of floats.</summary>
    public long Length { get; }

    /// <summary>A window on <paramref name="count"/> floats from <paramref name="offset"/> on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The window leaves the block.</exception>
    public Span<float> Span(long offset, int count)
    {
        CheckRange(offset, count);
        return new Span<float>(_start + offset, count);
    }

    /// <summary>Sets every float to zero.</summary>
    public void Clear() => NativeMemory.Clear(Pointer(0), (nuint)Length * sizeof(float));

    /// <summary>Frees the memory; the buffer cannot be used afterwards.</summary>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    internal float* Pointer(long offset)
    {
        ObjectDisposedException.ThrowIf(_start == null, this);
        return _start + offset;
    }

    internal void CheckRange(long offset, long count)
    {
        if (offset < 0 || count < 0 || offset > Length - count)
            throw new ArgumentOutOfRangeException(nameof(offset), $"floats {offset}..{offset + count} lie outside a buffer of {Length}");
    }

    private void Free()
    {
        if (_start == null) return;
        NativeMemory.AlignedFree(_start);
        _start = null;
        if (Length > 0) GC.RemoveMemoryPressure(Length * sizeof(float));
    }
}
