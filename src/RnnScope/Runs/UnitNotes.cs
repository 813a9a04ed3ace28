using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using RnnScope.Engine.Files;
using RnnScope.Engine.Tracing;

namespace RnnScope.Runs;

/// <summary>The names and notes of a run's units, <c>notes.json</c> in its folder. docs/notes.md describes the file.</summary>
internal static class UnitNotes
{
    /// <summary>The value of <c>format</c>.</summary>
    public const string Format = "rnnscope-notes-1";

    /// <summary>The most notes of a run.</summary>
    public const int MostNotes = 5000;

    // Whoever writes holds this file open, so that nobody else reads and writes in between. It stays: deleting it would let two
    // programs each hold one of the name.
    private const string LockName = ".notes.lock";
    private const int Attempts = 250;
    private const long LargestFile = 1 << 26;
    private const string Hint = "put it right or move it away: it is not written to as long as it cannot be read";

    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(20);

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        // What a later version wrote must not be lost by rewriting it.
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        WriteIndented = true,
        // People read it, and compare versions of it.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The notes of a run, by site and unit; none where nobody wrote any.</summary>
    /// <exception cref="RunFileException">The file is damaged.</exception>
    public static IReadOnlyList<UnitNote> Read(RunFolder folder)
    {
        string path = folder.NotesFile;
        if (!File.Exists(path)) return [];
        if (new FileInfo(path).Length > LargestFile) throw new RunFileException(path, $"at most {LargestFile:N0} bytes", "more", Hint);
        JsonElement root = JsonFile.Read(path, JsonValueKind.Object, Hint);
        NotesFile file;
        try
        {
            file = root.Deserialize<NotesFile>(Options)!;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: half of a character that takes two.
            throw new RunFileException(path, "notes with site, unit, name and text", $"something else ({e.Message})", Hint, e);
        }

        if (file.Format != Format) throw new RunFileException(path, $"the format {Format}", $"'{file.Format}'", Hint);
        if (file.Notes.Count > MostNotes) throw new RunFileException(path, $"at most {MostNotes} notes", $"{file.Notes.Count}", Hint);
        if (file.Notes.Contains(null!)) throw new RunFileException(path, "notes with site, unit, name and text", "null", Hint);
        HashSet<UnitAddress> known = [];
        foreach (UnitNote note in file.Notes)
        {
            if (note.Mistake() is var (expected, found)) throw new RunFileException(path, expected, $"{found} at {note.Address()}", Hint);
            if (!known.Add(note.Address())) throw new RunFileException(path, "one note for each unit", $"two for {note.Address()}", Hint);
        }

        return file.Notes;
    }

    /// <summary>Writes what somebody says about one unit; what others wrote about other units in the meantime stays.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="address">The unit.</param>
    /// <param name="change">Makes the new note from the one that is there, which is empty where there is none; an empty one removes it.</param>
    /// <param name="cancellation">Stops waiting for another program that is writing.</param>
    /// <returns>All notes as they are now.</returns>
    /// <exception cref="RunFileException">The file is damaged; it stays as it is.</exception>
    /// <exception cref="ArgumentException">The note is too long, or there are too many.</exception>
    /// <exception cref="IOException">The folder cannot be written, or another program does not finish writing.</exception>
    public static async Task<IReadOnlyList<UnitNote>> Change(
        RunFolder folder, UnitAddress address, Func<UnitNote, UnitNote> change, CancellationToken cancellation)
    {
        using FileStream turn = await Lock(folder, cancellation).ConfigureAwait(false);
        IReadOnlyList<UnitNote> notes = Read(folder);
        UnitNote old = notes.FirstOrDefault(note => note.Address() == address) ?? new UnitNote(address.Site, address.Unit, "", "");
        UnitNote changed = change(old);
        if (changed.Mistake() is var (expected, found)) throw new ArgumentException($"expected {expected}, found {found}");
        List<UnitNote> all = [.. notes.Where(note => note.Address() != address)];
        if (!changed.IsEmpty()) all.Add(changed);
        if (all.Count > MostNotes) throw new ArgumentException($"expected at most {MostNotes} notes, found {all.Count}");
        all.Sort((one, other) => string.CompareOrdinal(one.Site, other.Site) is var order && order != 0 ? order : one.Unit.CompareTo(other.Unit));
        AtomicFile.WriteText(folder.NotesFile, JsonSerializer.Serialize(new NotesFile(Format, all), Options) + "\n");
        return all;
    }

    private static async Task<FileStream> Lock(RunFolder folder, CancellationToken cancellation)
    {
        string path = Path.Combine(folder.Path, LockName);
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (attempt < Attempts && File.Exists(path))
            {
                await Task.Delay(Wait, cancellation).ConfigureAwait(false);
            }
        }
    }

    private sealed record NotesFile(string Format, IReadOnlyList<UnitNote> Notes);
}
