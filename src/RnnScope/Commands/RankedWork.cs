using System.CommandLine;
using System.Text;
using RnnScope.Engine.Training;
using RnnScope.Numerics.Ranks;

namespace RnnScope.Commands;

/// <summary>Lets several processes do the work of a command: the first speaks for all, and one that cannot go on ends all.</summary>
internal static class RankedWork
{
    private const int MessageBytes = 4096;

    private const string Advice = "start them with the mpirun of Open MPI, inside a Slurm job too; srun needs --mpi=pmix; with --mpi off each process works alone";

    // mpirun kills one second after it asked to stop; whoever still waits then should have said for what.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(600);

    /// <summary>Whether to be one of several processes.</summary>
    public static Option<string> Mpi { get; } = CommonOptions.Choice(
        "--mpi", "auto", ["auto", "on", "off"], "Share the work with the processes that mpirun or srun started beside this one: auto does so when there are any.");

    /// <summary>Joins the other processes, if there are any, and works with them.</summary>
    /// <param name="context">The running command; silent from now on in all processes but the first.</param>
    /// <param name="work">The work. What it throws alike in all processes is told once, anything else ends them all.</param>
    public static ExitCode Run(CommandContext context, Func<IRanks, ExitCode> work)
    {
        context.IsSilent = Launch.Current is { Rank: > 0 } && context.Get(Mpi) != "off";
        using IRanks ranks = Join(context.Get(Mpi), Launch.Current);
        context.IsSilent = !ranks.IsFirst();
        try
        {
            return work(ranks);
        }
        catch (Exception e) when (ranks is MpiRanks && e is not (SharedFailureException or TrainingDivergedException or OperationCanceledException))
        {
            context.IsSilent = false;
            Failure failure = Failure.Of(e);
            (failure with { Message = $"{Name(ranks)}: {failure.Message}" }).WriteTo(context.Error);
            ((MpiRanks)ranks).Abort((int)failure.Code);
            throw;
        }
    }

    /// <summary>Does something in every process and goes on only where all of them could; else all end with what the first of those that could not says.</summary>
    public static T Together<T>(IRanks ranks, Func<T> step)
    {
        if (ranks.Count == 1) return step();
        T result = default!;
        Failure? failure = null;
#pragma warning disable CA1031 // whatever it is, all have to know
        try { result = step(); }
        catch (Exception e) { failure = Failure.Of(e); }
#pragma warning restore CA1031
        int[] codes = ranks.Gather((int)(failure?.Code ?? ExitCode.Ok));
        int first = Array.FindIndex(codes, code => code != 0);
        if (first < 0) return result;
        string message = Text(ranks, failure?.Message ?? "", first), hint = Text(ranks, failure?.Hint ?? "", first);
        string who = first == 0 ? "" : $"{Text(ranks, Name(ranks), first)}: ";
        throw new SharedFailureException(new Failure((ExitCode)codes[first], who + message, hint));
    }

    /// <summary>A text of one of the processes, cut where it is very long.</summary>
    public static string Text(IRanks ranks, string mine, int rank = 0)
    {
        if (ranks.Count == 1) return mine;
        byte[] bytes = new byte[MessageBytes], all = new byte[MessageBytes * ranks.Count];
        Encoding.UTF8.GetEncoder().Convert(mine, bytes, flush: true, out _, out _, out _);
        ranks.Gather(bytes, all);
        return Encoding.UTF8.GetString(all.AsSpan(rank * MessageBytes, MessageBytes)).TrimEnd('\0');
    }

    /// <summary>Says what is waited for, where a training that was asked to stop cannot: a process that died never comes to the next meeting.</summary>
    /// <param name="context">The running command.</param>
    /// <param name="ranks">The processes.</param>
    /// <param name="run">The run's folder.</param>
    /// <param name="cancellation">Asks to stop.</param>
    /// <returns>To be disposed when the training is over.</returns>
    public static IDisposable WatchStop(CommandContext context, IRanks ranks, string run, CancellationToken cancellation)
    {
        if (ranks.Count == 1) return cancellation.Register(() => { });
        ITimer? timer = null;
        CancellationTokenRegistration registration = cancellation.Register(() => timer = TimeProvider.System.CreateTimer(
            _ => new Failure(ExitCode.Interrupted, "asked to stop, but not all processes have come to the end of their window, or one of them has died",
                $"`rnnscope train --resume {run}` continues from the last checkpoint").WriteTo(context.Error),
            null, Patience, Timeout.InfiniteTimeSpan));
        return new Watch(() =>
        {
            registration.Dispose();
            timer?.Dispose();
        });
    }

    private static IRanks Join(string mpi, Launch? launch)
    {
        if (mpi == "off" || (mpi == "auto" && launch is null)) return OneRank.Instance;
        if (launch is { TellsHowToMeet: false })
            throw new CommandException(ExitCode.System, $"expected a way for the {launch.Count} processes of {launch.Launcher} to find each other, found none", Advice);
        if (!MpiRanks.TryJoin(out MpiRanks? ranks))
        {
            throw new CommandException(
                ExitCode.System, "expected Open MPI, found no libmpi.so.40 of it on this machine",
                "install it (`apt-get install openmpi-bin` on Debian and Ubuntu, `module load openmpi` on many clusters), or give --mpi off");
        }
        if (launch is null || ranks.Count == launch.Count) return ranks;
        int count = ranks.Count;
        ranks.Dispose();
        throw new CommandException(
            ExitCode.System, $"expected {launch.Count} processes, as {launch.Launcher} started, found {count} by Open MPI", Advice);
    }

    private static string Name(IRanks ranks) => $"process {ranks.Rank} of {ranks.Count} on {Environment.MachineName}";

    private sealed class Watch(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
