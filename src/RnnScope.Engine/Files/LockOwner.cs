using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace RnnScope.Engine.Files;

/// <summary>The process that trains a run, as its lock names it.</summary>
/// <param name="Host">The machine's name, for people.</param>
/// <param name="Place">Where process numbers mean the same: machine, start of the machine, and container.</param>
/// <param name="Process">The process's number there.</param>
/// <param name="Started">When the process began, in the words of its system: numbers are given again, this is not.</param>
/// <param name="Job">The scheduler's name for the work, such as <c>12_3</c>; empty without one.</param>
/// <param name="Token">Random: no two locks have the same.</param>
public sealed record LockOwner(string Host, string Place, int Process, string Started, string Job, string Token)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>This process, with a token of its own.</summary>
    /// <param name="job">The scheduler's name for the work; empty without one.</param>
    public static LockOwner Here(string job) =>
        new(Environment.MachineName, ThisPlace(), Environment.ProcessId, StartOf(Environment.ProcessId) ?? "", job, Guid.NewGuid().ToString("N"));

    /// <summary>Whether the process lives; null where that cannot be seen from here.</summary>
    public bool? IsAlive => Place != ThisPlace() ? null : StartOf(Process) is { } started && started == Started;

    /// <summary>One phrase, as in "process 4711 on node3, job 12_3".</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"process {Process} on {Host}") + (Job.Length > 0 ? $", job {Job}" : "");

    /// <summary>As the lock file has it.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Options);

    /// <summary>Reads a lock file; null for anything else.</summary>
    public static LockOwner? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            LockOwner? owner = JsonSerializer.Deserialize<LockOwner>(json, Options);
            return owner is { Host: not null, Place: not null, Started: not null, Job: not null, Token: not null } ? owner : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // The name alone would do for machines, but not for containers that share it, nor after the machine started again.
    private static string ThisPlace() =>
        $"{Environment.MachineName} {Line("/proc/sys/kernel/random/boot_id")} {Link("/proc/self/ns/pid")}".TrimEnd();

    /// <summary>When a process began; null when there is none, or only what its parent has not yet taken notice of.</summary>
    private static string? StartOf(int process)
    {
        if (OperatingSystem.IsLinux())
        {
            // "pid (name) state ppid ...": the name may hold anything, so count from the last bracket; the 22nd is the start.
            string stat = Line($"/proc/{process}/stat");
            string[] fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return fields.Length < 20 || fields[0] is "Z" or "X" ? null : fields[19];
        }

        try
        {
            using Process found = System.Diagnostics.Process.GetProcessById(process);
            return found.HasExited ? null : found.StartTime.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string Line(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string Link(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget ?? "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
