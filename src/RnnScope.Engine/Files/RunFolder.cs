using System.Globalization;
using System.Text;

namespace RnnScope.Engine.Files;

/// <summary>The folder of one run: where each of its files is. It can be copied, zipped and opened elsewhere.</summary>
public sealed class RunFolder
{
    private const string RunFileName = "run.json";
    private const string StepPrefix = "step-";
    private const int LongestName = 80;

    private RunFolder(string path)
    {
        Path = path;
        Name = System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path)));
    }

    /// <summary>The folder, as it was given.</summary>
    public string Path { get; }

    /// <summary>The run's name: the last part of the path.</summary>
    public string Name { get; }

    /// <summary>Configuration, seed, corpus, program version, machine.</summary>
    public string RunFile => In(RunFileName);

    /// <summary>The best weights, with the unit's equations and the vocabulary.</summary>
    public string ModelFile => In("model.safetensors");

    /// <summary>The folder of everything that is needed to go on bit for bit.</summary>
    public string CheckpointFolder => In("checkpoints");

    /// <summary>The folder of the weights that were kept on the way; each is a whole model file.</summary>
    public string SnapshotFolder => In("snapshots");

    /// <summary>One line per report of the trainer.</summary>
    public string TrainingLogFile => In("training.jsonl");

    /// <summary>The folder of recorded sites.</summary>
    public string TraceFolder => In("traces");

    /// <summary>The folder of texts that the run carries with it.</summary>
    public string TextFolder => In("texts");

    /// <summary>The folder of results.</summary>
    public string AnalysisFolder => In("analyses");

    /// <summary>Names and notes that people gave to units.</summary>
    public string NotesFile => In("notes.json");

    /// <summary>Opens the folder of a run.</summary>
    /// <exception cref="RunFileException">There is no such folder, or it is not the folder of a run.</exception>
    public static RunFolder Open(string path)
    {
        const string Hint = "run `rnnscope train TEXT` to make a run";
        if (File.Exists(path)) throw new RunFileException(path, "the folder of a run", "a file", "give the folder that holds run.json");
        if (!Directory.Exists(path)) throw new RunFileException(path, "the folder of a run", "nothing", Hint);
        RunFolder folder = new(path);
        if (File.Exists(folder.RunFile)) return folder;

        string[] inside = [.. Directory.EnumerateDirectories(path)
            .Where(d => File.Exists(System.IO.Path.Combine(d, RunFileName))).Order(StringComparer.Ordinal).Take(4)];
        if (inside.Length > 0)
            throw new RunFileException(path, "the folder of a run", "a folder of runs", $"give one of them, such as {inside[0]}");
        throw new RunFileException(path, $"the folder of a run, with a {RunFileName}", $"a folder without {RunFileName}", Hint);
    }

    /// <summary>The folder of a run that another process has made or is about to make; nothing is checked.</summary>
    public static RunFolder At(string path) => new(path);

    /// <summary>Makes a folder for a new run, under a name that no other run has.</summary>
    /// <param name="root">The folder of all runs; made if it is missing.</param>
    /// <param name="name">
    /// The wanted name. Everything but letters, digits, '.', '_' and '-' becomes '-', so that names work in paths and
    /// addresses; when the name is taken, "-2", "-3", ... is added.
    /// </param>
    /// <param name="fill">Writes the files that belong there from the first moment, such as run.json.</param>
    /// <remarks>Two programs that ask at once get different folders: the folder is made complete and then renamed.</remarks>
    public static RunFolder Create(string root, string name, Action<RunFolder>? fill = null)
    {
        string clean = CleanName(name);
        return Make(root, fill, move =>
        {
            for (int number = 1; ; number++)
            {
                string path = System.IO.Path.Combine(root, number == 1 ? clean : $"{clean}-{number}");
                if (move(path)) return path;
            }
        });
    }

    /// <summary>The run of a name, made if there is none. Of several programs that ask at once one makes it, and all get it.</summary>
    /// <param name="root">The folder of all runs; made if it is missing.</param>
    /// <param name="name">The name, cleaned as <see cref="Create"/> does.</param>
    /// <param name="fill">Writes the files that belong there from the first moment, such as run.json.</param>
    /// <param name="isNew">Whether this call made it.</param>
    /// <exception cref="RunFileException">Something else has that name.</exception>
    public static RunFolder OpenOrCreate(string root, string name, Action<RunFolder> fill, out bool isNew)
    {
        string path = System.IO.Path.Combine(root, CleanName(name));
        bool isMine = false;
        if (!System.IO.Path.Exists(path)) Make(root, fill, move => (isMine = move(path)) ? path : null);
        isNew = isMine;
        return Open(path);
    }

    /// <summary>The file of a checkpoint; names sort in the order of the steps.</summary>
    public string CheckpointFile(long step) => StepFile(CheckpointFolder, step);

    /// <summary>The complete checkpoints, earliest first.</summary>
    public IReadOnlyList<string> CheckpointFiles() => [.. StepFiles(CheckpointFolder)];

    /// <summary>The file of the weights after a step; names sort in the order of the steps.</summary>
    public string SnapshotFile(long step) => StepFile(SnapshotFolder, step);

    /// <summary>The weights kept on the way with the steps taken until then, earliest first.</summary>
    public IReadOnlyList<(long Step, string File)> Snapshots() =>
        [.. from file in StepFiles(SnapshotFolder)
            let digits = System.IO.Path.GetFileNameWithoutExtension(file)[StepPrefix.Length..]
            where long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            select (long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture), file)];

    /// <summary>The file of a trace; the name is cleaned as that of a run.</summary>
    public string TraceFile(string name) => System.IO.Path.Combine(TraceFolder, $"{CleanName(name)}.safetensors");

    /// <summary>The file of a text (<see cref="TextExcerpt"/>); the name is cleaned as that of a run.</summary>
    public string TextFile(string name) => System.IO.Path.Combine(TextFolder, $"{CleanName(name)}.safetensors");

    /// <summary>The file of a result; the name is cleaned as that of a run.</summary>
    public string AnalysisFile(string name) => System.IO.Path.Combine(AnalysisFolder, $"{CleanName(name)}.json");

    /// <summary>Makes a run under a name that nobody knows and lets it be moved to its own; what is not moved is removed.</summary>
    private static RunFolder Make(string root, Action<RunFolder>? fill, Func<Func<string, bool>, string?> place)
    {
        Directory.CreateDirectory(root);
        string temporary = System.IO.Path.Combine(root, $".making-{Guid.NewGuid():N}");
        RunFolder made = new(temporary);
        string? path = null;
        try
        {
            Directory.CreateDirectory(made.CheckpointFolder);
            Directory.CreateDirectory(made.TraceFolder);
            Directory.CreateDirectory(made.AnalysisFolder);
            fill?.Invoke(made);
            path = place(Move);
            return path is null ? made : new RunFolder(path);
        }
        finally
        {
            if (path is null) Directory.Delete(temporary, recursive: true);
        }

        bool Move(string to)
        {
            if (System.IO.Path.Exists(to)) return false;
            try
            {
                Directory.Move(temporary, to);
                return true;
            }
            catch (IOException) when (System.IO.Path.Exists(to))
            {
                return false; // another program took the name in between
            }
        }
    }

    private static string StepFile(string folder, long step) => System.IO.Path.Combine(folder, $"{StepPrefix}{step:d10}.safetensors");

    private static IEnumerable<string> StepFiles(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, $"{StepPrefix}*.safetensors").Order(StringComparer.Ordinal)
        : [];

    private static string CleanName(string name)
    {
        StringBuilder clean = new();
        foreach (Rune rune in name.EnumerateRunes())
        {
            bool isKept = rune.IsAscii && (Rune.IsLetterOrDigit(rune) || rune.Value is '.' or '_' or '-');
            clean.Append(isKept ? (char)rune.Value : '-');
        }

        string trimmed = clean.ToString().Trim('.', '-');
        if (trimmed.Length > LongestName) trimmed = trimmed[..LongestName].TrimEnd('.', '-');
        return trimmed.Length > 0 ? trimmed : "run";
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
