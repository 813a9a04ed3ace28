using System.CommandLine;

namespace RnnScope.Commands;

/// <summary>Runs the work of a command and turns exceptions into one line and an exit code.</summary>
internal static class CommandRunner
{
    /// <summary>Gives a command its work.</summary>
    /// <param name="command">The command.</param>
    /// <param name="work">What it does; stops soon after its token is cancelled by Ctrl-C or SIGTERM.</param>
    public static void SetWork(this Command command, Func<CommandContext, CancellationToken, Task<ExitCode>> work) =>
        command.SetAction(async (parse, cancellation) =>
        {
            CommandContext context = new(parse);
#pragma warning disable CA1031 // whatever it is, the person at the terminal gets one line
            try
            {
                // Even a command that computes without waiting must not keep the caller. It gets a thread of its own: a busy
                // thread of the pool would have the pool look after it, and allocate, twice a second.
                return (int)await Task.Factory.StartNew(
                    () => work(context, cancellation), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
                    .Unwrap().ConfigureAwait(false);
            }
            catch (Exception e)
            {
                Failure failure = Failure.Of(e);
                failure.WriteTo(context.Error);
                if (Environment.GetEnvironmentVariable(Failure.DebugVariable) == "1") context.Error.WriteLine(e);
                return (int)failure.Code;
            }
#pragma warning restore CA1031
        });
}
