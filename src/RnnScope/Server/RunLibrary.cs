namespace RnnScope.Server;

/// <summary>The runs that a server shows, each under a name of its own, and what was published beside them.</summary>
internal sealed class RunLibrary : IDisposable
{
    private readonly List<(string Name, RunView Run)> _runs = [];
    private readonly List<(string Id, PublishedConnectivity Published)> _published = [];

    /// <summary>Takes over runs; of two folders with one name, the second gets "-2".</summary>
    /// <param name="runs">The runs, in the order of the viewer; owned.</param>
    /// <param name="published">Published connectivity; of two files with one name, the second gets "-2".</param>
    public RunLibrary(IEnumerable<RunView> runs, params IEnumerable<PublishedConnectivity> published)
    {
        foreach (RunView run in runs) _runs.Add((Unused(run.FolderName, _runs.Select(other => other.Name)), run));

        foreach (PublishedConnectivity one in published)
        {
            string name = Path.GetFileNameWithoutExtension(one.Title);
            _published.Add((Unused(name, _published.Select(other => other.Id)), one));
        }
    }

    /// <summary>Answers what predictions look back at.</summary>
    public ConnectivityReader Connectivity { get; } = new();

    /// <summary>Looks through whole texts.</summary>
    public TextScans Scans { get; } = new();

    /// <summary>Makes the units of texts ready to be ranked.</summary>
    public RankedTexts Rankings { get; } = new();

    /// <summary>Lets networks write.</summary>
    public HeldWriter Writer { get; } = new();

    /// <summary>Whether names and notes of units are written to the folders of the runs.</summary>
    /// <value>The default is true.</value>
    public bool TakesNotes { get; init; } = true;

    /// <summary>What was published.</summary>
    public IReadOnlyList<PublishedInfo> Published =>
        [.. _published.Select(one => new PublishedInfo(one.Id, one.Published.Title, one.Published.Text, one.Published.Words))];

    /// <summary>The list of runs.</summary>
    public IReadOnlyList<RunSummary> Summaries => [.. _runs.Select(run => run.Run.Summary(run.Name))];

    /// <summary>A run by its name.</summary>
    /// <exception cref="Problem">There is none.</exception>
    public RunView Find(string name)
    {
        foreach ((string known, RunView run) in _runs)
        {
            if (known == name) return run;
        }

        throw Problem.Missing("run", name, _runs.Select(run => run.Name));
    }

    /// <summary>Published connectivity by its id.</summary>
    /// <exception cref="Problem">There is none.</exception>
    public PublishedConnectivity FindPublished(string id)
    {
        foreach ((string known, PublishedConnectivity published) in _published)
        {
            if (known == id) return published;
        }

        throw Problem.Missing("published connectivity", id, _published.Select(one => one.Id));
    }

    public void Dispose()
    {
        Connectivity.Dispose();
        Scans.Dispose();
        Rankings.Dispose();
        Writer.Dispose();
        foreach ((_, RunView run) in _runs) run.Dispose();
    }
    private static string Unused(string name, IEnumerable<string> used)
    {
        string[] known = [.. used];
        string free = name;
        for (int number = 2; known.Contains(free); number++) free = $"{name}-{number}";
        return free;
    }
}
