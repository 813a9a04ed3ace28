namespace RnnScope.Server;

/// <summary>The runs that a server shows, each under a name of its own.</summary>
internal sealed class RunLibrary : IDisposable
{
    private readonly List<(string Name, RunView Run)> _runs = [];

    /// <summary>Takes over runs; of two folders with one name, the second gets "-2".</summary>
    /// <param name="runs">The runs, in the order of the viewer; owned.</param>
    public RunLibrary(IEnumerable<RunView> runs)
    {
        foreach (RunView run in runs)
        {
            string name = run.FolderName;
            for (int number = 2; _runs.Exists(other => other.Name == name); number++) name = $"{run.FolderName}-{number}";
            _runs.Add((name, run));
        }
    }

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

    public void Dispose()
    {
        foreach ((_, RunView run) in _runs) run.Dispose();
    }
}
