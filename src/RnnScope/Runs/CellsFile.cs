using System.Text.Encodings.Web;
using System.Text.Json;
using RnnScope.Engine.Files;

namespace RnnScope.Runs;

/// <summary>What a search for units found, kept in the run's folder as <c>analyses/cells.json</c>.</summary>
/// <param name="Format">What the file is.</param>
/// <param name="Program">The version of the program.</param>
/// <param name="Command">The command that wrote it.</param>
/// <param name="Inputs">Hashes of what it was made from.</param>
/// <param name="Findings">What the viewer shows.</param>
/// <param name="Search">The whole result, as <c>cells --json</c> prints it.</param>
internal sealed record CellsFile(
    string Format, string Program, string Command, CellsInputs? Inputs, IReadOnlyList<Finding> Findings, JsonElement? Search)
{
    private const string FileName = "cells", Current = "rnnscope-cells-1";
    private const string Hint = "delete the file and run `rnnscope cells RUN`";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Where the file of a run is.</summary>
    public static string In(RunFolder folder) => folder.AnalysisFile(FileName);

    /// <summary>The findings of a run; none when nobody has searched.</summary>
    /// <exception cref="RunFileException">The file is damaged.</exception>
    public static IReadOnlyList<Finding> ReadFindings(RunFolder folder) => Read(folder)?.Findings ?? [];

    /// <summary>The whole result; null when nobody has searched, or only a summary was kept.</summary>
    /// <exception cref="RunFileException">The file is damaged.</exception>
    public static JsonElement? ReadSearch(RunFolder folder) => Read(folder)?.Search;

    private static CellsFile? Read(RunFolder folder)
    {
        string path = In(folder);
        if (!File.Exists(path)) return null;
        JsonElement root = JsonFile.Read(path, JsonValueKind.Object, Hint);
        try
        {
            CellsFile file = root.Deserialize<CellsFile>(Options)!;
            return file.Format == Current ? file : throw new RunFileException(path, $"format {Current}", $"format {file.Format}", Hint);
        }
        catch (JsonException e)
        {
            throw new RunFileException(path, "the result of a search for units", $"something else ({e.Message})", Hint, e);
        }
    }

    /// <summary>Writes the result of a search.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="command">The command line.</param>
    /// <param name="inputs">What it was made from.</param>
    /// <param name="findings">What the viewer shows.</param>
    /// <param name="search">The whole result.</param>
    public static void Write(RunFolder folder, string command, CellsInputs? inputs, IReadOnlyList<Finding> findings, object? search = null)
    {
        JsonElement? whole = search is null ? null : JsonSerializer.SerializeToElement(search, Options);
        CellsFile file = new(Current, ProgramVersion.Current, command, inputs, findings, whole);
        AtomicFile.WriteText(In(folder), JsonSerializer.Serialize(file, Options) + "\n");
    }
}

/// <summary>What the result of a search was made from.</summary>
/// <param name="ModelSha256">The model file.</param>
/// <param name="TextSha256">The ids of the text (<see cref="Engine.Tracing.Tracer.TextHash(ReadOnlySpan{ushort})"/>).</param>
/// <param name="TracksSha256">The properties: their names and the numbers of their tracks.</param>
internal sealed record CellsInputs(string ModelSha256, string TextSha256, string TracksSha256);
