namespace RnnScope.Sweeps;

/// <summary>What Slurm tells a process about the job that it is part of.</summary>
internal static class SlurmJob
{
    /// <summary>The variable with the number of an array's task.</summary>
    public const string TaskVariable = "SLURM_ARRAY_TASK_ID";

    /// <summary>The job, such as <c>12_3</c> for a task of an array or <c>12</c>; empty outside Slurm.</summary>
    public static string Name => Value("SLURM_ARRAY_JOB_ID") is { Length: > 0 } array ? $"{array}_{Value(TaskVariable)}" : Value("SLURM_JOB_ID");

    private static string Value(string variable) => Environment.GetEnvironmentVariable(variable) ?? "";
}
