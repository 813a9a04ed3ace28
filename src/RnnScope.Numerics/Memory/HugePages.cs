using System.Runtime.InteropServices;

namespace RnnScope.Numerics.Memory;

/// <summary>Asks the system to back large buffers with large pages.</summary>
/// <remarks>
/// A window's memory is tens of megabytes that are walked in strides of kilobytes: with pages of 4 KB, looking up addresses
/// takes longer than the arithmetic. Linux gives large pages to those who ask; elsewhere nothing happens and all is as before.
/// </remarks>
internal static partial class HugePages
{
    /// <summary>Bytes of a large page, and the alignment that lets a buffer have them.</summary>
    public const int Bytes = 1 << 21;

    private const int AdviceHugePage = 14;

    /// <summary>Whether so large a buffer should be aligned to large pages.</summary>
    public static bool AreWorthwhile(nuint bytes) => OperatingSystem.IsLinux() && bytes >= 2 * Bytes;

    /// <summary>Advises the system; a refusal costs speed only.</summary>
    public static unsafe void Ask(void* start, nuint bytes)
    {
        try
        {
            _ = Advise(start, bytes, AdviceHugePage);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // A system without this call has pages of its own liking.
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static unsafe partial int Advise(void* start, nuint bytes, int advice);
}
