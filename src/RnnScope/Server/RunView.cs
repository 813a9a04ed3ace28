using RnnScope.Engine.Files;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Engine.Tracing;
using RnnScope.Runs;

namespace RnnScope.Server;

/// <summary>A run that is being looked at: its model, its recorded texts, and what people typed.</summary>
internal sealed class RunView : IDisposable
{
    private readonly Run _run;
    private readonly RunJson _json;
    private readonly IReadOnlyList<Finding> _findings;
    private readonly IReadOnlyList<TextView> _texts;

    /// <summary>Takes over a run and its texts.</summary>
    /// <param name="run">The run; owned.</param>
    /// <param name="texts">What it has read, in the order of the viewer; owned.</param>
    public RunView(Run run, IReadOnlyList<TextView> texts)
    {
        (_run, _texts) = (run, texts);
        _json = RunJson.Read(run.Folder);
        _findings = CellsFile.ReadFindings(run.Folder);
        Typed = new TypedTexts(run.Model);
    }

    /// <summary>The run's own name; the library sees to it that names are different.</summary>
    public string FolderName => _run.Folder.Name;

    /// <summary>The network and its symbols.</summary>
    public Model Model => _run.Model;

    /// <summary>Where its files are.</summary>
    public RunFolder Folder => _run.Folder;

    /// <summary>The text that it was trained on, divided as training did.</summary>
    /// <exception cref="RunFileException">It is not where it was, or another one, or the network predicts words.</exception>
    public Corpus LoadCorpus() => RunCorpus.Load(_run, null);

    /// <summary>What people typed.</summary>
    public TypedTexts Typed { get; }

    /// <summary>The line in the list of runs.</summary>
    public RunSummary Summary(string name)
    {
        NetworkShape shape = _run.Model.Network.Shape;
        return new RunSummary(name, shape.Unit.Name, shape.Layers, shape.Units, _json.TestLossNats);
    }

    /// <summary>The whole description.</summary>
    public Manifest Manifest(string name, bool takesNotes) => ManifestBuilder.Build(
        name, _run, _json, [.. Texts.Select(text => text.Info)], _findings, NotesInfo.Of(_run.Folder, takesNotes));

    /// <summary>All texts that it has read.</summary>
    public IReadOnlyList<TextView> Texts => [.. _texts, .. Typed.All];

    /// <summary>A text as the weights read it that training kept after a step.</summary>
    /// <param name="id">The text.</param>
    /// <param name="step">The step.</param>
    /// <param name="cache">Keeps what they read.</param>
    /// <exception cref="Problem">There is no such text, or no such snapshot.</exception>
    public ReadingTrace TextAt(string id, long step, ReadingCache cache)
    {
        IReadOnlyList<(long Step, string File)> snapshots = Folder.Snapshots();
        string file = snapshots.FirstOrDefault(snapshot => snapshot.Step == step).File
            ?? throw Problem.Missing("snapshot", $"{step}", snapshots.Select(snapshot => $"{snapshot.Step}"));
        return new ReadingTrace(file, Text(id).Trace, cache);
    }

    /// <summary>A text by its id.</summary>
    /// <exception cref="Problem">There is none, or it is no longer kept.</exception>
    public TextView Text(string id)
    {
        IReadOnlyList<TextView> all = Texts;
        return all.FirstOrDefault(text => text.Id == id) ?? throw Problem.Missing("text", id, all.Select(text => text.Id));
    }

    public void Dispose()
    {
        foreach (TextView text in _texts) text.Trace.Dispose();
        Typed.Dispose();
        _run.Dispose();
    }
}
