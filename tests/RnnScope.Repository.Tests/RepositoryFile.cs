using System.Text;

namespace RnnScope.Repository.Tests;

/// <summary>One file of the repository: its path from the root, with forward slashes, and its text.</summary>
internal sealed class RepositoryFile
{
    private readonly Lazy<string?> _text;

    public RepositoryFile(string path, Func<byte[]> read)
    {
        Path = path;
        _text = new Lazy<string?>(() => Decode(read()));
    }

    public string Path { get; }

    public string Name => System.IO.Path.GetFileName(Path);

    public string Stem => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string Extension => System.IO.Path.GetExtension(Path);

    /// <summary>The folder that holds the file; empty for the root.</summary>
    public string Folder => Path.Contains('/') ? Path[..Path.LastIndexOf('/')] : "";

    public bool IsText => _text.Value is not null;

    /// <summary>The text as it is on disk, line ends included.</summary>
    public string Text => _text.Value ?? throw new InvalidOperationException($"{Path} is a binary file");

    public IReadOnlyList<string> Lines => Text.TrimEnd('\n').Split('\n');

    public Offence At(int line, string whatToDo) => new(Path, line, whatToDo);

    /// <summary>An offence at a position of the text, or of a text in which every character kept its place.</summary>
    public Offence AtCharacter(int index, string whatToDo) => At(Text.AsSpan(0, index).Count('\n') + 1, whatToDo);

    // Git's own rule of thumb: a file with a zero byte is not text.
    private static string? Decode(byte[] bytes) => bytes.Contains((byte)0) ? null : Encoding.UTF8.GetString(bytes);
}
