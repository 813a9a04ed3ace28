using System.Diagnostics;
using System.Globalization;

namespace RnnScope.Tests.Sweeps;

/// <summary>A Slurm of several virtual nodes on this machine, for one test; gone after it, whatever happens.</summary>
internal sealed class PrivateSlurm : IDisposable
{
    private static readonly string[] Programs = ["sbatch", "squeue", "scontrol", "scancel", "sinfo", "slurmctld", "slurmd", "munged"];

    private PrivateSlurm(string folder) => Folder = folder;

    /// <summary>Why there can be none here; null where there can be.</summary>
    public static string? Missing => !OperatingSystem.IsLinux() ? "Slurm runs on Linux only"
        : Programs.FirstOrDefault(program => !IsInstalled(program)) is { } missing ? $"{missing} is not installed: apt-get install slurm-wlm munge"
        : Environment.UserName != "root" ? "a private Slurm needs root" : null;

    /// <summary>Everything of it.</summary>
    public string Folder { get; }

    private string Configuration => Path.Combine(Folder, "slurm.conf");

    /// <summary>Starts one.</summary>
    public static PrivateSlurm Start(int nodes)
    {
        // Short, because the path of a socket may have 107 characters at most.
        PrivateSlurm slurm = new(Directory.CreateTempSubdirectory("slurm-").FullName);
        try
        {
            slurm.Call("bash", Script("slurm-up.sh"), slurm.Folder, nodes.ToString(CultureInfo.InvariantCulture), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return slurm;
        }
        catch
        {
            slurm.Dispose();
            throw;
        }
    }

    /// <summary>Runs a program that uses this Slurm; it must succeed.</summary>
    /// <returns>What it wrote.</returns>
    public string Call(string program, params string[] arguments)
    {
        (int code, string output, string error) = Try(program, arguments);
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)}: exit code {code}\n{output}\n{error}");
        return output;
    }

    /// <summary>Runs a program that uses this Slurm.</summary>
    public (int Code, string Output, string Error) Try(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SLURM_CONF"] = Configuration;
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.Trim(), error.GetAwaiter().GetResult().Trim());
    }

    /// <summary>The tasks of a job that wait or run.</summary>
    public string[] Pending(string job) => [.. Call("squeue", "-h", "-r", "-o", "%F %K %T %N").Split('\n').Where(line => line.StartsWith(job + " ", StringComparison.Ordinal))];

    /// <summary>The addresses that its daemons listen on, as the kernel writes them.</summary>
    public string[] Listeners()
    {
        HashSet<int> ports = [.. File.ReadAllText(Configuration).Split(['\n', ' ']).Where(word => word.StartsWith("Port=", StringComparison.Ordinal) || word.StartsWith("SlurmctldPort=", StringComparison.Ordinal)).Select(word => int.Parse(word.Split('=')[1], CultureInfo.InvariantCulture))];
        return [.. from table in new[] { "/proc/net/tcp", "/proc/net/tcp6" }
            where File.Exists(table)
            from line in File.ReadLines(table).Skip(1)
            let fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            let address = fields[1].Split(':')
            where fields[3] == "0A" && ports.Contains(int.Parse(address[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture))
            select address[0]];
    }

    /// <summary>Ends a node's daemon without a word.</summary>
    public void KillDaemon(string node) => Process.GetProcessById(int.Parse(File.ReadAllText(Path.Combine(Folder, "run", $"slurmd-{node}.pid")), CultureInfo.InvariantCulture)).Kill();

    public void Dispose()
    {
        Try("bash", Script("slurm-down.sh"), Folder);
        Directory.Delete(Folder, recursive: true);
    }

    private static bool IsInstalled(string program) => $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin".Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    private static string Script(string name)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "RnnScope.slnx"))) folder = folder.Parent;
        return Path.Combine(folder.FullName, "tests", "cluster", name);
    }
}
