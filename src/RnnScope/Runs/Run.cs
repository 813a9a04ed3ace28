using RnnScope.Engine.Files;

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
        return new Run(folder, ModelFile.Load(folder.ModelFile), ModelFile.Hash(folder.ModelFile));
    }

    public void Dispose() => Model.Dispose();
}
