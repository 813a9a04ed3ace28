using RnnScope.Engine.Files;
using RnnScope.Engine.Text;

namespace RnnScope.Engine.Tracing;

/// <summary>A recorded trace: one tensor per site, read from the disk where it is needed.</summary>
public sealed class TraceFile : Trace
{
    /// <summary>The value of the metadata <c>format</c>.</summary>
    public const string Format = "rnnscope-trace-1";

    internal const string SymbolsName = "symbols", FormatName = "format", TitleName = "title", ModelName = "model";
    internal const string TextName = "text", VocabularyName = "vocabulary", WordsName = "words", ReadingName = "reading";

    private const string Remake = "delete it and run `rnnscope trace RUN` to record it again";
    // A stretch below this, or below a quarter of the text, is read faster than the whole column that would be remembered.
    private const int ShortColumn = 16_384;
    private const int KeptColumns = 16, LongestKept = 1 << 22;

    private readonly TensorFile _file;
    private readonly Lock _columnLock = new();
    private readonly LinkedList<(string Site, int Unit, float[] Values)> _columns = [];

    private TraceFile(TensorFile file, Vocabulary vocabulary, WordVocabulary? words, ushort[] symbols, IEnumerable<(string, int)> sites)
        : base(file.Metadata.GetValueOrDefault(TitleName, "text"), vocabulary, words, symbols, sites) => _file = file;

    /// <summary>The file, as it was given.</summary>
    public string Path => _file.Path;

    /// <summary>SHA-256 of the model file that was recorded; empty when it is not known.</summary>
    public string ModelHash => _file.Metadata.GetValueOrDefault(ModelName, "");

    /// <summary>SHA-256 of the text's ids (<see cref="Tracer.TextHash(ISymbolIds)"/>); empty when it is not known.</summary>
    public string TextHash => _file.Metadata.GetValueOrDefault(TextName, "");

    /// <summary>How the text was read, in words.</summary>
    public string Reading => _file.Metadata.GetValueOrDefault(ReadingName, "");

    /// <summary>Opens a trace and checks its header and symbols.</summary>
    /// <exception cref="RunFileException">The file is missing, damaged or no trace.</exception>
    public static TraceFile Open(string path)
    {
        TensorFile file = TensorFile.Open(path);
        try
        {
            string format = file.Metadata.GetValueOrDefault(FormatName, "none");
            if (format == TraceShards.Format) throw new RunFileException(path, "a trace", "a part of one", "put all parts together: `rnnscope trace RUN --merge FILE...`");
            if (format != Format) throw new RunFileException(path, $"a trace (format {Format})", $"format {format}", Remake);
            string json = file.Metadata.GetValueOrDefault(VocabularyName)
                ?? throw new RunFileException(path, "a vocabulary in its metadata", "none", Remake);
            Vocabulary vocabulary = Vocabulary.FromJson(json, path);
            WordVocabulary? words = file.Metadata.TryGetValue(WordsName, out string? list) ? WordVocabulary.FromJson(list, path) : null;
            ushort[] symbols = ReadSymbols(file, vocabulary);
            return new TraceFile(file, vocabulary, words, symbols, ReadSites(file, symbols.Length, words?.Count ?? vocabulary.Count));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private protected override void Read(string site, int width, int from, Span<float> destination) =>
        _file.ReadFloats(site, (long)from * width, destination);

    private protected override void ReadUnit(string site, int width, int unit, int from, Span<float> destination)
    {
        if (destination.Length < Math.Max(ShortColumn, Characters / 4) || Characters > LongestKept)
        {
            _file.ReadColumn(site, width, unit, from, destination);
            return;
        }

        // People go back and forth between a few units; the lock also keeps two of them from reading the same column twice.
        lock (_columnLock)
        {
            LinkedListNode<(string Site, int Unit, float[] Values)>? node = _columns.First;
            while (node is not null && (node.Value.Unit != unit || node.Value.Site != site)) node = node.Next;
            if (node is null)
            {
                float[] values = new float[Characters];
                _file.ReadColumn(site, width, unit, 0, values);
                node = new((site, unit, values));
                if (_columns.Count == KeptColumns) _columns.RemoveLast();
            }
            else
            {
                _columns.Remove(node);
            }

            _columns.AddFirst(node);
            node.Value.Values.AsSpan(from, destination.Length).CopyTo(destination);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _file.Dispose();
        base.Dispose(disposing);
    }

    private static ushort[] ReadSymbols(TensorFile file, Vocabulary vocabulary)
    {
        IReadOnlyList<long> shape = file.Shape(SymbolsName);
        if (shape is not [>= 1 and <= int.MaxValue / 2])
            throw new RunFileException(file.Path, $"symbols as [N], at most {int.MaxValue / 2} of them", $"[{string.Join(", ", shape)}]", Remake);
        ushort[] symbols = new ushort[(int)shape[0]];
        file.ReadUInt16(SymbolsName, 0, symbols);
        int strange = symbols.AsSpan().IndexOfAnyExceptInRange((ushort)0, (ushort)(vocabulary.Count - 1));
        if (strange >= 0)
            throw new RunFileException(file.Path, $"ids below {vocabulary.Count}", $"{symbols[strange]} at {strange}", Remake);
        return symbols;
    }

    private static List<(string, int)> ReadSites(TensorFile file, int characters, int outputs)
    {
        List<(string, int)> sites = [];
        foreach (string name in file.Names.Where(name => name != SymbolsName))
        {
            IReadOnlyList<long> shape = file.Shape(name);
            TensorType type = file.Type(name);
            bool isRow = name switch
            {
                SiteName.Loss => shape.Count == 1,
                SiteName.Logits => shape.Count == 2 && shape[1] == outputs,
                _ => shape is [_, >= 1 and <= int.MaxValue / 2],
            };
            if (type is not (TensorType.F16 or TensorType.F32) || !isRow || shape[0] != characters)
            {
                string width = name switch { SiteName.Loss => "", SiteName.Logits => $", {outputs}", _ => ", width" };
                string expected = $"site '{name}' as F16 or F32 [{characters}{width}]";
                throw new RunFileException(file.Path, expected, $"{type} [{string.Join(", ", shape)}]", Remake);
            }

            sites.Add((name, name == SiteName.Loss ? 1 : (int)shape[1]));
        }

        return sites;
    }
}
