using System.CommandLine;
using System.Globalization;
using RnnScope.Analysis.Memory;
using RnnScope.Sweeps;

namespace RnnScope.Commands;

/// <summary><c>sweep GRID</c>: many trainings, here or on a cluster, and their results in one table.</summary>
internal static class SweepCommand
{
    private static readonly Argument<string> GridFile = new("GRID") { Description = "The grid: a YAML file of options of `rnnscope train`, each with a value, a list of values or a range." };

    private static readonly Option<string?> Out = new("--out")
    {
        Description = "The folder of the sweep. One that is there goes on; a grid with more values adds to it. [default: the grid's name, in sweeps]", HelpName = "DIR",
    };

    private static readonly Option<bool> UntilInputEnds = new("--until-input-ends") { Description = "Stop, after a checkpoint, when standard input ends: how a local sweep stops its tasks." };

    public static Command Create()
    {
        SweepOptions options = new();
        Command command = new("sweep", "Trains every combination of a grid of options, on this machine or as an array of Slurm jobs, and puts the results together.") { GridFile, Out };
        foreach (Option option in options.All) command.Options.Add(option);
        command.Options.Add(CommonOptions.Json);
        command.Subcommands.Add(Status());
        command.Subcommands.Add(Resume());
        command.Subcommands.Add(Report());
        command.Subcommands.Add(One());
        command.Examples(
            "rnnscope sweep paper.yaml",
            "rnnscope sweep paper.yaml --on slurm --throttle 20 --time 4:00:00 --partition cpu",
            "rnnscope sweep status sweeps/paper",
            "rnnscope sweep resume sweeps/paper");
        command.SetWork((context, cancellation) => Task.FromResult(Begin(context, options, cancellation)));
        return command;
    }

    private static Argument<string> Folder() => new("DIR") { Description = "The folder of a sweep, made by `rnnscope sweep GRID`." };

