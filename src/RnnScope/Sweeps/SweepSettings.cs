namespace RnnScope.Sweeps;

/// <summary>How a sweep is run; kept in its folder, so that it can go on without saying so again.</summary>
internal sealed record SweepSettings
{
    /// <summary>Where tasks run: <c>local</c> or <c>slurm</c>.</summary>
    public string On { get; init; } = "local";

    /// <summary>Tasks at a time on this machine; 0 is as many as the cores allow.</summary>
    public int Jobs { get; init; }

    /// <summary>Threads of each task.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Positions at which the report measures memory; 0 leaves it out.</summary>
    public int Positions { get; init; }

    /// <summary>Slurm: the most tasks at a time; 0 is no limit.</summary>
    public int Throttle { get; init; }

    /// <summary>Slurm: the time limit of a task, as <c>sbatch</c> takes it; null leaves it to the cluster.</summary>
    public string? Time { get; init; }

    /// <summary>Slurm: seconds before the time limit at which a task writes its checkpoint and is queued again.</summary>
    public int Warning { get; init; } = 60;

    /// <summary>Slurm: the partition; null leaves it to the cluster.</summary>
    public string? Partition { get; init; }

    /// <summary>Slurm: the account; null leaves it to the cluster.</summary>
    public string? Account { get; init; }

    /// <summary>Slurm: the memory of a task; null leaves it to the cluster.</summary>
    public string? Memory { get; init; }
}
