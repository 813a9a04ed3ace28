using RnnScope.Engine.Text;

namespace RnnScope.Engine.Tracing;

/// <summary>What a network's sites held at every symbol of a text. Many threads may read at once.</summary>
/// <remarks>A value at p is the state after the symbol at p was read; the loss at p is what that symbol cost.</remarks>
public abstract class Trace : IDisposable
{
    // 4 MB of values at a time: large enough to read fast, small beside a trace.
    private const int BlockFloats = 1 << 20;

    /// <summary>Up to so many symbols, statistics are those of the whole text.</summary>
    public const int LongestExact = 1_000_000;

    private readonly Dictionary<string, int> _widths;
    private readonly Dictionary<string, UnitStatistics[]> _statistics = new(StringComparer.Ordinal);
    private readonly Lock _statisticsLock = new();

    private readonly Lazy<ushort[]?> _targets;

    private protected Trace(
        string title, Vocabulary vocabulary, WordVocabulary? words, ushort[] symbols, IEnumerable<(string Site, int Width)> sites)
    {
        (Title, Vocabulary, Words, SymbolIds) = (title, vocabulary, words, symbols);
        _targets = new Lazy<ushort[]?>(() => Words?.Targets(SymbolIds, Vocabulary));
        Sites = [.. sites];
        _widths = Sites.ToDictionary(site => site.Site, site => site.Width, StringComparer.Ordinal);
    }

    /// <summary>What people call the text.</summary>
    public string Title { get; }

    /// <summary>The symbols of the ids.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>The words that the network predicts; null where it predicts the next symbol.</summary>
    public WordVocabulary? Words { get; }

    /// <summary>N, symbols of the text.</summary>
    public int Characters => SymbolIds.Length;

    /// <summary>The ids of the text, (N).</summary>
    public ReadOnlySpan<ushort> Symbols => SymbolIds;

    /// <summary>How many symbols of the text the vocabulary lacks.</summary>
    public int Unknown => Symbols.Count(Vocabulary.UnknownId);

    /// <summary>The recorded sites with their widths.</summary>
    public IReadOnlyList<(string Site, int Width)> Sites { get; }

    /// <summary>The mean loss in nats per symbol; NaN when no loss was recorded or the text has one symbol only.</summary>
    public virtual double MeanLoss => _widths.ContainsKey(SiteName.Loss) ? Statistics(SiteName.Loss)[0].Mean : double.NaN;

    internal ushort[] SymbolIds { get; }

    /// <summary>How many values per symbol a site has.</summary>
    /// <exception cref="SiteException">The trace has no such site.</exception>
    public int Width(string site) => _widths.TryGetValue(site, out int width) ? width : throw SiteName.Unknown(site, _widths.Keys);

    /// <summary>Whether a site was recorded.</summary>
    public bool Contains(string site) => _widths.ContainsKey(site);

    /// <summary>What was to be predicted at a position: the id of the next symbol, or of the word; or <see cref="Target.None"/>.</summary>
    public ushort TargetAt(int position)
    {
        if (_targets.Value is { } words) return words[position];
        return position + 1 < Characters ? SymbolIds[position + 1] : Target.None;
    }

    /// <summary>All units of a site over a stretch of the text.</summary>
    /// <param name="site">One of <see cref="Sites"/>.</param>
    /// <param name="from">The first symbol.</param>
    /// <param name="count">How many symbols; the stretch lies inside the text.</param>
    /// <param name="destination">Receives the values, (count, width).</param>
    public void ReadRows(string site, int from, int count, Span<float> destination)
    {
        int width = Width(site);
        CheckStretch(from, count);
        if (destination.Length != (long)count * width)
            throw new ArgumentException($"{count} rows of {width} values do not fill a destination of {destination.Length}", nameof(destination));
        Read(site, width, from, destination);
    }

    /// <summary>One unit of a site over a stretch of the text.</summary>
    /// <param name="site">One of <see cref="Sites"/>.</param>
    /// <param name="unit">The unit, below the site's width.</param>
    /// <param name="from">The first symbol.</param>
    /// <param name="destination">Receives as many values as it is long.</param>
    public void ReadColumn(string site, int unit, int from, Span<float> destination)
    {
        int width = Width(site);
        if ((uint)unit >= (uint)width) throw new ArgumentOutOfRangeException(nameof(unit), unit, $"'{site}' has {width} units, 0 to {width - 1}");
        CheckStretch(from, destination.Length);
        ReadUnit(site, width, unit, from, destination);
    }

    /// <summary>The statistics of each unit of a site over the text, (width); computed once.</summary>
    /// <remarks>Of a text beyond <see cref="LongestExact"/>, all but the losses are those of a sample: stretches of 64 symbols, as far apart as to make a quarter of a million.</remarks>
    public ReadOnlySpan<UnitStatistics> Statistics(string site)
    {
        int width = Width(site);
        // One computation at a time: each one reads the whole site.
        lock (_statisticsLock)
        {
            if (_statistics.TryGetValue(site, out UnitStatistics[]? known)) return known;
            StatisticsSums sums = new(width);
            if (Characters > LongestExact && site != SiteName.Loss) return _statistics[site] = Sample(site, width, sums);
            int block = Math.Clamp(BlockFloats / width, 1, Math.Max(1, Characters));
            float[] rows = new float[block * width];
            for (int from = 0; from < Characters; from += block)
            {
                Span<float> part = rows.AsSpan(0, Math.Min(block, Characters - from) * width);
                Read(site, width, from, part);
                sums.Add(part);
            }

            return _statistics[site] = sums.Result();
        }
    }

    private UnitStatistics[] Sample(string site, int width, StatisticsSums sums)
    {
        const int Stretch = 64, Stretches = (1 << 18) / Stretch;
        float[] rows = new float[Stretch * width];
        for (int stretch = 0; stretch < Stretches; stretch++)
        {
            Read(site, width, (int)((long)(Characters - Stretch) * stretch / (Stretches - 1)), rows);
            sums.Add(rows);
        }

        return sums.Result();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    private protected abstract void Read(string site, int width, int from, Span<float> destination);

    private protected abstract void ReadUnit(string site, int width, int unit, int from, Span<float> destination);

    /// <summary>Frees what the trace holds open.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }

    private protected void CheckStretch(int from, int count)
    {
        if (from < 0 || count < 0 || from > Characters - count)
            throw new ArgumentOutOfRangeException(nameof(from), $"symbols {from}..{(long)from + count} of a text of {Characters}");
    }
}
