using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using RnnScope.Commands;
using RnnScope.Engine.Files;

namespace RnnScope.Sweeps;

/// <summary>Submits a sweep to Slurm: an array with one task for each training, and a job behind it that writes the report.</summary>
/// <param name="context">The running command.</param>
/// <param name="sweep">The sweep.</param>
/// <param name="settings">What to ask Slurm for.</param>
internal sealed class Slurm(CommandContext context, SweepFolder sweep, SweepSettings settings)
{
    private string TaskScript => Path.Combine(sweep.Slurm, "tasks.sh");

    private string ReportScript => Path.Combine(sweep.Slurm, "report.sh");

    // What was submitted, one line each: the number of the array first.
    private string Submissions => Path.Combine(sweep.Slurm, "jobs.txt");

    /// <summary>Writes the scripts and submits nothing.</summary>
    /// <returns>The command lines that would.</returns>
    public IReadOnlyList<string> Prepare(IReadOnlyList<SweepTask> tasks)
    {
        WriteScripts();
        return [Line([.. ArrayArguments(tasks)]), Line([.. ReportArguments("ARRAY_JOB")])];
    }

    /// <summary>Writes the scripts and submits them; tasks that already wait or run in Slurm are left alone.</summary>
    /// <param name="tasks">The tasks to run.</param>
    /// <returns>The jobs.</returns>
    /// <exception cref="CommandException">Slurm is not there, or refuses.</exception>
    public SlurmSubmission Submit(IReadOnlyList<SweepTask> tasks)
    {
        HashSet<int> queued = Queued();
        SweepTask[] missing = [.. tasks.Where(task => !queued.Contains(task.Number))];
        if (missing.Length == 0) return new SlurmSubmission(null, null, [], queued.Count);
        WriteScripts();
        string array = Sbatch([.. ArrayArguments(missing)]);
        string report = Sbatch([.. ReportArguments(array)]);
        File.AppendAllText(Submissions, FormattableString.Invariant($"{array} {Numbers(missing)} report {report}\n"));
        return new SlurmSubmission(array, report, missing, queued.Count);
    }

    private void WriteScripts()
    {
        SlurmScripts scripts = new(sweep, settings);
        AtomicFile.WriteText(TaskScript, scripts.Tasks());
        AtomicFile.WriteText(ReportScript, scripts.Report());
    }

    private IEnumerable<string> ArrayArguments(IReadOnlyList<SweepTask> tasks) =>
        ["--parsable", $"--array={Numbers(tasks)}{(settings.Throttle > 0 ? $"%{settings.Throttle}" : "")}", TaskScript];

    private IEnumerable<string> ReportArguments(string array) => ["--parsable", $"--dependency=afterany:{array}", "--kill-on-invalid-dep=yes", ReportScript];

    private static string Numbers(IReadOnlyList<SweepTask> tasks) => ContextLengths.Format(tasks.Select(task => task.Number).Order());

    private static string Line(string[] arguments) => "sbatch " + string.Join(' ', arguments.Select(SlurmScripts.Quote));

    /// <summary>The tasks of this sweep that wait or run in Slurm.</summary>
    private HashSet<int> Queued()
    {
        string[] arrays = File.Exists(Submissions) ? [.. File.ReadLines(Submissions).Select(line => line.Split(' ')[0])] : [];
        if (arrays.Length == 0) return [];
        // Of all the user's jobs: asked for one that it has forgotten, squeue fails.
        string output = Call("squeue", ["--me", "-h", "-r", "-o", "%F %K %T"]);
        return [.. from line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            let fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            where fields.Length == 3 && arrays.Contains(fields[0]) && int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out _)
            select int.Parse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture)];
    }

    /// <summary>Submits a script.</summary>
    /// <returns>The job's number; sbatch adds the cluster's name where there are several.</returns>
    private string Sbatch(string[] arguments)
    {
        string id = Call("sbatch", arguments).Trim().Split(';')[0];
        return id.Length > 0 && id.All(char.IsAsciiDigit)
            ? id : throw new CommandException(ExitCode.System, $"sbatch: expected the number of a job, found '{id}'", $"submit it yourself: {Line(arguments)}");
    }

    private string Call(string program, string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new CommandException(
                ExitCode.System, $"--on slurm: expected the program {program}, found none: Slurm is not installed here, or not on the PATH",
                "on a cluster, submit from a login node (often after `module load slurm`); on Debian or Ubuntu, `apt-get install slurm-wlm munge`; `--on local` needs none of it, `--no-submit` only writes the scripts");
        }

        using (process)
        {
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            string said = errors.GetAwaiter().GetResult().Trim();
            if (process.ExitCode == 0)
            {
                if (said.Length > 0) context.Note($"{program}: {said}");
                return output;
            }

            string hint = said.Contains("array", StringComparison.OrdinalIgnoreCase) ? "a cluster limits the numbers of an array: `scontrol show config | grep MaxArraySize`" : $"the scripts are in {sweep.Slurm}";
            throw new CommandException(ExitCode.System, $"{program} refused: {(said.Length > 0 ? said : $"exit code {process.ExitCode}")}", hint);
        }
    }
}

/// <summary>What was submitted.</summary>
/// <param name="Array">The array's job; null when there was nothing to submit.</param>
/// <param name="Report">The report's job; null as above.</param>
/// <param name="Tasks">The tasks of the array.</param>
/// <param name="Queued">Tasks of earlier jobs that still wait or run.</param>
internal sealed record SlurmSubmission(string? Array, string? Report, IReadOnlyList<SweepTask> Tasks, int Queued);
