using System.Globalization;

namespace RnnScope.Commands;

/// <summary>How a launcher started this process beside others, as far as its environment tells.</summary>
/// <param name="Launcher">What it is called.</param>
/// <param name="Rank">The number of this process, from 0.</param>
/// <param name="Count">How many processes it started, 2 or more.</param>
/// <param name="TellsHowToMeet">Whether it left word of how they find each other; if not, there is no use in asking Open MPI, which would end the process.</param>
internal sealed record Launch(string Launcher, int Rank, int Count, bool TellsHowToMeet = true)
{
    // Of the tasks of a step of Slurm; the batch script itself is not one of several.
    private static readonly (string Launcher, string Rank, string Count)[] Variables =
    [
        ("mpirun", "OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"),
        ("srun", "SLURM_PROCID", "SLURM_STEP_NUM_TASKS"),
        ("the launcher of another MPI", "PMI_RANK", "PMI_SIZE"),
    ];

    /// <summary>This process's; null where it was started alone.</summary>
    public static Launch? Current { get; } = Find(Environment.GetEnvironmentVariable);

    /// <summary>Reads the variables of the launchers that are known.</summary>
    internal static Launch? Find(Func<string, string?> variable)
    {
        foreach ((string launcher, string rank, string count) in Variables)
        {
            if (Number(rank) is { } number && Number(count) is { } all && all > 1 && number < all) return new Launch(launcher, number, all, launcher != "srun" || variable("PMIX_RANK") is not null || variable("PMI_RANK") is not null);
        }
        return null;

        int? Number(string name) => int.TryParse(variable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
    }
}
