using RnnScope.Commands;

namespace RnnScope.Tests.Ranks;

public sealed class LaunchTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("OMPI_COMM_WORLD_RANK=3 OMPI_COMM_WORLD_SIZE=4", "mpirun 3 of 4")]
    [InlineData("OMPI_COMM_WORLD_RANK=0 OMPI_COMM_WORLD_SIZE=1", null)]
    [InlineData("SLURM_PROCID=1 SLURM_STEP_NUM_TASKS=2 PMIX_RANK=1", "srun 1 of 2")]
    [InlineData("SLURM_PROCID=1 SLURM_STEP_NUM_TASKS=2", "srun 1 of 2, lost")]
    [InlineData("SLURM_PROCID=0 SLURM_NTASKS=8", null)] // the batch script itself, or one task of an array
    [InlineData("OMPI_COMM_WORLD_RANK=1 OMPI_COMM_WORLD_SIZE=2 SLURM_PROCID=0 SLURM_STEP_NUM_TASKS=4", "mpirun 1 of 2")]
    [InlineData("PMI_RANK=0 PMI_SIZE=2", "the launcher of another MPI 0 of 2")]
    [InlineData("OMPI_COMM_WORLD_RANK=x OMPI_COMM_WORLD_SIZE=2", null)]
    public void Find_TheVariablesOfALauncher_AreUnderstood(string variables, string? expected)
    {
        Dictionary<string, string> set = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        Launch? launch = Launch.Find(set.GetValueOrDefault);
        Assert.Equal(expected, launch is null ? null : $"{launch.Launcher} {launch.Rank} of {launch.Count}{(launch.TellsHowToMeet ? "" : ", lost")}");
    }
}
