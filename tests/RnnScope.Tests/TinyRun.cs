using RnnScope.Engine.Files;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Engine.Units;
using RnnScope.Numerics;

namespace RnnScope.Tests;

/// <summary>The folder of a small untrained run, with a test text, in a folder of a test's own.</summary>
internal sealed class TinyRun : IDisposable
{
    public const int Characters = 300;

    public const string Json = """
        {
          "corpusPath": "texts/pangrams.txt", "unit": "lstm", "layers": 2, "units": 5, "somethingNew": [1],
          "result": { "epochs": 4, "trainLossNats": 1.5, "validationLossNats": 1.75, "testLossNats": 1.625, "charactersPerSecond": 1000 }
        }
        """;

    private readonly string _root = Directory.CreateTempSubdirectory("rnnscope-").FullName;

    public TinyRun(string unit = "lstm", SymbolKind kind = SymbolKind.Characters, string name = "tiny")
    {
        Folder = RunFolder.Create(_root, name);
        Vocabulary = Vocabulary.From(SymbolReader.Codes("the quick brown fox jumps over the lazy dog, twice. ", kind), kind);
        using Network network = new(new NetworkShape(BuiltInUnits.Resolve(unit), 2, 5, Vocabulary.Count));
        network.Parameters.Randomize(new Rng(7), 0.5f);
        ModelFile.Save(Folder.ModelFile, network, Vocabulary);
        File.WriteAllText(Folder.RunFile, Json);
        Rng rng = new(3);
        Ids = [.. Enumerable.Range(0, Characters).Select(p => p == 10 ? Vocabulary.UnknownId : (ushort)rng.NextInt(Vocabulary.UnknownId))];
        TextExcerpt.Save(Folder.TextFile("test"), Ids, "test part", 1);
    }

    public RunFolder Folder { get; }

    public string Path => Folder.Path;

    public Vocabulary Vocabulary { get; }

    /// <summary>The ids of the test text.</summary>
    public ushort[] Ids { get; }

    /// <summary>A file beside the run.</summary>
    public string FileNamed(string name, string text)
    {
        string path = System.IO.Path.Combine(_root, name);
        File.WriteAllText(path, text);
        return path;
    }

    public string Beside(string name) => System.IO.Path.Combine(_root, name);

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
