using System.IO.Enumeration;
using System.Text;

namespace RnnScope.Repository.Tests;

/// <summary>The files that belong to the repository: everything below the root that .gitignore does not leave out.</summary>
internal sealed class RepositoryFiles
{
    private static readonly Lazy<RepositoryFiles> LazyHere = new(() => Below(FindRoot()));
    private readonly SortedDictionary<string, RepositoryFile> _files = new(StringComparer.Ordinal);

    private RepositoryFiles(string root, IEnumerable<RepositoryFile> files)
    {
        Root = root;
        foreach (RepositoryFile file in files)
            _files.Add(file.Path, file);
    }

    /// <summary>The repository that these tests were built in.</summary>
    public static RepositoryFiles Here => LazyHere.Value;

    public string Root { get; }

    public IEnumerable<RepositoryFile> All => _files.Values;

    /// <summary>A repository that exists in memory only, to see a rule fail.</summary>
    public static RepositoryFiles Planted(params (string Path, string Text)[] files) =>
        new("", files.Select(file => new RepositoryFile(file.Path, () => Encoding.UTF8.GetBytes(file.Text))));

    public static RepositoryFiles Below(string root)
    {
        string[] ignored = [".git", .. File.ReadLines(Path.Combine(root, ".gitignore")).Where(line => line.Length > 0 && line[0] != '#')];
        return new RepositoryFiles(root, Walk(new DirectoryInfo(root), "", ignored));
    }

    /// <summary>The file at a path, or null.</summary>
    public RepositoryFile? Find(string path) => _files.GetValueOrDefault(path);

    public bool HasFolder(string path) => path.Length == 0 || _files.Keys.Any(key => key.StartsWith(path + "/", StringComparison.Ordinal));

    /// <summary>The files in and below a folder ("" is the root) that have one of these extensions; all text files if none is named.</summary>
    public IEnumerable<RepositoryFile> Under(string folder, params string[] extensions) =>
        All.Where(file => folder.Length == 0 || file.Path.StartsWith(folder + "/", StringComparison.Ordinal))
            .Where(file => extensions.Length == 0 ? file.IsText : extensions.Contains(file.Extension));

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "RnnScope.slnx")))
                return folder.FullName;
        throw new InvalidOperationException($"no RnnScope.slnx in {AppContext.BaseDirectory} or above: run the tests inside the repository");
    }

    private static IEnumerable<RepositoryFile> Walk(DirectoryInfo folder, string prefix, string[] ignored)
    {
        foreach (FileSystemInfo entry in folder.EnumerateFileSystemInfos())
        {
            bool isFolder = entry is DirectoryInfo;
            if (entry.LinkTarget is not null || Array.Exists(ignored, pattern => IsIgnored(entry.Name, isFolder, pattern)))
                continue;
            if (entry is DirectoryInfo inner)
                foreach (RepositoryFile file in Walk(inner, prefix + entry.Name + "/", ignored))
                    yield return file;
            else
                yield return new RepositoryFile(prefix + entry.Name, () => File.ReadAllBytes(entry.FullName));
        }
    }

    // The two forms that our .gitignore uses: "folder/" and "*.pattern", both at any depth.
    private static bool IsIgnored(string name, bool isFolder, string pattern) =>
        (isFolder || !pattern.EndsWith('/')) && FileSystemName.MatchesSimpleExpression(pattern.TrimEnd('/'), name, ignoreCase: false);
}
