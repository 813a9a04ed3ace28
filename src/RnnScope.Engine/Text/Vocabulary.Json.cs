using System.Text;
using System.Text.Json;
using RnnScope.Engine.Files;

namespace RnnScope.Engine.Text;

public sealed partial class Vocabulary
{
    private const string KindName = "kind";
    private const string CodesName = "codes";
    private const string CountsName = "counts";

    /// <summary>The form that travels in a model file: <c>{"kind":"bytes","codes":[10,32,...,-1],"counts":[...,0]}</c>.</summary>
    public string ToJson() => VocabularyJson.Object(writer =>
    {
        writer.WriteString(KindName, KindText(Kind));
        VocabularyJson.WriteNumbers(writer, CodesName, _codes.Select(code => (long)code));
        VocabularyJson.WriteNumbers(writer, CountsName, _counts);
    });

    /// <summary>Reads the form that <see cref="ToJson"/> writes.</summary>
    /// <param name="json">The JSON object.</param>
    /// <param name="path">The file it came from, for messages.</param>
    /// <exception cref="RunFileException">It is anything else.</exception>
    public static Vocabulary FromJson(string json, string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) throw Damaged(path, "a JSON object", $"{root.ValueKind}");
            SymbolKind kind = ReadKind(root, path);
            int[] codes = [.. Numbers(root, CodesName, path).Select(code => (int)Math.Clamp(code, int.MinValue, int.MaxValue))];
            long[] counts = Numbers(root, CountsName, path);
            Check(kind, codes, counts, path);
            return new Vocabulary(kind, codes, counts);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new RunFileException(path, "a vocabulary in JSON", $"something else ({e.Message})", innerException: e);
        }
    }

    private static string KindText(SymbolKind kind) => kind == SymbolKind.Bytes ? "bytes" : "characters";

    private static SymbolKind ReadKind(JsonElement root, string path)
    {
        string? found = root.TryGetProperty(KindName, out JsonElement kind) && kind.ValueKind == JsonValueKind.String
            ? kind.GetString()
            : null;
        foreach (SymbolKind known in Enum.GetValues<SymbolKind>())
        {
            if (found == KindText(known)) return known;
        }

        throw Damaged(path, "symbols of kind 'bytes' or 'characters'", $"'{found}'");
    }

    private static long[] Numbers(JsonElement root, string name, string path) =>
        VocabularyJson.Numbers(root, name, (expected, found) => Damaged(path, expected, found));

    private static void Check(SymbolKind kind, int[] codes, long[] counts, string path)
    {
        if (codes.Length is 0 or > LargestCount) throw Damaged(path, $"1 to {LargestCount} codes", $"{codes.Length}");
        if (codes[^1] != UnknownCode) throw Damaged(path, $"the unknown symbol, {UnknownCode}, last", $"{codes[^1]}");
        if (counts.Length != codes.Length) throw Damaged(path, $"{codes.Length} counts", $"{counts.Length}");
        for (int id = 0; id < codes.Length - 1; id++)
        {
            bool isSymbol = kind == SymbolKind.Bytes ? codes[id] is >= 0 and < 256 : Rune.IsValid(codes[id]);
            if (!isSymbol) throw Damaged(path, $"codes of {KindText(kind)}", $"{codes[id]}");
            if (id > 0 && codes[id] <= codes[id - 1]) throw Damaged(path, "ascending codes", $"{codes[id]} after {codes[id - 1]}");
        }

        foreach (long count in counts)
        {
            if (count < 0) throw Damaged(path, "counts from 0", $"{count}");
        }
    }

    private static RunFileException Damaged(string path, string expected, string found) =>
        new(path, $"a vocabulary with {expected}", found, "the file is damaged; copy or make it again");
}
