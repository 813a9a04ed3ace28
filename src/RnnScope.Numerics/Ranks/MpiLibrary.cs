using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace RnnScope.Numerics.Ranks;

/// <summary>The functions and constants of an installed Open MPI that RnnScope uses, and nothing more of it.</summary>
/// <remarks>
/// Loaded by name when somebody asks for several processes, never before. In Open MPI, whose <c>mpi.h</c> this replaces, a handle
/// such as <c>MPI_COMM_WORLD</c> is the address of an exported object, and <c>MPI_IN_PLACE</c> is the address 1. The names of those
/// objects tell Open MPI from other libraries of that name, whose handles are numbers.
/// </remarks>
internal sealed unsafe class MpiLibrary
{
    // Open MPI 3 to 5 on Linux, and on macOS.
    private static readonly string[] Names = ["libmpi.so.40", "libmpi.40.dylib"];

    private readonly nint _library;

    private MpiLibrary(nint library)
    {
        _library = library;
        InitThread = (delegate* unmanaged<nint, nint, int, int*, int>)Export("MPI_Init_thread");
        Rank = (delegate* unmanaged<nint, int*, int>)Export("MPI_Comm_rank");
        Size = (delegate* unmanaged<nint, int*, int>)Export("MPI_Comm_size");
        Allreduce = (delegate* unmanaged<nint, void*, int, nint, nint, nint, int>)Export("MPI_Allreduce");
        Allgather = (delegate* unmanaged<void*, int, nint, void*, int, nint, nint, int>)Export("MPI_Allgather");
        Broadcast = (delegate* unmanaged<void*, int, nint, int, nint, int>)Export("MPI_Bcast");
        Abort = (delegate* unmanaged<nint, int, int>)Export("MPI_Abort");
        Finalize = (delegate* unmanaged<int>)Export("MPI_Finalize");
        World = Export("ompi_mpi_comm_world");
        Float = Export("ompi_mpi_float");
        Byte = Export("ompi_mpi_byte");
        Sum = Export("ompi_mpi_op_sum");
    }

    /// <summary>The least of MPI's promises about threads: one thread at a time makes all the calls.</summary>
    public const int Funneled = 1;

    /// <summary>Send from where the result goes.</summary>
    public const nint InPlace = 1;

    public delegate* unmanaged<nint, nint, int, int*, int> InitThread { get; }

    public delegate* unmanaged<nint, int*, int> Rank { get; }

    public delegate* unmanaged<nint, int*, int> Size { get; }

    public delegate* unmanaged<nint, void*, int, nint, nint, nint, int> Allreduce { get; }

    public delegate* unmanaged<void*, int, nint, void*, int, nint, nint, int> Allgather { get; }

    public delegate* unmanaged<void*, int, nint, int, nint, int> Broadcast { get; }

    public delegate* unmanaged<nint, int, int> Abort { get; }

    public delegate* unmanaged<int> Finalize { get; }

    public nint World { get; }

    public nint Float { get; }

    public nint Byte { get; }

    public nint Sum { get; }

    /// <summary>Loads the library.</summary>
    /// <returns>False where no Open MPI is installed.</returns>
    public static bool TryLoad([NotNullWhen(true)] out MpiLibrary? mpi)
    {
        mpi = null;
        foreach (string name in Names)
        {
            if (!NativeLibrary.TryLoad(name, out nint library)) continue;
            if (!NativeLibrary.TryGetExport(library, "ompi_mpi_comm_world", out _)) continue; // another MPI
            mpi = new MpiLibrary(library);
            return true;
        }
        return false;
    }

    private nint Export(string name) => NativeLibrary.GetExport(_library, name);
}
