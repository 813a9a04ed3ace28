using System.Text.Json;
using RnnScope.Commands;
using RnnScope.Engine.Files;

namespace RnnScope.Sweeps;

/// <summary>The folder of a sweep: the grid, its tasks, how they are run, their runs, what failed, and the report.</summary>
internal sealed class SweepFolder
{
    private const string Format = "rnnscope-sweep-1", TaskFile = "tasks.json", GridFile = "grid.yaml", SettingsFile = "sweep.json";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private SweepFolder(string path, IReadOnlyList<SweepTask> tasks) => (Path, Tasks) = (System.IO.Path.TrimEndingDirectorySeparator(path), tasks);

    /// <summary>The folder, as it was given.</summary>
    public string Path { get; }

    /// <summary>The sweep's name: the last part of the path.</summary>
    public string Name => System.IO.Path.GetFileName(System.IO.Path.GetFullPath(Path));

    /// <summary>All tasks; each stands at its number.</summary>
    public IReadOnlyList<SweepTask> Tasks { get; }

    /// <summary>The folder of the runs.</summary>
    public string Runs => In("runs");

    /// <summary>The folder of the scripts for Slurm and of what its jobs said.</summary>
    public string Slurm => In("slurm");

    /// <summary>The folder of the report.</summary>
    public string Report => In("report");

    /// <summary>What a task said that ran on this machine.</summary>
    public string LogOf(SweepTask task) => System.IO.Path.Combine(In("logs"), task.Name + ".log");

    /// <summary>The folder of a task's run; it need not exist.</summary>
    public string RunOf(SweepTask task) => System.IO.Path.Combine(Runs, task.Name);

    /// <summary>Opens a sweep that is there.</summary>
    /// <exception cref="RunFileException">It is no sweep.</exception>
    public static SweepFolder Open(string path)
    {
        string file = System.IO.Path.Combine(path, TaskFile);
        return File.Exists(file)
            ? new SweepFolder(path, Load(file))
            : throw new RunFileException(path, $"the folder of a sweep, with {TaskFile}", Directory.Exists(path) ? "another folder" : "nothing", "make one: `rnnscope sweep GRID.yaml`");
    }

    /// <summary>Makes a sweep, or adds to the one that is there what the grid has beyond it.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="grid">The grid.</param>
    /// <exception cref="RunFileException">There is another sweep, or something else.</exception>
    public static SweepFolder Make(string path, Grid grid)
    {
        List<SweepTask> tasks = [.. GridExpansion.Tasks(grid)];
        string file = System.IO.Path.Combine(path, TaskFile);
        if (File.Exists(file)) tasks = Merge(path, Load(file), tasks);
        else if (File.Exists(path) || (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any()))
            throw new RunFileException(path, "a new or empty folder, or an earlier sweep", "something else", "give another one: `--out DIR`; nothing was written");
        SweepFolder folder = new(path, tasks);
        AtomicFile.WriteText(folder.In(GridFile), File.ReadAllText(grid.Path));
        AtomicFile.WriteText(file, JsonSerializer.Serialize(new TaskList(Format, ProgramVersion.Current, tasks), Options) + "\n");
        return folder;
    }

    /// <summary>A task by its number.</summary>
    /// <exception cref="CommandException">There is no such task.</exception>
    public SweepTask Task(int number) => number >= 0 && number < Tasks.Count
        ? Tasks[number]
        : throw new CommandException(ExitCode.Usage, $"expected a task from 0 to {Tasks.Count - 1}, found {number}", $"`rnnscope sweep status {Path}` lists them");

    /// <summary>How the sweep was run last; the defaults when it was not.</summary>
    public SweepSettings Settings()
    {
        string file = In(SettingsFile);
        if (!File.Exists(file)) return new SweepSettings();
        try
        {
            return JsonSerializer.Deserialize<SweepSettings>(File.ReadAllText(file), Options) ?? new SweepSettings();
        }
        catch (JsonException e)
        {
            throw new RunFileException(file, "how the sweep is run", e.Message.ReplaceLineEndings(" "), "delete the file and give the options again", e);
        }
    }

    /// <summary>Remembers how the sweep is run.</summary>
    public void Save(SweepSettings settings) => AtomicFile.WriteText(In(SettingsFile), JsonSerializer.Serialize(settings, Options) + "\n");

    /// <summary>Why a task did not come to its end; null when it did, or never failed.</summary>
    public TaskFailure? FailureOf(SweepTask task)
    {
        try
        {
            return JsonSerializer.Deserialize<TaskFailure>(File.ReadAllText(FailureFile(task)), Options);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return new TaskFailure((int)ExitCode.Internal, $"it failed, and {FailureFile(task)} cannot be read", "", "", "", default);
        }
    }

    /// <summary>Keeps why a task failed.</summary>
    public void Remember(SweepTask task, TaskFailure failure) => AtomicFile.WriteText(FailureFile(task), JsonSerializer.Serialize(failure, Options) + "\n");

    /// <summary>Forgets an earlier failure: the task is tried again.</summary>
    public void Forget(SweepTask task)
    {
        if (File.Exists(FailureFile(task))) File.Delete(FailureFile(task));
    }

    private string FailureFile(SweepTask task) => System.IO.Path.Combine(In("failures"), task.Name + ".json");

    private string In(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Tasks keep their numbers, which jobs in a queue know them by; new ones come behind.</summary>
    private static List<SweepTask> Merge(string path, IReadOnlyList<SweepTask> known, List<SweepTask> wanted)
    {
        Dictionary<string, SweepTask> byName = wanted.ToDictionary(task => task.Name);
        foreach (SweepTask task in known)
        {
            if (!byName.Remove(task.Name, out SweepTask? same) || !same.IsSame(task))
            {
                throw new RunFileException(
                    path, "the tasks of the same grid, or of one with more", same is null ? $"the task {task.Name}, which the grid has no more" : $"the task {task.Name} with other options",
                    "give another folder: `--out DIR`");
            }
        }

        return [.. known, .. wanted.Where(task => byName.ContainsKey(task.Name)).Select((task, i) => task with { Number = known.Count + i })];
    }

    private static IReadOnlyList<SweepTask> Load(string file)
    {
        const string Hint = "the file is damaged: run `rnnscope sweep GRID.yaml` into another folder";
        try
        {
            TaskList? list = JsonSerializer.Deserialize<TaskList>(File.ReadAllText(file), Options);
            if (list is { Format: Format, Tasks: { Count: > 0 } tasks } && tasks.Index().All(pair => IsGood(pair.Item, pair.Index))) return tasks;
            throw new RunFileException(file, $"the tasks of a sweep ({Format})", "something else", Hint);
        }
        catch (JsonException e)
        {
            throw new RunFileException(file, "the tasks of a sweep", e.Message.ReplaceLineEndings(" "), Hint, e);
        }
    }

    // The name becomes a path.
    private static bool IsGood(SweepTask? task, int number) => task is { Name: { Length: > 0 } name, Cell: not null, Options: not null }
        && task.Number == number && name[0] != '.' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') && task.Options.ContainsKey(GridExpansion.Text);

    private sealed record TaskList(string Format, string Program, IReadOnlyList<SweepTask> Tasks);
}
