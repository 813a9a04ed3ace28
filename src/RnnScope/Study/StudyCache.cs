using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using RnnScope.Engine.Files;

namespace RnnScope.Study;

/// <summary>Results of earlier studies, in the folders of their runs: <c>analyses/study-NAME.json</c>.</summary>
/// <remarks>
/// A result counts only while everything that it came from is the same: a hash of all inputs stands beside it. A file that is
/// damaged, foreign or of another version is computed again, and a folder that cannot be written to costs only time.
/// </remarks>
/// <param name="command">The command line, for the files.</param>
/// <param name="isFresh">Whether results of earlier calls are computed again.</param>
/// <param name="note">Hears what people should know.</param>
internal sealed class StudyCache(string command, bool isFresh, Action<string> note)
{
    private const string Format = "rnnscope-analysis-1";
    private const long LongestFile = 1L << 28;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        // What follows from the rest of a record is not written.
        IgnoreReadOnlyProperties = true,
    };

    // Inputs are anonymous objects, which have read-only properties only.
    private static readonly JsonSerializerOptions InputOptions = new(Options) { IgnoreReadOnlyProperties = false };

    private readonly List<string> _computed = [], _reused = [];
    // Several sections ask for the same result.
    private readonly Dictionary<(string Path, string Key), object> _here = [];

    /// <summary>Results that were computed, as RUN/NAME.</summary>
    public IReadOnlyList<string> Computed => _computed;

    /// <summary>Results that earlier calls had computed.</summary>
    public IReadOnlyList<string> Reused => _reused;

    /// <summary>A result: the one that is there if it is still good, else a new one.</summary>
    /// <typeparam name="T">A record that JSON can hold.</typeparam>
    /// <param name="run">The run whose folder has it.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="version">Raised by whoever changes what is computed, so that older results do not count.</param>
    /// <param name="inputs">Everything that decides the result: hashes of files, options.</param>
    /// <param name="compute">Computes it.</param>
    public T Get<T>(StudyRun run, string name, int version, object inputs, Func<T> compute) where T : class
    {
        string path = run.Folder.AnalysisFile($"study-{name}"), entry = $"{run.Name}/{name}";
        JsonElement all = JsonSerializer.SerializeToElement(new { name, version, program = ProgramVersion.Current, inputs }, InputOptions);
        string key = Hash(all.GetRawText());
        if (_here.TryGetValue((path, key), out object? seen)) return (T)seen;
        if (!isFresh && Read<T>(path, key) is { } known)
        {
            _reused.Add(entry);
            _here[(path, key)] = known;
            return known;
        }

        T result = compute();
        _computed.Add(entry);
        _here[(path, key)] = result;
        string text = JsonSerializer.Serialize(result, Options);
        Write(path, new CacheFile(Format, name, key, command, all, Hash(text), JsonSerializer.SerializeToElement(result, Options)));
        return result;
    }

    private static T? Read<T>(string path, string key) where T : class
    {
        try
        {
            if (!File.Exists(path) || new FileInfo(path).Length > LongestFile) return null;
            CacheFile? file = JsonSerializer.Deserialize<CacheFile>(File.ReadAllBytes(path), Options);
            if (file is null || file.Format != Format || file.Key != key) return null;
            T? result = file.Result.Deserialize<T>(Options);
            // What was read must be, to the last digit, what was written.
            return result is not null && Hash(JsonSerializer.Serialize(result, Options)) == file.ResultSha256 ? result : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private void Write(string path, CacheFile file)
    {
        try
        {
            AtomicFile.WriteText(path, JsonSerializer.Serialize(file, Options) + "\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            note($"the result is not kept for the next time: {e.Message}");
        }
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));

    private sealed record CacheFile(string Format, string Analysis, string Key, string Command, JsonElement Inputs, string ResultSha256, JsonElement Result);
}
