using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using RnnScope.Engine.Files;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;

namespace RnnScope.Engine.Tracing;

/// <summary>Records what happens inside a network while it reads a text.</summary>
public static class Tracer
{
    /// <summary>Records to a file, without ever holding more than a window in memory; of a shard, the part that <see cref="TraceShards"/> puts together.</summary>
    /// <param name="path">The final name of the trace.</param>
    /// <param name="network">The network; packed.</param>
    /// <param name="vocabulary">Its symbols.</param>
    /// <param name="ids">The text, at least one symbol; may be larger than memory.</param>
    /// <param name="options">What to record, and how.</param>
    /// <param name="progress">Told now and then how many symbols have been recorded.</param>
    /// <param name="cancellation">Stops the recording; nothing is left behind.</param>
    /// <exception cref="SiteException">The network has no site of such a name.</exception>
    /// <exception cref="ArgumentException">There is no text, an id is not the vocabulary's, or an option makes no sense.</exception>
    public static void Write(
        string path, Network network, Vocabulary vocabulary, ISymbolIds ids, TraceOptions options,
        Action<long>? progress = null, CancellationToken cancellation = default)
    {
        if (options.Precision is not (TensorType.F16 or TensorType.F32))
            throw new ArgumentException($"expected a precision of F16 or F32, found {options.Precision}");
        IReadOnlyList<Site> sites = SiteName.Select(network.Shape, options.Sites);
        ReadingMatter text = Matter(network, vocabulary, ids, options, sites);
        ReadingPlan plan = ReadingPlan.For(ids.Length, options.Streams, options.WarmUp);
        (long first, long end) = options.Shard?.Symbols(plan) ?? (0, ids.Length);
        // What was said at a shard's last symbol may be about the next shard's first.
        long firstLoss = first > 0 ? first + text.Ahead : 0, endLoss = Math.Min(end + text.Ahead, ids.Length);
        using TensorFileWriter file = new(path, Declare(sites, end - first, endLoss - firstLoss, options.Precision), Metadata(options, plan, vocabulary, ids));
        long at = 0;
        ids.ForEachPiece(first, end - first, piece =>
        {
            cancellation.ThrowIfCancellationRequested();
            file.WriteUInt16(TraceFile.SymbolsName, at, piece);
            at += piece.Length;
        });
        TraceFileSink sink = new(file, options.Precision, plan.Streams * sites.Count, site => site.Name == SiteName.Loss ? firstLoss : first);
        new TextReading(network, text, sites, plan, options.Threads, options.Shard).Run(sink, progress, cancellation);
        file.Commit();
    }

    /// <inheritdoc cref="Write(string, Network, Vocabulary, ISymbolIds, TraceOptions, Action{long}?, CancellationToken)"/>
    public static void Write(
        string path, Network network, Vocabulary vocabulary, ReadOnlyMemory<ushort> ids, TraceOptions options,
        Action<long>? progress = null, CancellationToken cancellation = default) =>
        Write(path, network, vocabulary, new MemoryIds(ids), options, progress, cancellation);

    /// <summary>Records in memory, as 32-bit floats and in one go: for texts that people type.</summary>
    /// <inheritdoc cref="Write(string, Network, Vocabulary, ISymbolIds, TraceOptions, Action{long}?, CancellationToken)"/>
    public static MemoryTrace Read(
        Network network, Vocabulary vocabulary, ReadOnlyMemory<ushort> ids, TraceOptions options, CancellationToken cancellation = default)
    {
        IReadOnlyList<Site> sites = SiteName.Select(network.Shape, options.Sites);
        ReadingMatter text = Matter(network, vocabulary, new MemoryIds(ids), options, sites);
        MemoryTrace trace = new(options.Title, vocabulary, options.Words, ids.ToArray(), sites);
        new TextReading(network, text, sites, new ReadingPlan(ids.Length, 1, 0), options.Threads).Run(trace, null, cancellation);
        return trace;
    }