    private static Command Status()
    {
        Argument<string> folder = Folder();
        Command command = new("status", "Shows where every task stands, and why those that failed did, from the folders of the runs alone.") { folder, CommonOptions.Json };
        command.Examples("rnnscope sweep status sweeps/paper", "rnnscope sweep status sweeps/paper --json");
        command.SetWork((context, _) =>
        {
            SweepFolder sweep = SweepFolder.Open(context.Get(folder));
            SweepResults results = SweepResults.Of(sweep);
            if (context.IsJson) context.WriteJson(SweepJson.Status(sweep, results));
            else SweepPrint.Status(context.Output, sweep, results);
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }

    private static Command Resume()
    {
        SweepOptions options = new();
        Argument<string> folder = Folder();
        Command command = new("resume", "Runs, or submits, what is missing: tasks that nobody has begun, that stopped or that failed. Options not given are those of the last time.") { folder };
        foreach (Option option in options.All) command.Options.Add(option);
        command.Options.Add(CommonOptions.Json);
        command.Examples("rnnscope sweep resume sweeps/paper", "rnnscope sweep resume sweeps/paper --on slurm --time 8:00:00");
        command.SetWork((context, cancellation) =>
        {
            SweepFolder sweep = SweepFolder.Open(context.Get(folder));
            return Task.FromResult(Run(context, options, sweep, cancellation));
        });
        return command;
    }

    private static Command Report()
    {
        Argument<string> folder = Folder();
        Option<int> threads = CommonOptions.Threads("Threads to use. No result depends on it."), positions = SweepOptions.PositionsOption();
        Command command = new("report", "Puts the results together: a table over the grid with intervals from the seeds, and a page with figures. It says what is missing, and ends with 7 if anything is.") { folder, positions, threads, CommonOptions.Json };
        command.Examples("rnnscope sweep report sweeps/paper", "rnnscope sweep report sweeps/paper --positions 1000 --json");
        command.SetWork((context, cancellation) =>
        {
            SweepFolder sweep = SweepFolder.Open(context.Get(folder));
            return Task.FromResult(Merge(context, sweep, context.Get(positions, sweep.Settings().Positions), context.Get(threads), cancellation));
        });
        return command;
    }

    private static Command One()
    {
        Argument<string> folder = Folder();
        Argument<int?> number = new("N") { Description = $"The task's number. [default: {SlurmJob.TaskVariable}]", Arity = ArgumentArity.ZeroOrOne };
        Option<int> threads = CommonOptions.Number("--threads", 1, 1, 1024, "Threads to use. The result does not depend on it.");
        Command command = new("task", "Does one task: what the jobs of a sweep call. Begun before, it goes on; done before, it ends at once. It ends with 75 when it was told to stop, or when another copy of it runs: to be tried again.") { folder, number, threads, UntilInputEnds };
        command.Examples("rnnscope sweep task sweeps/paper 3 --threads 2");
        command.SetWork((context, cancellation) =>
        {
            SweepFolder sweep = SweepFolder.Open(context.Get(folder));
            SweepTask task = sweep.Task(context.Get(number) ?? FromSlurm());
            using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            if (context.Get(UntilInputEnds)) WatchInput(stop);
            return Task.FromResult(new TaskWork(context, sweep).Do(task, context.Get(threads), stop.Token));
        });
        return command;
    }

    private static ExitCode Begin(CommandContext context, SweepOptions options, CancellationToken cancellation)
    {
        Grid grid = GridReader.Read(context.Get(GridFile));
        // Before anything is written.
        options.Settings(context, new SweepSettings());
        SweepFolder sweep = SweepFolder.Make(context.Get(Out) ?? Path.Combine("sweeps", Path.GetFileNameWithoutExtension(grid.Path)), grid);
        return Run(context, options, sweep, cancellation);
    }

    private static ExitCode Run(CommandContext context, SweepOptions options, SweepFolder sweep, CancellationToken cancellation)
    {
        SweepSettings settings = options.Settings(context, sweep.Settings());
        // Before hours of training rather than after them.
        if (settings.Positions > 0) new MemoryOptions { Positions = settings.Positions }.Validated(symbols: 2);
        sweep.Save(settings);
        SweepTask[] missing = [.. sweep.Tasks.Select(task => TaskState.Of(sweep, task)).Where(state => state.IsMissing).Select(state => state.Task)];
        if (settings.On == "slurm")
        {
            Submit(context, new Slurm(context, sweep, settings), sweep, missing, context.Get(options.NoSubmit));
            return ExitCode.Ok;
        }

        if (missing.Length > 0) new LocalSweep(context, sweep, settings).Run(missing, cancellation);
        return Merge(context, sweep, settings.Positions, LocalSweep.Jobs(settings) * settings.Threads, cancellation);
    }

    private static void Submit(CommandContext context, Slurm slurm, SweepFolder sweep, SweepTask[] missing, bool isDry)
    {
        if (isDry)
        {
            IReadOnlyList<string> lines = slurm.Prepare(missing);
            if (context.IsJson) context.WriteJson(new { sweep = sweep.Path, scripts = sweep.Slurm, commands = lines });
            else foreach (string line in lines) context.Output.WriteLine(line);
            return;
        }

        SlurmSubmission made = slurm.Submit(missing);
        if (context.IsJson) context.WriteJson(new { sweep = sweep.Path, array_job = made.Array, report_job = made.Report, tasks = made.Tasks.Select(task => task.Number), queued = made.Queued });
        else SweepPrint.Submission(context.Output, sweep, made);
    }

    private static ExitCode Merge(CommandContext context, SweepFolder sweep, int positions, int threads, CancellationToken cancellation)
    {
        SweepResults results = SweepResults.Of(sweep);
        object json = new SweepReport(context, sweep, threads, positions).Write(results, cancellation);
        if (context.IsJson) context.WriteJson(json);
        else SweepPrint.Results(context.Output, sweep, results);
        return results.IsComplete ? ExitCode.Ok : ExitCode.Incomplete;
    }

    private static int FromSlurm()
    {
        string? number = Environment.GetEnvironmentVariable(SlurmJob.TaskVariable);
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int task) ? task
            : throw new CommandException(ExitCode.Usage, $"expected the number of a task, found neither N nor {SlurmJob.TaskVariable}", "give it, as in `rnnscope sweep task DIR 3`");
    }

    /// <summary>Stops when standard input ends.</summary>
    private static void WatchInput(CancellationTokenSource stop)
    {
        // A thread of its own, which nobody waits for: the reading has no other end.
        new Thread(() =>
        {
            while (Console.In.Read() >= 0)
            {
                // whatever it is
            }

            try
            {
                stop.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // the task is done
            }
        }) { IsBackground = true }.Start();
    }
}
