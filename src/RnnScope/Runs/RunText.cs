using RnnScope.Engine.Files;
using RnnScope.Engine.Text;

namespace RnnScope.Runs;

/// <summary>A text for the network of a run to read.</summary>
internal sealed class RunText
{
    private readonly Lazy<ReadOnlyMemory<ushort>> _ids;

    /// <summary>A text in memory.</summary>
    public RunText(string id, string title, ReadOnlyMemory<ushort> ids)
        : this(id, title, new MemoryIds(ids))
    {
    }

    private RunText(string id, string title, ISymbolIds symbols)
    {
        (Id, Title, Symbols) = (id, title, symbols);
        _ids = new Lazy<ReadOnlyMemory<ushort>>(symbols.ToMemory);
    }

    /// <summary>The id of the test text.</summary>
    public const string TestId = "test";

    /// <summary>Names its trace, and it in addresses.</summary>
    public string Id { get; }

    /// <summary>What people call it.</summary>
    public string Title { get; }

    /// <summary>Its symbols, as ids into the model's vocabulary; a large file stays on the disk.</summary>
    public ISymbolIds Symbols { get; }

    /// <summary>The same, all in memory.</summary>
    /// <exception cref="TextException">They do not fit.</exception>
    public ReadOnlyMemory<ushort> Ids => _ids.Value;

    /// <summary>A file, or the test text that the run carries with it.</summary>
    /// <param name="run">The run.</param>
    /// <param name="path">The file; null for the test text.</param>
    public static RunText Of(Run run, string? path) => path is null ? Test(run) : OfFile(run, path);

    /// <summary>The test text that the run carries with it.</summary>
    /// <exception cref="RunFileException">It carries none, or it is damaged.</exception>
    public static RunText Test(Run run)
    {
        string path = run.Folder.TextFile(TestId);
        if (!File.Exists(path)) throw new RunFileException(path, "the test text of the run", "nothing", "give a text of your own");
        TextExcerpt excerpt = TextExcerpt.Load(path, run.Model.Vocabulary.Count);
        return new RunText(TestId, excerpt.Title, excerpt.Ids);
    }

    /// <summary>A file.</summary>
    /// <param name="run">The run.</param>
    /// <param name="path">The file.</param>
    /// <param name="largest">The most bytes of a file that are held in memory.</param>
    /// <exception cref="TextException">The file cannot be read as the model's symbols, or is empty.</exception>
    public static RunText OfFile(Run run, string path, long largest = SymbolReader.LargestInMemory)
    {
        SymbolKind kind = run.Model.Vocabulary.Kind;
        // What is filtered is filtered in memory.
        ISymbolText text = run.Model.Words is null ? SymbolReader.Open(path, kind, largest) : SymbolReader.ReadFile(path, kind);
        ISymbolIds ids = text is SymbolText whole ? new MemoryIds(run.Model.Encode(whole.Codes)) : text.Encode(run.Model.Vocabulary, text.Length);
        if (ids.Length == 0) throw new TextException($"{path}: the file {(text.Length == 0 ? "is empty" : "has no words")}", "give a text of at least one symbol");
        // "test" is taken, and names with a prefix cannot collide with it.
        return new RunText($"text-{Path.GetFileNameWithoutExtension(path)}", Path.GetFileName(path), ids);
    }

    /// <summary>Its beginning.</summary>
    public RunText First(int characters) => new(Id, Title, Symbols.First(characters));
}
