using System.Diagnostics;
using System.Text;

namespace RnnScope.Tests.Ranks;

/// <summary>Starts the program on several processes of this machine, on its loopback only.</summary>
internal sealed class Mpirun : IDisposable
{
    private readonly StringBuilder _said = new();
    private readonly Process _process;

    /// <param name="ranks">How many processes.</param>
    /// <param name="arguments">The command line of each.</param>
    public Mpirun(int ranks, params string[] arguments) : this(ranks, System.IO.Path.Combine(AppContext.BaseDirectory, "rnnscope.dll"), arguments)
    {
    }

    private Mpirun(int ranks, string program, string[] arguments)
    {
        string[] here = ["--oversubscribe", "--bind-to", "none", "--mca", "oob_tcp_if_include", "lo", "--mca", "pml", "ob1", "--mca", "btl", "self,vader"];
        ProcessStartInfo start = new(Path!, [.. here, "-n", $"{ranks}", "dotnet", program, .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            Environment = { ["OMPI_ALLOW_RUN_AS_ROOT"] = "1", ["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1" },
        };
        _process = Process.Start(start)!;
        _process.StandardInput.Close();
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public static bool IsThere => Path is not null;

    private static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
        .Select(folder => System.IO.Path.Combine(folder, "mpirun")).FirstOrDefault(File.Exists);

    /// <summary>Starts another program.</summary>
    public static Mpirun Program(int ranks, string program, params string[] arguments) => new(ranks, program, arguments);

    public bool HasExited => _process.HasExited;

    /// <summary>The process of a rank; null before it runs.</summary>
    public Process? Rank(int rank)
    {
        string children = File.ReadAllText($"/proc/{_process.Id}/task/{_process.Id}/children");
        foreach (string child in children.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (File.ReadAllText($"/proc/{child}/environ").Split('\0').Contains($"OMPI_COMM_WORLD_RANK={rank}"))
                return Process.GetProcessById(int.Parse(child, System.Globalization.CultureInfo.InvariantCulture));
        }
        return null;
    }

    /// <summary>Waits for the end: the exit code, and all that was said.</summary>
    public (int Code, string Said) Wait()
    {
        if (!_process.WaitForExit(TimeSpan.FromMinutes(3)))
        {
            _process.Kill(entireProcessTree: true);
            Assert.Fail($"mpirun hangs after: {_said}");
        }
        _process.WaitForExit();
        lock (_said) return (_process.ExitCode, _said.ToString());
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        lock (_said) _said.AppendLine(line);
    }
}