    /// <summary>What each symbol of a text cost the network, without recording anything else.</summary>
    /// <param name="network">The network; packed.</param>
    /// <param name="vocabulary">Its symbols.</param>
    /// <param name="ids">The text, at least one symbol.</param>
    /// <param name="options">How to read it; what to record and how precisely is of no importance.</param>
    /// <param name="progress">Told now and then how many symbols have been read.</param>
    /// <param name="cancellation">Stops between windows.</param>
    /// <returns>Nats, (N); NaN where nothing was asked: at a first symbol that nothing announced, in words that are not to be predicted.</returns>
    /// <exception cref="ArgumentException">There is no text, an id is not the vocabulary's, or an option makes no sense.</exception>
    public static float[] Losses(
        Network network, Vocabulary vocabulary, ReadOnlyMemory<ushort> ids, TraceOptions options,
        Action<long>? progress = null, CancellationToken cancellation = default)
    {
        float[] losses = new float[ids.Length];
        Follow(
            network, vocabulary, ids, options with { Sites = [SiteName.Loss] }, (_, from, rows) => rows.CopyTo(losses.AsSpan(from)),
            progress, cancellation);
        return losses;
    }

    /// <summary>What the units of sites are like over a text, without recording anything else.</summary>
    /// <param name="network">The network; packed.</param>
    /// <param name="vocabulary">Its symbols.</param>
    /// <param name="ids">The text, at least one symbol.</param>
    /// <param name="options">Which sites, and how to read.</param>
    /// <param name="progress">Told now and then how many symbols have been read.</param>
    /// <param name="cancellation">Stops between windows.</param>
    /// <returns>By the name of the site, one for each unit.</returns>
    /// <inheritdoc cref="Write(string, Network, Vocabulary, ISymbolIds, TraceOptions, Action{long}?, CancellationToken)" path="/exception"/>
    public static IReadOnlyDictionary<string, UnitStatistics[]> Statistics(
        Network network, Vocabulary vocabulary, ReadOnlyMemory<ushort> ids, TraceOptions options,
        Action<long>? progress = null, CancellationToken cancellation = default)
    {
        IReadOnlyList<Site> sites = SiteName.Select(network.Shape, options.Sites);
        ReadingMatter text = Matter(network, vocabulary, new MemoryIds(ids), options, sites);
        ReadingPlan plan = ReadingPlan.For(ids.Length, options.Streams, options.WarmUp);
        StatisticsSink sink = new();
        new TextReading(network, text, sites, plan, options.Threads).Run(sink, progress, cancellation);
        return sites.ToDictionary(site => site.Name, sink.Of);
    }

