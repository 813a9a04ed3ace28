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
    /// <param name="progress">Told how many of the parts are in place.</param>
    /// <param name="cancellation">Stops; nothing is left behind.</param>
    /// <exception cref="RunFileException">A file is damaged or no part of a trace, or is of another model, text or division than the others.</exception>
    /// <exception cref="ArgumentException">Parts are missing, or there are two of one.</exception>
    public static void Merge(IReadOnlyList<string> paths, string output, string modelHash, Action<int>? progress = null, CancellationToken cancellation = default)
    {
        List<TensorFile> parts = [];
        try
        {
            foreach (string path in paths) parts.Add(TensorFile.Open(path));
            (TensorFile File, Shard Shard)[] ordered = [.. parts.Select(part => (File: part, Shard: ShardOf(part, modelHash))).OrderBy(part => part.Shard.Number)];
            Shard.RequireAll([.. ordered.Select(part => part.Shard)]);
            long characters = RequireAlike([.. ordered.Select(part => part.File)]);
            TensorFile first = ordered[0].File;
            Dictionary<string, string> metadata = new(first.Metadata) { [TraceFile.FormatName] = TraceFile.Format };
            metadata.Remove(ShardName);
            metadata.Remove(CharactersName);
            using TensorFileWriter file = new(
                output, [.. first.Names.Select(name => new TensorDeclaration(name, first.Type(name), [characters, .. first.Shape(name).Skip(1)]))], metadata);
            Dictionary<string, long> at = first.Names.ToDictionary(name => name, _ => 0L);
            for (int i = 0; i < ordered.Length; i++)
            {
                TensorFile part = ordered[i].File;
                foreach (string name in part.Names)
                {
                    Copy(part, name, file, at[name], cancellation);
                    at[name] += part.Elements(name);
                }
                progress?.Invoke(i + 1);
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

    /// <summary>How long the text is, after checking that the parts go together.</summary>
    private static long RequireAlike(TensorFile[] parts)
    {
        TensorFile first = parts[0];
        if (parts.FirstOrDefault(part => !IsAlike(first, part)) is { } other)
            throw new RunFileException(other.Path, $"a part of the same trace as {first.Path}", "one of another text, division or reading, or with other sites", "record all shards with the same options");
        string expected = first.Metadata.GetValueOrDefault(CharactersName, "none");
        foreach (string name in first.Names)
        {
            // A part's losses are as many as its symbols, or one more or less: the first symbol of each but the first was announced in the part before.
            string rows = parts.Sum(part => part.Shape(name)[0]).ToString(CultureInfo.InvariantCulture);
            if (rows != expected) throw new RunFileException(first.Path, $"{expected} rows of '{name}' in all parts together", rows, "record the shards again");
        }

        return parts.Sum(part => part.Elements(TraceFile.SymbolsName));
    }

    private static bool IsAlike(TensorFile one, TensorFile other) =>
        one.Metadata.Count == other.Metadata.Count
        // The text's file may have another name on another machine.
        && one.Metadata.All(text => text.Key is ShardName or TraceFile.TitleName || other.Metadata.GetValueOrDefault(text.Key) == text.Value)
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
