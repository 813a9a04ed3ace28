using RnnScope.Engine.Files;
using RnnScope.Engine.Training;

namespace RnnScope.Sweeps;

/// <summary>Where a task stands.</summary>
internal enum TaskPhase
{
    /// <summary>Nobody has begun it.</summary>
    Waiting,

    /// <summary>A process trains it.</summary>
    Running,

    /// <summary>It was begun and nobody trains it; it goes on from its last checkpoint.</summary>
    Stopped,

    /// <summary>It ended with an error; it can be tried again.</summary>
    Failed,

    /// <summary>The loss is no longer a number, and never will be: a result, not something to try again.</summary>
    Diverged,

    /// <summary>It came to its end.</summary>
    Done,
}

/// <summary>What the folders say about a task, whatever runs it.</summary>
/// <param name="Task">The task.</param>
/// <param name="Phase">Where it stands.</param>
/// <param name="Epochs">Epochs until its last report.</param>
/// <param name="Planned">Epochs that were asked for; NaN until it has begun.</param>
/// <param name="Run">Its configuration, with the result; null until it has begun.</param>
/// <param name="Reason">Who runs it, or why it does not; may be empty.</param>
internal sealed record TaskState(SweepTask Task, TaskPhase Phase, double Epochs, double Planned, RunConfiguration? Run, string Reason)
{
    /// <summary>Its result; null until there is one.</summary>
    public TrainingResult? Result => Run?.Result;

    /// <summary>Whether it is to be run: it is not done, and nobody is at it.</summary>
    public bool IsMissing => Phase is TaskPhase.Waiting or TaskPhase.Stopped or TaskPhase.Failed;

    /// <summary>Looks at a task.</summary>
    public static TaskState Of(SweepFolder sweep, SweepTask task)
    {
        TaskFailure? failure = sweep.FailureOf(task);
        try
        {
            if (!File.Exists(Path.Combine(sweep.RunOf(task), "run.json")))
                return new TaskState(task, failure is null ? TaskPhase.Waiting : TaskPhase.Failed, 0, double.NaN, null, Describe(failure));
            RunFolder folder = RunFolder.Open(sweep.RunOf(task));
            RunConfiguration run = RunConfiguration.Load(folder);
            (TaskPhase phase, string reason) = Judge(folder, run, failure);
            double epochs = run.Result?.Epochs ?? (new TrainingLog(folder.TrainingLogFile).Read() is [.., { } last] ? last.Epoch : 0);
            return new TaskState(task, phase, epochs, run.Training.Epochs, run, reason);
        }
        catch (RunFileException damage)
        {
            return new TaskState(task, TaskPhase.Failed, 0, double.NaN, null, damage.Message);
        }
    }

    private static (TaskPhase Phase, string Reason) Judge(RunFolder folder, RunConfiguration run, TaskFailure? failure)
    {
        if (run.Result is not null) return (TaskPhase.Done, "");
        LockSign? sign = RunLock.Look(folder, TimeProvider.System);
        if (sign is { IsHeld: true }) return (TaskPhase.Running, sign.ToString());
        if (failure is not null) return (failure.IsFinal ? TaskPhase.Diverged : TaskPhase.Failed, Describe(failure));
        return (TaskPhase.Stopped, sign is null ? "it was told to stop" : $"it ended without a word: {sign}");
    }

    private static string Describe(TaskFailure? failure) => failure is null ? ""
        : failure.Message + (failure.Job.Length > 0 ? $" (job {failure.Job} on {failure.Host})" : "");
}
