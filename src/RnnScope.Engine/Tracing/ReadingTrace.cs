using RnnScope.Engine.Files;

namespace RnnScope.Engine.Tracing;

/// <summary>A trace that nobody recorded: other weights of the same network read the text where somebody asks for it.</summary>
/// <remarks>
/// A stretch is read from <see cref="ReadingPlan.DefaultWarmUp"/> symbols before it, from a zero state, as a segment of a recorded trace
/// (docs/traces.md); the beginning of the text is exact. Losses of a text that is not too long are read in one go, all of them, just as a recording would have
/// them. The weights are loaded for each reading: nothing of the file stays open, and many snapshots take no memory.
/// </remarks>
/// <param name="model">A model file with the shape, the symbols and the words of the text's network.</param>
/// <param name="text">A trace of the text; only its symbols and the names of its sites are used, and it stays the caller's.</param>
/// <param name="cache">Keeps what was read.</param>
public sealed class ReadingTrace(string model, Trace text, ReadingCache cache)
    : Trace(text.Title, text.Vocabulary, text.Words, text.SymbolIds, text.Sites)
{
    /// <summary>Symbols that are read at once.</summary>
    public const int Block = 2048;

    /// <summary>The losses of longer texts are read where they are asked for, as everything else.</summary>
    public const int LongestLosses = 1_000_000;

    private readonly string _text = Tracer.TextHash(text.Symbols);

    /// <summary>NaN: to know it, the whole text would have to be read.</summary>
    public override double MeanLoss => double.NaN;

    /// <summary>All sites of the layers over a stretch, which a single reading gives; nothing of it is kept.</summary>
    /// <param name="from">The first symbol.</param>
    /// <param name="count">How many symbols; the stretch lies inside the text.</param>
    /// <returns>A trace of the stretch alone.</returns>
    public MemoryTrace Layers(int from, int count)
    {
        CheckStretch(from, count);
        using Model loaded = Load();
        string[] sites = [.. SiteName.AllOf(loaded.Network.Shape).Where(site => site.Layer >= 0).Select(site => site.Name)];
        (MemoryTrace whole, int warmUp) = Read(loaded, sites, from, count);
        return whole.Without(warmUp);
    }

    private protected override void Read(string site, int width, int from, Span<float> destination)
    {
        int block = BlockOf(site);
        while (destination.Length > 0)
        {
            int first = from / block * block, rows = Math.Min(destination.Length / width, first + block - from);
            BlockAt(site, first).AsSpan((from - first) * width, rows * width).CopyTo(destination);
            from += rows;
            destination = destination[(rows * width)..];
        }
    }

    private protected override void ReadUnit(string site, int width, int unit, int from, Span<float> destination)
    {
        int block = BlockOf(site);
        for (int i = 0; i < destination.Length;)
        {
            int first = (from + i) / block * block, end = Math.Min(destination.Length, first + block - from);
            float[] values = BlockAt(site, first);
            for (; i < end; i++) destination[i] = values[(from + i - first) * width + unit];
        }
    }

    private int BlockOf(string site) => site == SiteName.Loss && Characters <= LongestLosses ? Characters : Block;

    private float[] BlockAt(string site, int from) => cache.Get($"{model}\n{_text}\n{site}\n{from}", () =>
    {
        using Model loaded = Load();
        if (BlockOf(site) == Characters)
            return site == SiteName.Loss ? Tracer.Losses(loaded.Network, Vocabulary, SymbolIds, new TraceOptions { Words = Words }) : Values(loaded, site, 0, Characters);
        return Values(loaded, site, from, Math.Min(Block, Characters - from));
    });

    private float[] Values(Model loaded, string site, int from, int count)
    {
        (MemoryTrace trace, int warmUp) = Read(loaded, [site], from, count);
        using (trace)
        {
            float[] values = new float[count * Width(site)];
            trace.ReadRows(site, warmUp, count, values);
            return values;
        }
    }

    private (MemoryTrace Trace, int WarmUp) Read(Model loaded, IReadOnlyList<string> sites, int from, int count)
    {
        int warmUp = Math.Min(from, ReadingPlan.DefaultWarmUp);
        ReadOnlyMemory<ushort> ids = SymbolIds.AsMemory(from - warmUp, warmUp + count);
        return (Tracer.Read(loaded.Network, Vocabulary, ids, new TraceOptions { Title = Title, Words = Words, Sites = sites }), warmUp);
    }

    private Model Load()
    {
        Model loaded = ModelFile.Load(model);
        bool isSame = loaded.Vocabulary.HasSameSymbols(Vocabulary)
            && SiteName.AllOf(loaded.Network.Shape).All(site => Contains(site.Name) && Width(site.Name) == site.Width);
        if (isSame) return loaded;
        loaded.Dispose();
        throw new RunFileException(model, "weights of the network that read the text, with its symbols", "another network", "copy the run again");
    }
}
