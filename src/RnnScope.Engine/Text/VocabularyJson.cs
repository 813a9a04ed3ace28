using System.Buffers;
using System.Text;
using System.Text.Json;
using RnnScope.Engine.Files;

namespace RnnScope.Engine.Text;

/// <summary>What the vocabularies of symbols and of words share of their form in a model file.</summary>
internal static class VocabularyJson
{
    /// <summary>An object.</summary>
    /// <param name="content">Writes what is in it.</param>
    public static string Object(Action<Utf8JsonWriter> content)
    {
        ArrayBufferWriter<byte> json = new();
        using (Utf8JsonWriter writer = new(json))
        {
            writer.WriteStartObject();
            content(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(json.WrittenSpan);
    }

    /// <summary>Writes a list of numbers.</summary>
    public static void WriteNumbers(Utf8JsonWriter writer, string name, IEnumerable<long> numbers)
    {
        writer.WriteStartArray(name);
        foreach (long number in numbers) writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }

    /// <summary>Reads a list.</summary>
    /// <param name="root">The object.</param>
    /// <param name="name">What the list is called.</param>
    /// <param name="damaged">Makes the error of what was expected and found.</param>
    public static JsonElement.ArrayEnumerator List(JsonElement root, string name, Func<string, string, RunFileException> damaged) =>
        root.TryGetProperty(name, out JsonElement list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray()
            : throw damaged($"a list of {name}", "none");

    /// <summary>Reads a list of whole numbers.</summary>
    /// <inheritdoc cref="List"/>
    public static long[] Numbers(JsonElement root, string name, Func<string, string, RunFileException> damaged) =>
    [
        .. List(root, name, damaged).Select(element => element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out long number)
            ? number
            : throw damaged($"whole numbers as {name}", element.GetRawText())),
    ];
}
