using RnnScope.Analysis.Scores;
using RnnScope.Commands;
using RnnScope.Engine.Files;
using RnnScope.Runs;

namespace RnnScope.Study;

/// <summary>The runs of a study, opened and with names that tell them apart.</summary>
internal sealed class StudyRuns : IDisposable
{
    private readonly List<StudyRun> _opened = [];

    private StudyRuns()
    {
    }

    /// <summary>The runs that are studied.</summary>
    public IReadOnlyList<StudyRun> Subjects { get; private set; } = [];

    /// <summary>Runs of feed-forward networks, those among the subjects included.</summary>
    public IReadOnlyList<StudyRun> FeedForward { get; private set; } = [];

    /// <summary>Opens the folders.</summary>
    /// <param name="subjects">Folders of runs to study.</param>
    /// <param name="feedForward">Folders of further feed-forward networks; a subject may be among them.</param>
    /// <exception cref="CommandException">A run is there twice.</exception>
    /// <exception cref="RunFileException">A folder is not that of a run, or two runs were tested on different texts.</exception>
    public static StudyRuns Open(IReadOnlyList<string> subjects, IReadOnlyList<string> feedForward)
    {
        StudyRuns runs = new();
        try
        {
            runs.OpenAll(subjects, feedForward);
            return runs;
        }
        catch
        {
            runs.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (StudyRun run in _opened) run.Dispose();
    }

    private void OpenAll(IReadOnlyList<string> subjects, IReadOnlyList<string> feedForward)
    {
        string[] paths = [.. subjects.Concat(feedForward)];
        string[] full = [.. paths.Select(path => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)))];
        if (full.Take(subjects.Count).Distinct().Count() < subjects.Count) throw new CommandException(ExitCode.Usage, $"expected different runs, found {string.Join(", ", subjects)}");
        string[] folders = [.. full.Distinct()];
        string[] names = [.. folders.Select(folder => Path.GetFileName(folder))];
        // A name that two have, or that an n-gram model has, is no name.
        bool isClear = names.Distinct().Count() == names.Length && !names.Any(name => name.StartsWith(ModelScores.NGramName(0)[..2], StringComparison.Ordinal));
        string[] slugs = ReportFolder.CleanNames(names);
        for (int i = 0; i < folders.Length; i++)
        {
            string given = paths[Array.IndexOf(full, folders[i])];
            _opened.Add(new StudyRun(given) { Name = isClear ? names[i] : Path.TrimEndingDirectorySeparator(given) + Path.DirectorySeparatorChar, Slug = slugs[i] });
        }

        Subjects = [.. _opened.Take(subjects.Count)];
        FeedForward = [.. feedForward.Select(path => _opened[Array.IndexOf(folders, Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)))])
            .Concat(Subjects.Where(run => run.Context is not null)).Distinct()];
        foreach (StudyRun run in _opened.Skip(1)) RequireSameText(_opened[0], run);
    }

    /// <summary>What can be seen without loading models; <see cref="RunCorpus.RequireSame"/> looks at vocabularies too.</summary>
    private static void RequireSameText(StudyRun first, StudyRun other)
    {
        if (first.Configuration is not { } one || other.Configuration is not { } two) return;
        if (RunCorpus.IsSameText(one, two)) return;
        throw new RunFileException(
            other.Folder.RunFile, $"a run with the text of {first.Name}, divided alike", one.CorpusSha256 == two.CorpusSha256 ? "the same text, divided otherwise" : "another text",
            "study runs together that were trained with the same text, `--symbols`, `--split`, shares, `--streams` and `--steps`");
    }
}
