using System.Text.Json;
using RnnScope.Engine.Files;

namespace RnnScope.Runs;

/// <summary>Reads the JSON files of a run.</summary>
internal static class JsonFile
{
    /// <summary>The content of a file.</summary>
    /// <exception cref="RunFileException">The file cannot be read, or holds something else.</exception>
    public static JsonElement Read(string path, JsonValueKind kind, string hint)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            if (document.RootElement.ValueKind == kind) return document.RootElement.Clone();
            throw new RunFileException(path, Name(kind), Name(document.RootElement.ValueKind), hint);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new RunFileException(path, Name(kind), $"something else ({e.Message})", hint, e);
        }
    }

    private static string Name(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "a JSON object",
        JsonValueKind.Array => "a JSON array",
        _ => $"a JSON {kind}",
    };
}
