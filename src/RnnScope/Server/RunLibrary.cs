using System.Globalization;
using RnnScope.Engine.Tracing;

namespace RnnScope.Server;

/// <summary>The runs that a server shows, each under a name of its own, and what was published beside them.</summary>
internal sealed class RunLibrary : IDisposable
{
    private readonly List<(string Name, RunView Run)> _runs = [];
    private readonly List<(string Id, PublishedConnectivity Published)> _published = [];
    private readonly ReadingCache _readings = new();

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

    /// <summary>The errors over texts, sorted.</summary>
    public TextLedgers Ledgers { get; } = new();

    /// <summary>Lets networks write.</summary>
    public HeldWriter Writer { get; } = new();

    /// <summary>Whether names and notes of units are written to the folders of the runs.</summary>
    /// <value>The default is true.</value>
    public bool TakesNotes { get; init; } = true;
    /// <summary>Pictures of whole texts.</summary>
    public Overviews Overviews { get; } = new();

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

    /// <summary>All runs beside one of them over one of its texts, in the order of the viewer; the run itself for its snapshots.</summary>
    /// <exception cref="Problem">There is no such run or text.</exception>
    public IReadOnlyList<PeerInfo> Peers(string run, string text)
    {
        Trace trace = Find(run).Text(text).Trace;
        return [.. _runs.Select(other => PeerInfo.Of(other.Name, other.Run, trace))];
    }

    /// <summary>What another run, or its weights after a step, did over a text of a run.</summary>
    /// <exception cref="Problem">There is no such run, snapshot or text, or the two cannot be compared.</exception>
    public Trace PeerTrace(string run, string text, string other)
    {
        (RunView _, string name, long? _) = Parse(other);
        PeerInfo peer = Peers(Parse(run).Name, text).First(known => known.Run == name);
        return Trace(other, peer.Text ?? throw new Problem(409, $"{name} and {run} cannot be compared", peer.Why!));
    }

    /// <summary>What a run did over a text, or its weights after a step: <c>NAME@STEP</c>.</summary>
    /// <exception cref="Problem">There is no such run, snapshot or text.</exception>
    public Trace Trace(string run, string text)
    {
        (RunView view, string _, long? step) = Parse(run);
        return step is { } at ? view.TextAt(text, at, _readings) : view.Text(text).Trace;
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

    /// <summary>A run, or a run with a step: a run whose name ends so is the run.</summary>
    private (RunView Run, string Name, long? Step) Parse(string name)
    {
        int at = name.LastIndexOf('@');
        bool isRun = _runs.Any(known => known.Name == name);
        return !isRun && at > 0 && long.TryParse(name.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long step)
            ? (Find(name[..at]), name[..at], step)
            : (Find(name), name, null);
    }

    public void Dispose()
    {
        Connectivity.Dispose();
        Scans.Dispose();
        Overviews.Dispose();
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
