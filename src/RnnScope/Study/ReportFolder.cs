using System.Text;
using System.Text.Json;
using RnnScope.Commands;
using RnnScope.Engine.Files;
using RnnScope.Figures;

namespace RnnScope.Study;

/// <summary>The folder of a report. Only an empty one, or one that a report is in already, is written to.</summary>
internal sealed class ReportFolder
{
    /// <summary>The file that says that a folder is a report, and which figures belong to it.</summary>
    public const string MarkerFile = "rnnscope-report.json";

    /// <summary>All results for scripts, where a report has them in one piece.</summary>
    public const string ResultsFile = "results.json";

    private const string PageFile = "index.html", FigureFolder = "figures";
    private static readonly string[] Extensions = [".svg", ".csv", ".json"];

    private ReportFolder(string path) => Path = path;

    /// <summary>The folder, as it was given.</summary>
    public string Path { get; }

    /// <summary>The page.</summary>
    public string Page => System.IO.Path.Combine(Path, PageFile);

    /// <summary>Looks at a folder without changing it.</summary>
    /// <exception cref="CommandException">It is a file, or holds something other than a report.</exception>
    public static ReportFolder Open(string path)
    {
        if (File.Exists(path)) throw new CommandException(ExitCode.Usage, $"--out: expected a folder, found the file {path}", "give a folder that does not exist yet");
        bool isForeign = Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any() && !File.Exists(System.IO.Path.Combine(path, MarkerFile));
        return isForeign
            ? throw new CommandException(
                ExitCode.Usage, $"--out: expected a new or empty folder or one with an earlier report ({MarkerFile}), found other files in {path}",
                "give another folder; nothing was written")
            : new ReportFolder(path);
    }

    /// <summary>Writes the page and its figures, and removes figures of an earlier report that this one does not have.</summary>
    /// <param name="page">The page.</param>
    /// <param name="figures">The figures.</param>
    /// <param name="results">Everything for scripts, as JSON; null for none.</param>
    public void Write(string page, IReadOnlyList<Figure> figures, string? results = null)
    {
        string[] names = [.. figures.Select(figure => figure.Name)];
        if (names.Distinct().Count() < names.Length) throw new InvalidOperationException($"two figures have the same name: {string.Join(", ", names)}");
        string marker = System.IO.Path.Combine(Path, MarkerFile);
        string[] old = [.. Known(marker).Except(names)];
        // First of all, so that a report that is cut short is a report none the less.
        AtomicFile.WriteText(marker, JsonSerializer.Serialize(new Marker("rnnscope-report-1", ProgramVersion.Current, [.. names.Concat(old)])) + "\n");
        foreach (Figure figure in figures)
        {
            AtomicFile.WriteText(FileOf(figure.Name, ".svg"), figure.Svg);
            AtomicFile.WriteText(FileOf(figure.Name, ".csv"), figure.Data.Csv());
            AtomicFile.WriteText(FileOf(figure.Name, ".json"), figure.Data.Json(figure.Name, figure.Title));
        }

        if (results is not null) AtomicFile.WriteText(System.IO.Path.Combine(Path, ResultsFile), results);
        AtomicFile.WriteText(Page, page);
        foreach (string extension in Extensions)
            foreach (string name in old) File.Delete(FileOf(name, extension));
        AtomicFile.WriteText(marker, JsonSerializer.Serialize(new Marker("rnnscope-report-1", ProgramVersion.Current, names)) + "\n");
    }

    /// <summary>A name for a file: small letters, digits and hyphens.</summary>
    public static string CleanName(string name)
    {
        StringBuilder clean = new();
        foreach (char character in name.ToLowerInvariant()) clean.Append(char.IsAsciiLetterOrDigit(character) ? character : '-');
        string trimmed = clean.ToString().Trim('-');
        return trimmed.Length == 0 ? "x" : trimmed.Length > 60 ? trimmed[..60] : trimmed;
    }

    /// <summary>A name for a file for each of some names, no two alike.</summary>
    public static string[] CleanNames(IEnumerable<string> names)
    {
        List<string> clean = [];
        foreach (string name in names)
        {
            string free = CleanName(name);
            for (int number = 2; clean.Contains(free); number++) free = $"{CleanName(name)}-{number}";
            clean.Add(free);
        }

        return [.. clean];
    }

    private string FileOf(string name, string extension) => System.IO.Path.Combine(Path, FigureFolder, name + extension);

    /// <summary>The figures of the earlier report. Names that no report has written are nobody's to remove.</summary>
    private static string[] Known(string marker)
    {
        try
        {
            if (!File.Exists(marker)) return [];
            return [.. (JsonSerializer.Deserialize<Marker>(File.ReadAllBytes(marker))?.Figures ?? []).Where(name => name is not null && name == CleanFigure(name))];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static string CleanFigure(string name) => string.Concat(name.Where(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-'));

    private sealed record Marker(string Format, string Program, string[] Figures);
}
