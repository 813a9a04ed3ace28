using System.Globalization;
using RnnScope.Engine.Files;
using RnnScope.Engine.Training;
using RnnScope.Runs;

namespace RnnScope.Study;

/// <summary>A run of a study: what its folder says at once, and its model when somebody needs it.</summary>
internal sealed class StudyRun : IDisposable
{
    // What the unit file of FeedForwardUnit calls itself, with the number of symbols behind it.
    private const string FeedForwardPrefix = "n-nn-";

    private readonly Lazy<Run> _run;

    /// <summary>Opens the folder of a run.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="RunFileException">It is no run, or has no model yet.</exception>
    public StudyRun(string path)
    {
        Folder = RunFolder.Open(path);
        ModelHash = ModelFile.Hash(Folder.ModelFile);
        _run = new Lazy<Run>(() => Run.Open(path));
        Name = Folder.Name;
        try
        {
            Configuration = RunConfiguration.Load(Folder);
        }
        catch (RunFileException e)
        {
            Problem = e;
        }
    }

    /// <summary>Its folder.</summary>
    public RunFolder Folder { get; }

    /// <summary>What people call it; other than the folder's name where two have the same.</summary>
    public string Name { get; init; }

    /// <summary>Its name in the names of figures; unlike that of every other run of the study.</summary>
    public string Slug { get; init; } = "run";

    /// <summary>SHA-256 of its model file.</summary>
    public string ModelHash { get; }

    /// <summary>How it was trained; null when its run.json does not say so.</summary>
    public RunConfiguration? Configuration { get; }

    /// <summary>Why there is no configuration.</summary>
    public RunFileException? Problem { get; }

    /// <summary>The run with its model; loaded the first time.</summary>
    public Run Run => _run.Value;

    /// <summary>Context symbols of a feed-forward network; null for every other unit.</summary>
    public int? Context => Configuration is { } configuration
        && configuration.Unit.StartsWith(FeedForwardPrefix, StringComparison.Ordinal)
        && int.TryParse(configuration.Unit.AsSpan(FeedForwardPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int context) ? context : null;

    /// <summary>How it was trained.</summary>
    /// <exception cref="RunFileException">Its run.json does not say so.</exception>
    public RunConfiguration RequireConfiguration() => Configuration ?? throw Problem!;

    /// <summary>SHA-256 of the file of the test text that it carries along.</summary>
    /// <exception cref="RunFileException">It carries none.</exception>
    public string TestTextHash()
    {
        string path = Folder.TextFile(RunText.TestId);
        return File.Exists(path) ? ModelFile.Hash(path) : throw new RunFileException(path, "the test text of the run", "nothing", "train again, or copy the whole run");
    }

    public void Dispose()
    {
        if (_run.IsValueCreated) _run.Value.Dispose();
    }
}
