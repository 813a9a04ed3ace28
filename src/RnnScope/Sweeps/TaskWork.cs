using RnnScope.Commands;
using RnnScope.Engine.Files;
using RnnScope.Engine.Training;

namespace RnnScope.Sweeps;

/// <summary>Does one task of a sweep: begins it, goes on with it, or finds that it is done.</summary>
/// <param name="context">The running command.</param>
/// <param name="sweep">The sweep.</param>
internal sealed class TaskWork(CommandContext context, SweepFolder sweep)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    /// <summary>Does it.</summary>
    /// <param name="task">The task.</param>
    /// <param name="threads">Threads to use.</param>
    /// <param name="cancellation">Stops after a checkpoint; the task can be done again, and goes on.</param>
    /// <returns>Done, or to be tried again. Everything else is an exception, and is kept in the sweep's folder.</returns>
    public ExitCode Do(SweepTask task, int threads, CancellationToken cancellation)
    {
        string job = SlurmJob.Name;
        context.Error.WriteLine($"{task.Name}: task {task.Number} of {sweep.Path}{(job.Length > 0 ? $", job {job}" : "")}");
        sweep.Forget(task);
        try
        {
            TaskConfiguration configuration = TaskConfiguration.Of(task.Text, task.Arguments);
            TrainingSession session = TrainingSession.OpenOrStart(
                sweep.Runs, task.Name, configuration.Wanted, configuration.Parameters, "sweep", "remove the run, or make the sweep in another folder");
            bool wasDone = session.Run.Result is not null;
            TrainingResult result = session.Run.Result ?? TrainWhenFree(session, threads, cancellation);
            context.Output.WriteLine(FormattableString.Invariant($"{task.Name}: {(wasDone ? "was done already, " : "")}test loss {result.TestLossNats:F4} nats after {result.Epochs:0.##} epochs"));
            return ExitCode.Ok;
        }
        catch (OperationCanceledException e)
        {
            context.Error.WriteLine($"{task.Name}: {Failure.Of(e).Message}; done again, it goes on from there");
            return ExitCode.TryAgain;
        }
        catch (RunLockedException e)
        {
            Failure.Of(e).WriteTo(context.Error);
            // Whoever lost the run has nothing to try again: the other copy is at it.
            return e.Sign is null ? ExitCode.System : ExitCode.TryAgain;
        }
        catch (Exception e)
        {
            sweep.Remember(task, TaskFailure.Of(Failure.Of(e)));
            throw;
        }
    }

    /// <summary>Trains; a lock whose owner may have died elsewhere is watched until it gives a sign, or has been silent for too long.</summary>
    private TrainingResult TrainWhenFree(TrainingSession session, int threads, CancellationToken cancellation)
    {
        for (TimeSpan? before = null; ;)
        {
            try
            {
                return TrainingDisplay.Run(context, session, threads, cancellation);
            }
            catch (RunLockedException e) when (e.Sign is { } sign && sign.Owner?.IsAlive is null && (before is null || sign.Silence > before))
            {
                if (before is null) context.Note($"waiting for a sign of life: {e.Message}");
                before = sign.Silence;
                if (cancellation.WaitHandle.WaitOne(LookEvery)) throw new OperationCanceledException("stopped while another process had the run", cancellation);
            }
        }
    }
}
