using System.Runtime.Intrinsics.X86;

namespace RnnScope.Numerics.Products;

/// <summary>Asks the caches for memory that is about to be used.</summary>
internal static class Prefetch
{
    private const int LineBytes = 64;

    /// <summary>Asks for the first bytes of each row; addresses that nobody owns do no harm.</summary>
    /// <param name="row">Address of the first row.</param>
    /// <param name="stride">Bytes from a row to the next.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="bytes">How much of each.</param>
    public static unsafe void Rows(nint row, nint stride, int rows, int bytes)
    {
        if (!Sse.IsSupported) return;
        for (; rows > 0; rows--, row += stride)
        {
            for (nint line = 0; line < bytes; line += LineBytes) Sse.Prefetch0((void*)(row + line));
        }
    }
}
