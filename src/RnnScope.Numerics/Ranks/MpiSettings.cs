using System.Runtime.InteropServices;

namespace RnnScope.Numerics.Ranks;

/// <summary>What Open MPI is told before it starts, unless the user told it something else.</summary>
/// <remarks>
/// An MPI may add in any order. A ring adds the numbers of each part of a buffer in the order of the ranks, starting at a rank that depends on the part
/// alone: not on who came first, nor on which machine a rank runs. It is also what moves the fewest bytes. Components that would take
/// over with orders of their own, according to the network or the placement, are left out.
/// </remarks>
internal static partial class MpiSettings
{
    private static readonly (string Name, string Value)[] Settings =
    [
        ("OMPI_MCA_coll", "^hcoll,ucc,han,adapt,xhc,acoll,portals4"),
        ("OMPI_MCA_coll_tuned_use_dynamic_rules", "1"),
        ("OMPI_MCA_coll_tuned_allreduce_algorithm", "4"), // ring
    ];

    /// <summary>Sets them in the environment that native code reads, which is not the one that .NET shows.</summary>
    public static void Apply()
    {
        foreach ((string name, string value) in Settings) _ = SetVariable(name, value, 0);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int replaces);
}
