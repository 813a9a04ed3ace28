using RnnScope.Engine.Files;
using RnnScope.Engine.Networks;
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

    /// <summary>What people typed.</summary>
    public TypedTexts Typed { get; }

    /// <summary>The line in the list of runs.</summary>
    public RunSummary Summary(string name)
    {
        NetworkShape shape = _run.Model.Network.Shape;
        return new RunSummary(name, shape.Unit.Name, shape.Layers, shape.Units, _json.TestLossNats);
    }

    /// <summary>The folder of the run.</summary>
    public RunFolder Folder => _run.Folder;

    /// <summary>The whole description.</summary>
    public Manifest Manifest(string name, bool takesNotes) => ManifestBuilder.Build(
        name, _run, _json, [.. _texts.Concat(Typed.All).Select(text => text.Info)], _findings, NotesInfo.Of(_run.Folder, takesNotes));

    /// <summary>A text by its id.</summary>
    /// <exception cref="Problem">There is none, or it is no longer kept.</exception>
    public TextView Text(string id)
    {
        TextView[] all = [.. _texts, .. Typed.All];
        return all.FirstOrDefault(text => text.Id == id) ?? throw Problem.Missing("text", id, all.Select(text => text.Id));
    }

    public void Dispose()
    {
        foreach (TextView text in _texts) text.Trace.Dispose();
        Typed.Dispose();
        _run.Dispose();
    }
}
