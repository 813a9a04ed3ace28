using System.Text.Json;
using RnnScope.Engine.Files;

namespace RnnScope.Engine.Text;

public sealed partial class WordVocabulary
{
    private const string FilterName = "filter", WordsName = "words", CountsName = "counts";

    /// <summary>The form that travels in a model file: <c>{"filter":"text8","words":["the",...],"counts":[...]}</c>.</summary>
    public string ToJson() => VocabularyJson.Object(writer =>
    {
        writer.WriteString(FilterName, FilterText(Filter));
        writer.WriteStartArray(WordsName);
        foreach (string word in _words) writer.WriteStringValue(word);
        writer.WriteEndArray();
        VocabularyJson.WriteNumbers(writer, CountsName, _counts);
    });

    /// <summary>Reads the form that <see cref="ToJson"/> writes.</summary>
    /// <param name="json">The JSON object.</param>
    /// <param name="path">The file it came from, for messages.</param>
    /// <exception cref="RunFileException">It is anything else.</exception>
    public static WordVocabulary FromJson(string json, string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) throw Damaged(path, "a JSON object", $"{root.ValueKind}");
            TextFilter filter = ReadFilter(root, path);
            string[] words = [.. VocabularyJson.List(root, WordsName, (expected, found) => Damaged(path, expected, found)).Select(element => element.ValueKind == JsonValueKind.String
                ? element.GetString()!
                : throw Damaged(path, "words in quotes", element.GetRawText()))];
            long[] counts = VocabularyJson.Numbers(root, CountsName, (expected, found) => Damaged(path, expected, found));
            Check(words, counts, path);
            return new WordVocabulary(filter, words, counts);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: half of a character that takes two.
            throw new RunFileException(path, "a list of words in JSON", $"something else ({e.Message})", innerException: e);
        }
    }

    private static string FilterText(TextFilter filter) => filter.ToString().ToLowerInvariant();

    private static TextFilter ReadFilter(JsonElement root, string path)
    {
        string? found = root.TryGetProperty(FilterName, out JsonElement filter) && filter.ValueKind == JsonValueKind.String ? filter.GetString() : null;
        foreach (TextFilter known in Enum.GetValues<TextFilter>())
        {
            if (found == FilterText(known)) return known;
        }

        throw Damaged(path, $"a filter, one of {string.Join(", ", Enum.GetValues<TextFilter>().Select(FilterText))}", $"'{found}'");
    }

    private static void Check(string[] words, long[] counts, string path)
    {
        if (words.Length is < 2 or > LargestCount) throw Damaged(path, $"2 to {LargestCount} words", $"{words.Length}");
        if (counts.Length != words.Length) throw Damaged(path, $"{words.Length} counts", $"{counts.Length}");
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int id = 0; id < words.Length; id++)
        {
            if (words[id].Length == 0 || words[id].Any(char.IsWhiteSpace)) throw Damaged(path, "words without white space", $"'{words[id]}'");
            if (!seen.Add(words[id])) throw Damaged(path, "different words", $"'{words[id]}' twice");
            if (counts[id] < 0 || (id > 0 && counts[id] > counts[id - 1])) throw Damaged(path, "counts from 0, the largest first", $"{counts[id]} at {id}");
        }
    }

    private static RunFileException Damaged(string path, string expected, string found) =>
        new(path, $"a list of words with {expected}", found, "the file is damaged; copy or make it again");
}
