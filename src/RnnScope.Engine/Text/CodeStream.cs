using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace RnnScope.Engine.Text;

/// <summary>Reads the characters of a file of any length from beginning to end, in memory that does not grow with it.</summary>
internal static class CodeStream
{
    private const int Block = 1 << 18, LongestCharacter = 4;

    /// <summary>Reads a file once.</summary>
    /// <param name="path">The file, UTF-8.</param>
    /// <param name="take">Takes the codes of a piece; they are gone after the call.</param>
    /// <param name="report">Is told how many bytes have been read.</param>
    /// <returns>SHA-256 of the file's bytes, lower-case hexadecimal.</returns>
    /// <exception cref="TextException">The file cannot be read or is not UTF-8; names the first bad byte.</exception>
    public static string Read(string path, Action<ReadOnlySpan<int>> take, Action<long>? report = null)
    {
        using FileStream file = Open(path);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] bytes = new byte[Block + LongestCharacter];
        int[] codes = new int[bytes.Length];
        int kept = 0;
        long start = 0;
        bool isUtf16 = false;
        while (true)
        {
            int count = Read(file, bytes.AsSpan(kept, Block), path);
            hash.AppendData(bytes, kept, count);
            int length = kept + count;
            if (start == 0) isUtf16 = SymbolReader.LooksLikeUtf16(bytes.AsSpan(0, length));
            // The last character of a piece may go on in the next one.
            int end = count == 0 ? length : length - (LongestCharacter - 1), at = 0, found = 0;
            while (at < end)
            {
                int code = bytes[at], size = 1;
                if (code >= 0x80)
                {
                    if (Rune.DecodeFromUtf8(bytes.AsSpan(at, length - at), out Rune rune, out size) != OperationStatus.Done)
                        throw SymbolReader.NotUtf8(path, start + at, bytes[at], isUtf16);
                    code = rune.Value;
                }

                codes[found++] = code;
                at += size;
            }

            take(codes.AsSpan(0, found));
            if (count == 0) return Convert.ToHexStringLower(hash.GetHashAndReset());
            bytes.AsSpan(at, length - at).CopyTo(bytes);
            kept = length - at;
            start += at;
            report?.Invoke(start);
        }
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SymbolReader.Unreadable(path, e);
        }
    }

    private static int Read(FileStream file, Span<byte> bytes, string path)
    {
        try
        {
            return file.Read(bytes);
        }
        catch (IOException e)
        {
            throw SymbolReader.Unreadable(path, e);
        }
    }
}