    /// <summary>SHA-256 of ids, lower-case hexadecimal: tells whether two texts are the same.</summary>
    public static string TextHash(ReadOnlySpan<ushort> ids) =>
        Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(ids)));

    /// <inheritdoc cref="TextHash(ReadOnlySpan{ushort})"/>
    public static string TextHash(ISymbolIds ids)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        ids.ForEachPiece(0, ids.Length, piece => hash.AppendData(MemoryMarshal.AsBytes(piece)));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Hands on what sites hold while the network reads, and keeps nothing: for counts over texts of any length.</summary>
    /// <param name="network">The network; packed.</param>
    /// <param name="vocabulary">Its symbols.</param>
    /// <param name="ids">The text, at least one symbol, at most 2,147,483,647; may be larger than memory.</param>
    /// <param name="options">Which sites, and how to read.</param>
    /// <param name="receive">Receives the values, in 32 bits.</param>
    /// <param name="progress">Told now and then how many symbols have been read.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <inheritdoc cref="Write(string, Network, Vocabulary, ISymbolIds, TraceOptions, Action{long}?, CancellationToken)" path="/exception"/>
    public static void Follow(
        Network network, Vocabulary vocabulary, ISymbolIds ids, TraceOptions options, TraceRows receive,
        Action<long>? progress = null, CancellationToken cancellation = default)
    {
        if (ids.Length > int.MaxValue) throw new ArgumentException($"expected a text of at most {int.MaxValue} symbols, found one of {ids.Length}: limit it");
        IReadOnlyList<Site> sites = SiteName.Select(network.Shape, options.Sites);
        ReadingMatter text = Matter(network, vocabulary, ids, options, sites);
        ReadingPlan plan = ReadingPlan.For(ids.Length, options.Streams, options.WarmUp);
        new TextReading(network, text, sites, plan, options.Threads, options.Shard).Run(new RowSink(receive), progress, cancellation);
    }

    /// <inheritdoc cref="Follow(Network, Vocabulary, ISymbolIds, TraceOptions, TraceRows, Action{long}?, CancellationToken)"/>
    public static void Follow(
        Network network, Vocabulary vocabulary, ReadOnlyMemory<ushort> ids, TraceOptions options, TraceRows receive,
        Action<long>? progress = null, CancellationToken cancellation = default) =>
        Follow(network, vocabulary, new MemoryIds(ids), options, receive, progress, cancellation);

    /// <summary>The text with what is asked about it, after checking that they go together.</summary>
    private static ReadingMatter Matter(Network network, Vocabulary vocabulary, ISymbolIds ids, TraceOptions options, IReadOnlyList<Site> sites)
    {
        Check(ids, network, vocabulary);
        // What happens inside the layers can be recorded without them.
        if ((options.Words is not null || sites.Any(site => site.Layer < 0)) && options.Words?.Count != network.Shape.Words)
            throw new ArgumentException($"{options.Words?.Count ?? 0} words for a network that predicts {network.Shape.Words ?? 0}");
        return new ReadingMatter(ids, options.Words?.Targets(ids.ToMemory().Span, vocabulary), options.Vectors);
    }

    private static void Check(ISymbolIds ids, Network network, Vocabulary vocabulary)
    {
        if (vocabulary.Count != network.Shape.Symbols)
            throw new ArgumentException($"a vocabulary of {vocabulary.Count} symbols for a network of {network.Shape.Symbols}");
        if (ids.Length == 0) throw new ArgumentException("expected a text of at least one symbol, found an empty one");
        long at = 0;
        ids.ForEachPiece(0, ids.Length, piece =>
        {
            int strange = piece.IndexOfAnyExceptInRange((ushort)0, (ushort)(vocabulary.Count - 1));
            if (strange >= 0) throw new ArgumentException($"expected ids below {vocabulary.Count}, found {piece[strange]} at {at + strange}");
            at += piece.Length;
        });
    }

    private static List<TensorDeclaration> Declare(IReadOnlyList<Site> sites, long characters, long losses, TensorType precision)
    {
        List<TensorDeclaration> tensors = [new(TraceFile.SymbolsName, TensorType.U16, characters)];
        foreach (Site site in sites)
        {
            tensors.Add(site.Name == SiteName.Loss
                ? new TensorDeclaration(site.Name, precision, losses)
                : new TensorDeclaration(site.Name, precision, characters, site.Width));
        }

        return tensors;
    }

    private static Dictionary<string, string> Metadata(TraceOptions options, ReadingPlan plan, Vocabulary vocabulary, ISymbolIds ids)
    {
        Dictionary<string, string> texts = Metadata(options, plan, ids);
        texts[TraceFile.VocabularyName] = vocabulary.ToJson();
        if (options.Words is not null) texts[TraceFile.WordsName] = options.Words.ToJson();
        if (options.Shard is not null) TraceShards.Mark(texts, options.Shard, ids.Length);
        return texts;
    }

    private static Dictionary<string, string> Metadata(TraceOptions options, ReadingPlan plan, ISymbolIds ids) => new()
    {
        [TraceFile.FormatName] = TraceFile.Format,
        [TraceFile.TitleName] = options.Title,
        [TraceFile.ModelName] = options.ModelHash,
        [TraceFile.TextName] = TextHash(ids),
        [TraceFile.ReadingName] = plan.Description,
        ["streams"] = plan.Streams.ToString(CultureInfo.InvariantCulture),
        ["warm_up"] = plan.WarmUp.ToString(CultureInfo.InvariantCulture),
        ["program"] = ProgramVersion.Current,
    };
}
