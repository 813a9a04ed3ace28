using System.Security.Cryptography;
using RnnScope.Engine.Files;
using RnnScope.Engine.Text;
using RnnScope.Numerics;

namespace RnnScope.Engine.Corpora;

/// <summary>Makes one text of many files: those that are UTF-8, one behind the other. Memory grows with their number, not with their size.</summary>
/// <remarks>
/// Bytes are copied as they are, except that a byte-order mark at the beginning of a file is dropped, and that a file whose last line has no
/// end gets one. A network that reads the text meets the files in a random order, so that all parts of the text are of one kind.
/// </remarks>
public static class CorpusBuilder
{
    private const int Block = 1 << 17;
    private static readonly byte[] ByteOrderMark = [0xef, 0xbb, 0xbf];

    /// <summary>Writes a text.</summary>
    /// <param name="sources">Folders and files.</param>
    /// <param name="output">The text; it is there when it is complete.</param>
    /// <param name="filter">Which files to take.</param>
    /// <param name="seed">Decides the order of the files; null leaves them in the order of their names.</param>
    /// <param name="report">Hears how many bytes of how many are done.</param>
    /// <param name="cancellation">Stops; nothing is left behind.</param>
    /// <exception cref="TextException">A source does not exist, or there is no file to take.</exception>
    public static CorpusResult Build(
        IReadOnlyList<string> sources, string output, CorpusFilter filter, ulong? seed = 1, Action<long, long>? report = null,
        CancellationToken cancellation = default)
    {
        Dictionary<LeftOut, int> leftOut = [];
        List<SourceFile> found = SourceFiles.Find(sources, filter, output, Count);
        SourceFile[] files = [.. found];
        if (seed is { } given) new Rng(given).Shuffle(files.AsSpan());
        long all = files.Sum(file => file.Bytes), done = 0, bytes = 0;
        int taken = 0;
        string sha256 = "";
        AtomicFile.Write(output, text =>
        {
            using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            byte[] buffer = new byte[Block];
            foreach (SourceFile file in files)
            {
                cancellation.ThrowIfCancellationRequested();
                if (Append(file, text, hash, buffer, cancellation) is { } reason) Count(reason);
                else taken++;
                report?.Invoke(done += file.Bytes, all);
            }

            if (taken == 0) throw Nothing(sources, leftOut);
            bytes = text.Length;
            sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        });
        return new CorpusResult(output, bytes, sha256, taken, leftOut);

        void Count(LeftOut reason) => leftOut[reason] = leftOut.GetValueOrDefault(reason) + 1;
    }

    private static LeftOut? Append(SourceFile file, Stream text, IncrementalHash hash, byte[] buffer, CancellationToken cancellation)
    {
        FileStream source;
        try
        {
            source = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return LeftOut.Unreadable;
        }

        using (source)
        {
            if (!TryRead(() => TextCheck.Reject(source, buffer), out LeftOut? reason)) return LeftOut.Unreadable;
            if (reason is not null) return reason;
            long start = text.Length, length = source.Length;
            source.Position = 0;
            int last = -1;
            for (long at = 0; at < length;)
            {
                cancellation.ThrowIfCancellationRequested();
                int count = 0;
                // Whatever was checked is written, and nothing else: a file that shrinks meanwhile is taken back.
                if (!TryRead(() => source.Read(buffer, 0, (int)Math.Min(buffer.Length, length - at)), out count) || count == 0)
                {
                    if (at == 0) return LeftOut.Unreadable;
                    throw new TextException($"{file.Path}: the file was changed while it was being read", "begin again");
                }

                ReadOnlySpan<byte> piece = buffer.AsSpan(0, count);
                if (at == 0 && piece.StartsWith(ByteOrderMark)) piece = piece[ByteOrderMark.Length..];
                Write(piece);
                at += count;
            }

            if (last >= 0 && last != '\n') Write("\n"u8);
            return text.Length == start ? LeftOut.Empty : null;

            void Write(ReadOnlySpan<byte> piece)
            {
                text.Write(piece);
                hash.AppendData(piece);
                if (piece.Length > 0) last = piece[^1];
            }
        }
    }

    private static bool TryRead<T>(Func<T> read, out T? value)
    {
        try
        {
            value = read();
            return true;
        }
        catch (IOException)
        {
            value = default;
            return false;
        }
    }

    private static TextException Nothing(IReadOnlyList<string> sources, Dictionary<LeftOut, int> leftOut)
    {
        string reasons = string.Join(", ", leftOut.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} {CorpusResult.Describe(pair.Key)}"));
        return new TextException(
            $"{string.Join(", ", sources)}: no file to make a text of ({(reasons.Length == 0 ? "there is none" : $"left out: {reasons}")})",
            "look at the patterns and sizes, or convert the files to UTF-8");
    }
}
