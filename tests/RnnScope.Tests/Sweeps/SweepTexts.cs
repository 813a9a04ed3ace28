namespace RnnScope.Tests.Sweeps;

/// <summary>A folder with texts and grids of a test's own, and small trainings that take a moment.</summary>
internal sealed class SweepTexts : IDisposable
{
    /// <summary>Options of trainings of a fraction of a second.</summary>
    public const string Small = "layers: 1\nstreams: 4\nsteps: 10\nepochs: 2\n";

    public SweepTexts()
    {
        File.WriteAllText(In("text.txt"), string.Concat(Enumerable.Range(0, 120).Select(i => $"{i * i % 97} and {i % 7}, ")));
        File.WriteAllText(In("other.txt"), string.Concat(Enumerable.Range(0, 150).Select(i => $"{i % 5}; {i * 3 % 11}\n")));
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("rnnscope-sweep-").FullName;

    public string In(string name) => Path.Combine(Root, name);

    public string Grid(string yaml)
    {
        File.WriteAllText(In("grid.yaml"), yaml);
        return In("grid.yaml");
    }

    /// <summary>The content of a folder's files, by their names.</summary>
    public string[] Contents(string folder) => [.. Directory.EnumerateFiles(In(folder), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(path => $"{Path.GetRelativePath(In(folder), path)} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))}")];

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
