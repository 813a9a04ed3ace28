using System.Globalization;

namespace RnnScope.Engine.Files;

/// <summary>A text that a run carries with it, so that it can be traced and viewed without the corpus.</summary>
/// <param name="Title">What people call it.</param>
/// <param name="Ids">Its symbols as ids into the model's vocabulary, in reading order.</param>
/// <param name="Unknown">How many of them the vocabulary lacks.</param>
public sealed record TextExcerpt(string Title, ushort[] Ids, int Unknown)
{
    /// <summary>The most symbols that are worth carrying along.</summary>
    public const int LongestExcerpt = 1_000_000;

    /// <summary>The value of the metadata <c>format</c>.</summary>
    public const string Format = "rnnscope-text-1";

    private const string SymbolsName = "symbols", FormatName = "format", TitleName = "title", UnknownName = "unknown";
    private const string Hint = "copy the run again, or give a text of your own";

    /// <summary>Writes a text.</summary>
    /// <param name="path">The final name of the file.</param>
    /// <param name="ids">Ids into the model's vocabulary.</param>
    /// <param name="title">What people call it.</param>
    /// <param name="unknown">How many of the symbols the vocabulary lacks.</param>
    public static void Save(string path, ReadOnlySpan<ushort> ids, string title, long unknown)
    {
        Dictionary<string, string> metadata = new()
        {
            [FormatName] = Format,
            [TitleName] = title,
            [UnknownName] = unknown.ToString(CultureInfo.InvariantCulture),
            ["program"] = ProgramVersion.Current,
        };
        using TensorFileWriter writer = new(path, [new TensorDeclaration(SymbolsName, TensorType.U16, ids.Length)], metadata);
        writer.WriteUInt16(SymbolsName, 0, ids);
        writer.Commit();
    }

    /// <summary>Reads a text.</summary>
    /// <param name="path">The file.</param>
    /// <param name="symbols">V of the model that will read it.</param>
    /// <exception cref="RunFileException">The file is missing, damaged, empty, or for another vocabulary.</exception>
    public static TextExcerpt Load(string path, int symbols)
    {
        using TensorFile file = TensorFile.Open(path);
        string format = file.Metadata.GetValueOrDefault(FormatName, "none");
        if (format != Format) throw new RunFileException(path, $"a text of a run (format {Format})", $"format {format}", Hint);
        IReadOnlyList<long> shape = file.Shape(SymbolsName);
        if (shape is not [>= 1 and <= int.MaxValue / 2])
            throw new RunFileException(path, "symbols as [N]", $"[{string.Join(", ", shape)}]", Hint);
        ushort[] ids = new ushort[(int)shape[0]];
        file.ReadUInt16(SymbolsName, 0, ids);
        int strange = ids.AsSpan().IndexOfAnyExceptInRange((ushort)0, (ushort)(symbols - 1));
        if (strange >= 0) throw new RunFileException(path, $"ids below {symbols}", $"{ids[strange]} at {strange}", Hint);
        // The last id is that of the unknown symbol; a file that does not say how many there are can be counted.
        bool isKnown = int.TryParse(file.Metadata.GetValueOrDefault(UnknownName), NumberStyles.None, CultureInfo.InvariantCulture, out int unknown);
        return new TextExcerpt(
            file.Metadata.GetValueOrDefault(TitleName, "text"), ids, isKnown ? unknown : ids.AsSpan().Count((ushort)(symbols - 1)));
    }
}
