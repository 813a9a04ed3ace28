using System.Text.Json;
using RnnScope.Engine.Files;

namespace RnnScope.Runs;

/// <summary>A unit that was found to track a property, as analyses/findings.json and the viewer have it.</summary>
/// <param name="Property">What it tracks.</param>
/// <param name="Site">Its site.</param>
/// <param name="Unit">Its index within the site.</param>
/// <param name="Score">How well, on text it was not picked on.</param>
/// <param name="Measure">What the score is, in words.</param>
internal sealed record Finding(string Property, string Site, int Unit, double Score, string Measure)
{
    private const string FileName = "findings";
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
    };

    /// <summary>The findings of a run; none when nobody has searched.</summary>
    /// <exception cref="RunFileException">The file is damaged.</exception>
    public static IReadOnlyList<Finding> Read(RunFolder folder)
    {
        string path = folder.AnalysisFile(FileName);
        if (!File.Exists(path)) return [];
        const string Hint = "delete the file; the search can be repeated";
        JsonElement root = JsonFile.Read(path, JsonValueKind.Array, Hint);
        try
        {
            return root.Deserialize<Finding[]>(Options)!;
        }
        catch (JsonException e)
        {
            throw new RunFileException(path, "findings with property, site, unit, score and measure", $"something else ({e.Message})", Hint, e);
        }
    }

    /// <summary>Writes the findings of a run.</summary>
    public static void Write(RunFolder folder, IReadOnlyList<Finding> findings) =>
        AtomicFile.WriteText(folder.AnalysisFile(FileName), JsonSerializer.Serialize(findings, Options) + "\n");
}
