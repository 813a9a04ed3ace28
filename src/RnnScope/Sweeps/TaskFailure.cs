using RnnScope.Commands;

namespace RnnScope.Sweeps;

/// <summary>Why a task of a sweep failed.</summary>
/// <param name="Code">The exit code, one of <see cref="ExitCode"/>.</param>
/// <param name="Message">What was wrong, in one line.</param>
/// <param name="Hint">What to do about it; may be empty.</param>
/// <param name="Host">The machine.</param>
/// <param name="Job">The scheduler's name for the job; empty without one.</param>
/// <param name="When">When it failed, UTC.</param>
internal sealed record TaskFailure(int Code, string Message, string Hint, string Host, string Job, DateTimeOffset When)
{
    /// <summary>A failure here and now.</summary>
    public static TaskFailure Of(Failure failure) =>
        new((int)failure.Code, Failure.OneLine(failure.Message), failure.Hint, Environment.MachineName, SlurmJob.Name, TimeProvider.System.GetUtcNow());

    /// <summary>Whether trying again gives the same: a training is the same bits each time.</summary>
    public bool IsFinal => Code == (int)ExitCode.Diverged;
}
