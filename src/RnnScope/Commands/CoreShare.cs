using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using RnnScope.Numerics.Ranks;

namespace RnnScope.Commands;

/// <summary>How many threads each of several processes should use: processes that may use the same cores divide them.</summary>
internal static class CoreShare
{
    private const int Most = 64;

    /// <summary>Threads for this process, 1 or more.</summary>
    /// <remarks>Where a launcher bound each process to cores of its own, as mpirun does unless it is told otherwise, all of those are used.</remarks>
    public static int Threads(IRanks ranks)
    {
        int cores = Math.Min(Environment.ProcessorCount, Most);
        if (ranks.Count == 1) return cores;
        byte[] place = SHA256.HashData(Encoding.UTF8.GetBytes($"{Environment.MachineName}\n{AllowedCores()}"));
        ulong mine = BinaryPrimitives.ReadUInt64LittleEndian(place);
        return Math.Max(1, cores / ranks.Gather(mine).Count(other => other == mine));
    }

    /// <summary>The cores that this process may use, as Linux lists them; elsewhere processes are not bound to any.</summary>
    private static string AllowedCores()
    {
        const string File = "/proc/self/status", Line = "Cpus_allowed_list:";
        return System.IO.File.Exists(File) ? System.IO.File.ReadLines(File).FirstOrDefault(line => line.StartsWith(Line, StringComparison.Ordinal)) ?? "" : "";
    }
}
