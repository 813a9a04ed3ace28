using RnnScope.Engine.Files;
using RnnScope.Engine.Text;

namespace RnnScope.Runs;

/// <summary>A run whose model is loaded.</summary>
internal sealed class Run : IDisposable
{
    private Run(RunFolder folder, Model model, string modelHash) => (Folder, Model, ModelHash) = (folder, model, modelHash);

    public RunFolder Folder { get; }

    public Model Model { get; }

    /// <summary>SHA-256 of the model file; traces say which one they were made with.</summary>
    public string ModelHash { get; }

    /// <summary>Opens the folder of a run and loads its model.</summary>
    /// <exception cref="RunFileException">The folder is not that of a run, or its model is missing or damaged.</exception>
    public static Run Open(string path)
    {
        RunFolder folder = RunFolder.Open(path);
        if (!File.Exists(folder.ModelFile))
        {
            throw new RunFileException(
                folder.ModelFile, "the weights of the run", "nothing: no epoch of its training has ended yet", "wait for it, or go on with it: `rnnscope train --resume RUN`");
        }

        return Load(folder, folder.ModelFile);
    }

    /// <summary>The same for looking on while a run trains: before its first epoch has ended, its latest snapshot stands for its best weights.</summary>
    /// <exception cref="RunFileException">The folder is not that of a run, or there are no weights yet.</exception>
    public static Run OpenYoung(string path)
    {
        RunFolder folder = RunFolder.Open(path);
        return !File.Exists(folder.ModelFile) && folder.Snapshots() is [.., (_, string latest)] ? Load(folder, latest) : Open(path);
    }

    /// <summary>A training may replace the file at any moment: the hash must be that of the weights.</summary>
    private static Run Load(RunFolder folder, string file)
    {
        while (true)
        {
            string hash = ModelFile.Hash(file);
            Model model = ModelFile.Load(file);
            if (ModelFile.Hash(file) == hash) return new Run(folder, model, hash);
            model.Dispose();
        }
    }

    /// <summary>Makes sure that the network predicts the next symbol.</summary>
    /// <exception cref="RunFileException">It predicts words.</exception>
    public void RequireNextSymbol()
    {
        if (Model.Words is not null)
            throw new RunFileException(Folder.Path, "a network that predicts the next symbol", "one that predicts words", $"ask `rnnscope autocomplete {Folder.Path}`");
    }

    /// <summary>The words that the network predicts.</summary>
    /// <exception cref="RunFileException">It predicts the next symbol.</exception>
    public WordVocabulary RequireWords() => Model.Words
        ?? throw new RunFileException(Folder.Path, "a network that predicts words", "one that predicts the next symbol", "make one with `rnnscope train TEXT --task autocomplete`");

    public void Dispose() => Model.Dispose();
}
