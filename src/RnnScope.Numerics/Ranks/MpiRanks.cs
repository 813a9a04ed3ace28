using System.Diagnostics.CodeAnalysis;

namespace RnnScope.Numerics.Ranks;

/// <summary>The processes that <c>mpirun</c> or <c>srun</c> started together, joined by the installed Open MPI.</summary>
/// <remarks>
/// Where a call fails, or another process dies, Open MPI says so on standard error and ends all processes: that is its default, and the
/// best that can be done, since the others wait for ever.
/// </remarks>
public sealed unsafe class MpiRanks : IRanks
{
    private readonly MpiLibrary _mpi;
    private bool _isOver;

    private MpiRanks(MpiLibrary mpi)
    {
        _mpi = mpi;
        int rank = 0, count = 1, level;
        Check(mpi.InitThread(0, 0, MpiLibrary.Funneled, &level), "MPI_Init_thread");
        Check(mpi.Rank(mpi.World, &rank), "MPI_Comm_rank");
        Check(mpi.Size(mpi.World, &count), "MPI_Comm_size");
        (Rank, Count) = (rank, count);
    }

    /// <inheritdoc/>
    public int Rank { get; }

    /// <inheritdoc/>
    public int Count { get; }

    /// <summary>Joins the processes. Once in the life of a process; the thread that calls makes all other calls too.</summary>
    /// <param name="ranks">The ranks; null where there are none.</param>
    /// <returns>False where no Open MPI is installed.</returns>
    public static bool TryJoin([NotNullWhen(true)] out MpiRanks? ranks)
    {
        ranks = null;
        if (OperatingSystem.IsWindows()) return false; // there is none for it
        MpiSettings.Apply();
        if (!MpiLibrary.TryLoad(out MpiLibrary? mpi)) return false;
        ranks = new MpiRanks(mpi);
        return true;
    }

    /// <inheritdoc/>
    public void Sum(Span<float> values)
    {
        fixed (float* start = values)
            Check(_mpi.Allreduce(MpiLibrary.InPlace, start, values.Length, _mpi.Float, _mpi.Sum, _mpi.World), "MPI_Allreduce");
    }

    /// <inheritdoc/>
    public void Gather(ReadOnlySpan<byte> mine, Span<byte> all)
    {
        if (all.Length != (long)mine.Length * Count) throw new ArgumentException($"expected room for {Count} times {mine.Length} bytes, found {all.Length}", nameof(all));
        fixed (byte* from = mine, to = all)
            Check(_mpi.Allgather(from, mine.Length, _mpi.Byte, to, mine.Length, _mpi.Byte, _mpi.World), "MPI_Allgather");
    }

    /// <inheritdoc/>
    public void Broadcast(Span<byte> values)
    {
        fixed (byte* start = values) Check(_mpi.Broadcast(start, values.Length, _mpi.Byte, 0, _mpi.World), "MPI_Bcast");
    }

    /// <summary>Ends all processes at once: this one cannot go on, and the others would wait for it for ever.</summary>
    /// <param name="code">The exit code of all.</param>
    public void Abort(int code)
    {
        _isOver = true;
        _ = _mpi.Abort(_mpi.World, code);
    }

    /// <summary>Leaves the other processes, once all of them come here.</summary>
    public void Dispose()
    {
        if (_isOver) return;
        _isOver = true;
        Check(_mpi.Finalize(), "MPI_Finalize");
    }

    private static void Check(int result, string call)
    {
        if (result != 0) throw new InvalidOperationException($"{call} returned {result}");
    }
}
