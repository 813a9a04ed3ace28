using RnnScope.Engine.Files;
using RnnScope.Engine.Text;
using RnnScope.Engine.Tracing;

namespace RnnScope.Server;

/// <summary>The texts that people typed into the viewer: the last few are kept in memory, nothing is written.</summary>
/// <param name="model">The network that reads them; not owned.</param>
internal sealed class TypedTexts(Model model) : IDisposable
{
    /// <summary>The most characters of a typed text.</summary>
    public const int LongestText = 20_000;

    /// <summary>How many typed texts are kept.</summary>
    public const int MostTexts = 8;

    // All of them together: 512 MB. One text of a large network may need most of it.
    private const long MostFloats = 1 << 27;
    private const int LongestTitle = 40;

    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _lock = new();
    private readonly List<TextView> _texts = [];
    private readonly long _symbolFloats = SiteName.AllOf(model.Network.Shape).Sum(site => (long)site.Width);

    /// <summary>The texts, earliest first.</summary>
    public IReadOnlyList<TextView> All
    {
        get
        {
            lock (_lock) return [.. _texts];
        }
    }

    /// <summary>The network reads a text; one at a time, since each reading uses all it needs of the machine.</summary>
    /// <param name="text">What was typed. The same text again is not read again.</param>
    /// <param name="cancellation">The browser does not wait any more, or the program ends.</param>
    public async Task<TextView> Read(string text, CancellationToken cancellation)
    {
        int most = (int)Math.Min(LongestText, Math.Max(1, MostFloats / _symbolFloats));
        Vocabulary vocabulary = model.Vocabulary;
        int[] codes = SymbolReader.Codes(text, vocabulary.Kind);
        if (codes.Length == 0) throw new Problem(400, "there is no text", "expected at least one character, found none");
        ushort[] ids = model.Encode(codes);
        if (ids.Length == 0) throw new Problem(400, "there is no text", "expected at least one word, found none");
        if (ids.Length > most)
        {
            throw new Problem(
                413, "the text is too long", $"expected at most {most} symbols, found {ids.Length}: give longer texts to `rnnscope view RUN --text FILE`");
        }

        string id = $"typed-{Tracer.TextHash(ids)[..12]}";
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (Find(id) is { } known) return known;
            TraceOptions options = new() { Title = Title(text), Words = model.Words };
            Trace trace = await Task.Run(() => Tracer.Read(model.Network, vocabulary, ids, options, cancellation), cancellation).ConfigureAwait(false);
            return Keep(new TextView(id, trace));
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private TextView? Find(string id)
    {
        lock (_lock)
        {
            int index = _texts.FindIndex(text => text.Id == id);
            if (index < 0) return null;
            TextView known = _texts[index];
            // Whoever asked last goes last.
            _texts.RemoveAt(index);
            _texts.Add(known);
            return known;
        }
    }

    private TextView Keep(TextView text)
    {
        lock (_lock)
        {
            _texts.Add(text);
            while (_texts.Count > MostTexts || (_texts.Count > 1 && _texts.Sum(t => t.Trace.Characters * _symbolFloats) > MostFloats))
                _texts.RemoveAt(0);
            return text;
        }
    }

    private static string Title(string text)
    {
        string line = text.Trim().ReplaceLineEndings(" ");
        if (line.Length <= LongestTitle) return line.Length > 0 ? line : "typed text";
        // Never between the two halves of a character.
        int end = char.IsHighSurrogate(line[LongestTitle - 1]) ? LongestTitle - 1 : LongestTitle;
        return $"{line[..end]}…";
    }
}
