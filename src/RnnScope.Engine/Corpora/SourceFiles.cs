using RnnScope.Engine.Text;

namespace RnnScope.Engine.Corpora;

/// <summary>Finds the files that a corpus may be made of, always in the same order.</summary>
internal static class SourceFiles
{
    /// <summary>Files and the files of folders, those of a folder by name; what is hidden (its name begins with a dot) is not looked at.</summary>
    /// <param name="sources">Folders and files.</param>
    /// <param name="filter">Which files to take.</param>
    /// <param name="output">The file that will be written: it is no source of itself.</param>
    /// <param name="leftOut">Counts what is not taken.</param>
    /// <exception cref="TextException">A source does not exist.</exception>
    public static List<SourceFile> Find(IReadOnlyList<string> sources, CorpusFilter filter, string output, Action<LeftOut> leftOut)
    {
        List<SourceFile> files = [];
        HashSet<string> known = new(StringComparer.Ordinal) { Path.GetFullPath(output) };
        foreach (string source in sources)
        {
            if (File.Exists(source)) Take(new FileInfo(source), Path.GetFileName(source));
            else if (Directory.Exists(source)) Walk(new DirectoryInfo(source), "");
            else throw new TextException($"{source}: there is no such file or folder");
        }

        return files;

        void Walk(DirectoryInfo folder, string below)
        {
            FileSystemInfo[] entries;
            try
            {
                entries = folder.GetFileSystemInfos();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                leftOut(LeftOut.Unreadable);
                return;
            }

            foreach (FileSystemInfo entry in entries.Where(entry => !entry.Name.StartsWith('.')).OrderBy(entry => entry.Name, StringComparer.Ordinal))
            {
                if (entry.LinkTarget is not null) leftOut(LeftOut.Link);
                else if (entry is DirectoryInfo inner) Walk(inner, $"{below}{inner.Name}/");
                else if (entry is FileInfo file) Take(file, below + file.Name);
            }
        }

        void Take(FileInfo file, string path)
        {
            if (!known.Add(file.FullName)) return;
            if (filter.Reject(path, file.Length) is { } reason) leftOut(reason);
            else files.Add(new SourceFile(file.FullName, file.Length));
        }
    }
}

/// <summary>A file that a corpus may be made of.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Bytes">Its size.</param>
internal readonly record struct SourceFile(string Path, long Bytes);
