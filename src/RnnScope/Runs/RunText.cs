using RnnScope.Engine.Files;
using RnnScope.Engine.Text;

namespace RnnScope.Runs;

/// <summary>A text for the network of a run to read.</summary>
/// <param name="Id">Names its trace, and it in addresses.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Ids">Its symbols, as ids into the model's vocabulary.</param>
internal sealed record RunText(string Id, string Title, ReadOnlyMemory<ushort> Ids)
{
    /// <summary>The id of the test text.</summary>
    public const string TestId = "test";

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
    /// <exception cref="TextException">The file cannot be read as the model's symbols, or is empty.</exception>
    public static RunText OfFile(Run run, string path)
    {
        SymbolText text = SymbolReader.ReadFile(path, run.Model.Vocabulary.Kind);
        ushort[] ids = run.Model.Encode(text.Codes);
        if (ids.Length == 0) throw new TextException($"{path}: the file {(text.Codes.Length == 0 ? "is empty" : "has no words")}", "give a text of at least one symbol");
        // "test" is taken, and names with a prefix cannot collide with it.
        return new RunText($"text-{Path.GetFileNameWithoutExtension(path)}", Path.GetFileName(path), ids);
    }

    /// <summary>Its beginning.</summary>
    public RunText First(int characters) => this with { Ids = Ids[..Math.Min(characters, Ids.Length)] };
}
