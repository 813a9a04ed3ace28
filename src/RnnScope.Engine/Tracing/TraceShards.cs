using System.Globalization;
using RnnScope.Engine.Files;

namespace RnnScope.Engine.Tracing;

/// <summary>Traces of parts of a text, recorded on machines of their own, and what makes one trace of them.</summary>
/// <remarks>
/// A part is a trace of its shard's symbols that also says which shard it is and how long the text is. All parts together are the
/// trace that one machine would have recorded, byte for byte: segments do not depend on each other (<see cref="Shard"/>).
/// </remarks>
public static class TraceShards
{
    /// <summary>The value of the metadata <c>format</c> of a part.</summary>
    public const string Format = "rnnscope-trace-shard-1";

    private const string ShardName = "shard", CharactersName = "characters";
    private const int Piece = 1 << 20;

    /// <summary>Makes one trace of all parts.</summary>
    /// <param name="paths">The parts, in any order.</param>
    /// <param name="output">The final name of the trace; nothing is seen under it before it is complete.</param>
    /// <param name="modelHash">SHA-256 of the model file that they must be of.</param>
    /// <param name="progress">Told how many of the symbols are in place.</param>
    /// <param name="cancellation">Stops; nothing is left behind.</param>
    /// <exception cref="RunFileException">A file is damaged or no part of a trace, or is of another model, text or division than the others.</exception>
    /// <exception cref="ArgumentException">Parts are missing, or there are two of one.</exception>
    public static void Merge(IReadOnlyList<string> paths, string output, string modelHash, Action<long>? progress = null, CancellationToken cancellation = default)
    {
        List<TensorFile> parts = [];
        try
        {
            foreach (string path in paths) parts.Add(TensorFile.Open(path));
            (TensorFile File, Shard Shard)[] ordered = [.. parts.Select(part => (part, ShardOf(part, modelHash))).OrderBy(part => part.Item2.Number)];
            long characters = RequireAll(ordered);
            TensorFile first = ordered[0].File;
            Dictionary<string, string> metadata = new(first.Metadata) { [TraceFile.FormatName] = TraceFile.Format };
            metadata.Remove(ShardName);
            metadata.Remove(CharactersName);
            using TensorFileWriter file = new(
                output, [.. first.Names.Select(name => new TensorDeclaration(name, first.Type(name), [characters, .. first.Shape(name).Skip(1)]))], metadata);
            Dictionary<string, long> at = first.Names.ToDictionary(name => name, _ => 0L);
            foreach ((TensorFile part, _) in ordered)
            {
                foreach (string name in part.Names)
                {
                    Copy(part, name, file, at[name], cancellation);
                    at[name] += part.Elements(name);
                }
                progress?.Invoke(at[TraceFile.SymbolsName]);
            }

            file.Commit();
        }
        finally
        {
            foreach (TensorFile part in parts) part.Dispose();
        }
    }

    /// <summary>Makes the metadata of a trace those of a part.</summary>
    internal static void Mark(Dictionary<string, string> metadata, Shard shard, long characters)
    {
        metadata[TraceFile.FormatName] = Format;
        metadata[ShardName] = shard.ToString();
        metadata[CharactersName] = characters.ToString(CultureInfo.InvariantCulture);
    }

    private static Shard ShardOf(TensorFile part, string modelHash)
    {
        string format = part.Metadata.GetValueOrDefault(TraceFile.FormatName, "none");
        if (format != Format) throw new RunFileException(part.Path, $"a part of a trace (format {Format})", $"format {format}", "record it with `rnnscope trace RUN TEXT --shard K/N`");
        if (part.Metadata.GetValueOrDefault(TraceFile.ModelName) != modelHash) throw new RunFileException(part.Path, "a part of a trace of this run's model", "one of another model");
        try
        {
            return Shard.Parse(part.Metadata.GetValueOrDefault(ShardName, "none"));
        }
        catch (ArgumentException e)
        {
            throw new RunFileException(part.Path, "the number of a shard, as in 3/8", "none", "record it again", e);
        }
    }

    /// <summary>How long the text is, after checking that the parts are all of it and go together.</summary>
    private static long RequireAll((TensorFile File, Shard Shard)[] parts)
    {
        if (parts.Length == 0) throw new ArgumentException("expected the files of all shards, found none");
        (TensorFile first, Shard shard) = parts[0];
        foreach ((TensorFile file, Shard other) in parts)
        {
            if (other.Count != shard.Count || !IsAlike(first, file))
                throw new RunFileException(file.Path, $"a part of the same trace as {first.Path}", "one of another text, division or reading, or with other sites", "record all shards with the same options");
        }

        int[] missing = [.. Enumerable.Range(1, shard.Count).Except(parts.Select(part => part.Shard.Number))];
        if (missing.Length > 0)
            throw new ArgumentException($"expected all {shard.Count} shards, found {shard.Count - missing.Length}: {string.Join(", ", missing.Take(10).Select(number => new Shard(number, shard.Count)))} missing");
        if (parts.Length > shard.Count) throw new ArgumentException($"expected {shard.Count} shards, found {parts.Length} files: some shard is there twice");
        string expected = first.Metadata.GetValueOrDefault(CharactersName, "none");
        foreach (string name in first.Names)
        {
            // A part's losses are as many as its symbols, or one more or less: the first symbol of each but the first was announced in the part before.
            string rows = parts.Sum(part => part.File.Shape(name)[0]).ToString(CultureInfo.InvariantCulture);
            if (rows != expected) throw new RunFileException(first.Path, $"{expected} rows of '{name}' in all parts together", rows, "record the shards again");
        }

        return parts.Sum(part => part.File.Elements(TraceFile.SymbolsName));
    }

    private static bool IsAlike(TensorFile one, TensorFile other) =>
        one.Metadata.Count == other.Metadata.Count
        && one.Metadata.All(text => text.Key == ShardName || other.Metadata.GetValueOrDefault(text.Key) == text.Value)
        && one.Names.Count == other.Names.Count
        && one.Names.All(name => other.Contains(name) && other.Type(name) == one.Type(name) && other.Shape(name).Skip(1).SequenceEqual(one.Shape(name).Skip(1)))
        && other.Contains(TraceFile.SymbolsName) && other.Names.All(name => other.Shape(name).Count > 0);

    private static void Copy(TensorFile part, string name, TensorFileWriter file, long to, CancellationToken cancellation)
    {
        long count = part.Elements(name);
        ushort[] symbols = new ushort[name == TraceFile.SymbolsName ? Math.Min(count, Piece) : 0];
        float[] values = new float[name == TraceFile.SymbolsName ? 0 : Math.Min(count, Piece)];
        for (long from = 0; from < count; from += Piece)
        {
            cancellation.ThrowIfCancellationRequested();
            int length = (int)Math.Min(Piece, count - from);
            if (name == TraceFile.SymbolsName)
            {
                part.ReadUInt16(name, from, symbols.AsSpan(0, length));
                file.WriteUInt16(name, to + from, symbols.AsSpan(0, length));
            }
            else
            {
                // A half is a float without loss, and a half again.
                part.ReadFloats(name, from, values.AsSpan(0, length));
                file.WriteFloats(name, to + from, values.AsSpan(0, length));
            }
        }
    }
}
