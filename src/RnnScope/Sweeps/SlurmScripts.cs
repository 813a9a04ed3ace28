using System.Text.RegularExpressions;
using RnnScope.Commands;

namespace RnnScope.Sweeps;

/// <summary>The scripts that Slurm runs: short, kept in the sweep's folder, and of use without this program's help.</summary>
/// <param name="sweep">The sweep.</param>
/// <param name="settings">What to ask Slurm for.</param>
internal sealed partial class SlurmScripts(SweepFolder sweep, SweepSettings settings)
{
    private readonly string _folder = Path.GetFullPath(sweep.Path);

    [GeneratedRegex(@"^[A-Za-z0-9_.,:+@=/%-]+\z")]
    private static partial Regex Plain { get; }

    /// <summary>The script of the array.</summary>
    public string Tasks() => $$"""
        #!/usr/bin/env bash
        # One training a task: the task of this number in ../tasks.json. A task that was begun goes on from its checkpoint, and one
        # that is done ends at once, so any of them may be submitted again: sbatch --array=0-{{sweep.Tasks.Count - 1}} {{Name(Path.Combine(_folder, "slurm", "tasks.sh"))}}
        {{Header("", "%A_%a", [
            .. Wanted("cpus-per-task", settings.Threads.ToString(null as IFormatProvider)), .. Wanted("time", settings.Time), .. Wanted("mem", settings.Memory),
            "--requeue", $"--signal=B:USR1@{settings.Warning}",
        ])}}
        set -u
        {{Program()}}

        # USR1 comes {{settings.Warning}} seconds before the time limit, TERM when Slurm takes the machine back or somebody cancels the job.
        # Either way the training writes a checkpoint and ends with 75; only the first asks for another turn here, because
        # a pre-empted job is queued again by Slurm itself, and a cancelled one should stay so.
        signalled='' cancelled='' training=''
        trap 'signalled=1; kill -TERM "$training" 2>/dev/null' USR1
        trap 'signalled=1 cancelled=1; kill -TERM "$training" 2>/dev/null' TERM

        "${rnnscope[@]}" sweep task "$sweep" --threads {{settings.Threads}} &
        training=$!
        # A signal may have come before there was a training to pass it on to.
        if [ -n "$signalled" ]; then kill -TERM "$training" 2>/dev/null; fi

        wait "$training"; code=$?
        # A signal cuts the waiting short, not the training.
        while [ -n "$signalled" ]; do signalled=''; wait "$training"; code=$?; done

        # By its number within the array: the job's own number may be that of the whole array.
        if [ "$code" = 75 ] && [ -z "$cancelled" ]; then scontrol requeue "${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID"; fi
        exit "$code"

        """;

    /// <summary>The script of the job that waits for the array.</summary>
    public string Report() => $$"""
        #!/usr/bin/env bash
        # Puts the results of all tasks together. It can be run at any time, and says what is still missing.
        {{Header("-report", "%j", [.. Wanted("mem", settings.Memory)])}}
        set -u
        {{Program()}}

        exec "${rnnscope[@]}" sweep report "$sweep"

        """;

    /// <summary>A word as a shell reads it.</summary>
    public static string Quote(string word) => Plain.IsMatch(word) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private string Header(string suffix, string log, IReadOnlyList<string> more)
    {
        string[] lines =
        [
            $"--job-name={string.Concat(sweep.Name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '-'))}{suffix}",
            $"--output=\"{Name(_folder).Replace("%", "%%", StringComparison.Ordinal)}/slurm/{log}.out\"", "--open-mode=append", .. Wanted("partition", settings.Partition), .. Wanted("account", settings.Account), .. more,
        ];
        return string.Join('\n', lines.Select(line => $"#SBATCH {line}"));
    }

    private string Program() => $"rnnscope=({string.Join(' ', ThisProgram.Words.Select(Quote))})\nsweep={Quote(_folder)}";

    private static IEnumerable<string> Wanted(string option, string? value)
    {
        if (value is null) return [];
        // It becomes a line of a script.
        return Plain.IsMatch(value) ? [$"--{option}={value}"]
            : throw new CommandException(ExitCode.Usage, $"expected letters, digits and any of _.,:+@=/%- for sbatch's --{option}, found '{value}'");
    }

    private static string Name(string path) => path.Any(c => char.IsControl(c) || c == '"')
        ? throw new CommandException(ExitCode.Usage, "expected a folder whose path has no quotes and no line ends", "give another one: `--out DIR`")
        : path;
}
