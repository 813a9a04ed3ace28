using System.Text;
using System.Text.Json;
using RnnScope.Engine.Text;

namespace RnnScope.Server;

/// <summary>Connectivity in the JSON format of the article "Visualizing memorization in RNNs" (Madsen 2019), read without trusting it.</summary>
/// <remarks>
/// An array with an object for each position of a text: the <c>char</c> there, the <c>target</c> word, three words to <c>predict</c> with
/// their <c>probability</c>, and the <c>connectivity</c> with each position: squared norms, 0 behind the position itself.
/// </remarks>
internal sealed class PublishedConnectivity
{
    /// <summary>The most positions of a text.</summary>
    public const int MostPositions = 1000;

    private const long LargestFile = 32 << 20;
    private const int LongestWord = 100;
    private const double LargestSquare = 1e30;
    private const string Hint = "expected the format of docs/commands.md, as the connectivity files of the article of 2019 have it";

    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);

    private PublishedConnectivity(string path) => Title = Path.GetFileName(path);

    /// <summary>The name of the file.</summary>
    public string Title { get; }

    /// <summary>What was read, a character for each position.</summary>
    public string Text { get; private set; } = "";

    /// <summary>What was predicted, by id.</summary>
    public IReadOnlyList<string> Words => [.. _words.OrderBy(word => word.Value).Select(word => word.Key)];

    /// <summary>The rows of docs/contract.md; norms, not their squares.</summary>
    public float[] Rows { get; private set; } = [];

    /// <summary>Reads a file.</summary>
    /// <exception cref="TextException">It cannot be read, is too large, or is something else; says where.</exception>
    public static PublishedConnectivity Read(string path)
    {
        try
        {
            long length = new FileInfo(path).Length;
            if (length > LargestFile) throw Wrong(path, $"expected at most {LargestFile} bytes, found {length}");
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            PublishedConnectivity published = new(path);
            published.Add(path, document.RootElement);
            return published;
        }
        catch (FileNotFoundException e)
        {
            throw new TextException($"{path}: there is no such file", "", e);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            // InvalidOperationException: half of a character that takes two.
            throw new TextException($"{path}: cannot be read ({e.Message.ReplaceLineEndings(" ")})", Hint, e);
        }
    }

    private void Add(string path, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Array) throw Wrong(path, $"expected an array of positions, found {Name(root)}");
        int count = root.GetArrayLength();
        if (count is 0 or > MostPositions) throw Wrong(path, $"expected 1 to {MostPositions} positions, found {count}");
        ConnectivityRows rows = new();
        StringBuilder text = new();
        int position = 0;
        foreach (JsonElement entry in root.EnumerateArray())
        {
            string where = $"{path}: position {position}";
            if (entry.ValueKind != JsonValueKind.Object) throw Wrong(where, $"expected an object, found {Name(entry)}");
            string character = Word(where, "char", Member(where, entry, "char", JsonValueKind.String));
            if (character.EnumerateRunes().Count() != 1) throw Wrong(where, $"char: expected one character, found {character.Length}");
            text.Append(character);
            int target = Id(Word(where, "target", Member(where, entry, "target", JsonValueKind.String)));
            (int Id, double Probability)[] guesses = Guesses(where, entry);
            double given = guesses.Where(guess => guess.Id == target).Select(guess => guess.Probability).FirstOrDefault(double.NaN);
            rows.Add(character.EnumerateRunes().First().Value, position, target, given, isRight: true, guesses, Norms(where, Member(where, entry, "connectivity", JsonValueKind.Array), position, count));
            position++;
        }

        (Text, Rows) = (text.ToString(), rows.Numbers);
    }

    private (int Id, double Probability)[] Guesses(string where, JsonElement entry)
    {
        JsonElement words = Member(where, entry, "predict", JsonValueKind.Array), shares = Member(where, entry, "probability", JsonValueKind.Array);
        int count = words.GetArrayLength();
        if (count is 0 or > ConnectivityRows.Top || shares.GetArrayLength() != count)
            throw Wrong(where, $"predict, probability: expected 1 to {ConnectivityRows.Top} of each, found {count} and {shares.GetArrayLength()}");
        return [.. words.EnumerateArray().Zip(shares.EnumerateArray(), (word, share) =>
            (Id(Word(where, "predict", word)), Number(where, "probability", share, 1)))];
    }

    private static float[] Norms(string where, JsonElement numbers, int position, int count)
    {
        if (numbers.GetArrayLength() != count)
            throw Wrong(where, $"connectivity: expected {count} numbers, one for each position, found {numbers.GetArrayLength()}");
        float[] norms = new float[position + 1];
        int at = 0;
        foreach (JsonElement number in numbers.EnumerateArray())
        {
            double square = Number(where, "connectivity", number, LargestSquare);
            if (at <= position) norms[at] = (float)Math.Sqrt(square);
            else if (square > 0) throw Wrong(where, FormattableString.Invariant($"connectivity: expected 0 with position {at}, which comes later, found {square}"));
            at++;
        }

        return norms;
    }

    private int Id(string word)
    {
        if (!_words.TryGetValue(word, out int id)) _words.Add(word, id = _words.Count);
        return id;
    }

    private static JsonElement Member(string where, JsonElement entry, string name, JsonValueKind kind)
    {
        if (!entry.TryGetProperty(name, out JsonElement member)) throw Wrong(where, $"expected '{name}', found nothing of that name");
        return member.ValueKind == kind ? member : throw Wrong(where, $"{name}: expected {(kind == JsonValueKind.Array ? "an array" : "a string")}, found {Name(member)}");
    }

    private static string Word(string where, string name, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String) throw Wrong(where, $"{name}: expected a string, found {Name(element)}");
        string word = element.GetString()!;
        return word.Length <= LongestWord ? word : throw Wrong(where, $"{name}: expected at most {LongestWord} characters, found {word.Length}");
    }

    private static double Number(string where, string name, JsonElement element, double most)
    {
        if (element.ValueKind != JsonValueKind.Number || !element.TryGetDouble(out double number)) throw Wrong(where, $"{name}: expected a number, found {Name(element)}");
        return number >= 0 && number <= most ? number : throw Wrong(where, FormattableString.Invariant($"{name}: expected 0 to {most}, found {number}"));
    }

    private static TextException Wrong(string where, string what) => new($"{where}: {what}", Hint);

    private static string Name(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        _ => element.ValueKind.ToString().ToLowerInvariant(),
    };
}

/// <summary>Published connectivity as docs/contract.md has it.</summary>
internal sealed record PublishedInfo(string Id, string Title, string Text, IReadOnlyList<string> Words);
