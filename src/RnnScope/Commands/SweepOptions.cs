using System.CommandLine;
using RnnScope.Sweeps;

namespace RnnScope.Commands;

/// <summary>The options that say how a sweep is run; what is not given is as it was the last time.</summary>
internal sealed class SweepOptions
{
    private static readonly SweepSettings Defaults = new();

    private readonly Option<string> _on = CommonOptions.Choice("--on", Defaults.On, ["local", "slurm"], "Where the tasks run: on this machine, or as an array of Slurm jobs.");

    private readonly Option<int> _jobs = CommonOptions.Number("--jobs", Defaults.Jobs, 0, 4096, "Local: tasks at a time; 0 is as many as there are cores, divided by --threads.");

    private readonly Option<int> _threads = CommonOptions.Number("--threads", Defaults.Threads, 1, 1024, "Threads of each task, and its cores in Slurm. No result depends on it.");

    private readonly Option<int> _throttle = CommonOptions.Number("--throttle", Defaults.Throttle, 0, 1_000_000, "Slurm: the most tasks at a time; 0 is no limit.");

    private readonly Option<string?> _time = Text("--time", "LIMIT", "Slurm: the time limit of a task, as sbatch takes it (30 is minutes, 2:00:00 two hours). A task that meets it goes on in another job. [default: the cluster's]");

    private readonly Option<int> _warning = CommonOptions.Number("--warning", Defaults.Warning, 1, 65_535, "Slurm: seconds before the time limit at which a task writes its checkpoint and is queued again. Slurm may be up to a minute early.");

    private readonly Option<string?> _partition = Text("--partition", "NAME", "Slurm: the partition. [default: the cluster's]");

    private readonly Option<string?> _account = Text("--account", "NAME", "Slurm: the account. [default: the user's]");

    private readonly Option<string?> _memory = Text("--memory", "SIZE", "Slurm: the memory of a task, as in 4G. [default: the cluster's]");

    /// <summary>Writes what would be submitted, and stops there.</summary>
    public Option<bool> NoSubmit { get; } = new("--no-submit") { Description = "Slurm: write the scripts and show what would be submitted, without Slurm." };

    /// <summary>Positions at which the report measures memory.</summary>
    public Option<int> Positions { get; } = PositionsOption();

    /// <summary>All of them, in the order of the help.</summary>
    public IEnumerable<Option> All => [_on, _jobs, _threads, _throttle, _time, _warning, _partition, _account, _memory, NoSubmit, Positions];

    /// <summary>Positions at which the report measures memory.</summary>
    public static Option<int> PositionsOption() => CommonOptions.Number(
        "--positions", Defaults.Positions, 0, 1_000_000, "Report: where units differ in nothing else, positions at which the memory of each one's median run is measured, 20 or more; 0 leaves it out.");

    /// <summary>How a sweep is to be run.</summary>
    /// <param name="context">The running command.</param>
    /// <param name="last">How it was run the last time.</param>
    public SweepSettings Settings(CommandContext context, SweepSettings last)
    {
        SweepSettings settings = new()
        {
            On = context.Get(_on, last.On), Jobs = context.Get(_jobs, last.Jobs), Threads = context.Get(_threads, last.Threads), Positions = context.Get(Positions, last.Positions),
            Throttle = context.Get(_throttle, last.Throttle), Time = context.Get(_time, last.Time), Warning = context.Get(_warning, last.Warning),
            Partition = context.Get(_partition, last.Partition), Account = context.Get(_account, last.Account), Memory = context.Get(_memory, last.Memory),
        };
        Option[] ofSlurm = [_throttle, _time, _warning, _partition, _account, _memory, NoSubmit];
        if (settings.On != "slurm" && ofSlurm.FirstOrDefault(context.IsGiven) is { } lonely)
            throw new CommandException(ExitCode.Usage, $"{lonely.Name} needs --on slurm", "add it, or leave the option out");
        if (settings.On == "slurm" && context.IsGiven(_jobs)) throw new CommandException(ExitCode.Usage, "--jobs does not go with --on slurm", "use --throttle");
        return settings;
    }

    private static Option<string?> Text(string name, string help, string description) => new(name) { Description = description, HelpName = help };
}
