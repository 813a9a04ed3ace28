using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using RnnScope.Commands;

namespace RnnScope.Sweeps;

/// <summary>Runs tasks on this machine, each in a process of its own, so that none can take others with it.</summary>
/// <param name="context">The running command.</param>
/// <param name="sweep">The sweep.</param>
/// <param name="settings">How many at a time, and with how many threads.</param>
internal sealed class LocalSweep(CommandContext context, SweepFolder sweep, SweepSettings settings)
{
    // Progress is counted in parts of an epoch that a slow training still moves.
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<int, SweepTask> _running = new();
    private readonly ConcurrentDictionary<int, double> _epochs = new();

    /// <summary>Tasks at a time.</summary>
    public static int Jobs(SweepSettings settings) => settings.Jobs > 0 ? settings.Jobs : Math.Max(1, Environment.ProcessorCount / settings.Threads);

    /// <summary>Runs tasks to their end, or until it is stopped; then each has written a checkpoint.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="cancellation">Stops all of them.</param>
    public void Run(IReadOnlyList<SweepTask> tasks, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(sweep.LogOf(tasks[0]))!);
        int jobs = Math.Min(Jobs(settings), tasks.Count);
        context.Error.WriteLine($"{sweep.Path}: {tasks.Count} of {sweep.Tasks.Count} tasks to run, {jobs} at a time");
        double planned = tasks.Sum(Planned);
        ConsoleProgress.Run(context, "training", (long)Math.Ceiling(planned), "epochs", report => RunAll(tasks, jobs, report, cancellation).GetAwaiter().GetResult());
        cancellation.ThrowIfCancellationRequested();
    }

    private static double Planned(SweepTask task) => TaskConfiguration.Of(task.Text, task.Arguments).Wanted.Training.Epochs;

    private async Task RunAll(IReadOnlyList<SweepTask> tasks, int jobs, Action<long> report, CancellationToken cancellation)
    {
        using CancellationTokenSource over = new();
        Task watch = Watch(report, over.Token);
        ParallelOptions options = new() { MaxDegreeOfParallelism = jobs };
        await Parallel.ForEachAsync(tasks, options, async (task, _) =>
        {
            if (cancellation.IsCancellationRequested) return;
            _running[task.Number] = task;
            int code = await RunOne(task, cancellation).ConfigureAwait(false);
            _running.TryRemove(task.Number, out SweepTask? _);
            _epochs[task.Number] = Planned(task);
            string end = code == (int)ExitCode.Ok ? "done" : code == (int)ExitCode.TryAgain ? "not done" : $"failed, exit code {code}";
            if (!context.IsInteractive) context.Error.WriteLine($"{task.Name}: {end}");
        }).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
        await watch.ConfigureAwait(false);
    }

    private async Task<int> RunOne(SweepTask task, CancellationToken cancellation)
    {
        string[] arguments = ["sweep", "task", sweep.Path, task.Number.ToString(CultureInfo.InvariantCulture), "--threads", settings.Threads.ToString(CultureInfo.InvariantCulture), "--until-input-ends"];
        ProcessStartInfo start = new(ThisProgram.Words[0], [.. ThisProgram.Words.Skip(1), .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        TextWriter log = TextWriter.Synchronized(new StreamWriter(sweep.LogOf(task), append: true) { AutoFlush = true });
        await using (log.ConfigureAwait(false))
        {
            using Process process = new() { StartInfo = start };
            process.OutputDataReceived += (_, line) => { if (line.Data is not null) log.WriteLine(line.Data); };
            process.ErrorDataReceived += (_, line) => { if (line.Data is not null) log.WriteLine(line.Data); };
            process.Start();
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            // The end of its input tells the task to stop; should this program be killed, the system ends it just so.
            using CancellationTokenRegistration stop = cancellation.Register(process.StandardInput.Close);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            int code = process.ExitCode;
            bool isSilent = code is not ((int)ExitCode.Ok or (int)ExitCode.TryAgain) && sweep.FailureOf(task) is null;
            if (isSilent) sweep.Remember(task, TaskFailure.Of(new Failure((ExitCode)code, $"its process ended with exit code {code}", $"see {sweep.LogOf(task)}")));
            return code;
        }
    }

    private async Task Watch(Action<long> report, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await Task.Delay(LookEvery, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (SweepTask task in _running.Values) _epochs[task.Number] = TaskState.Of(sweep, task).Epochs;
            report((long)_epochs.Values.Sum());
        }
    }
}
