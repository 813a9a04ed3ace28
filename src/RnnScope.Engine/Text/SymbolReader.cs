using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace RnnScope.Engine.Text;

/// <summary>Turns files, bytes and strings into symbol codes. Nothing is dropped or changed on the way.</summary>
/// <remarks>
/// Line ends, NUL bytes and a byte-order mark are symbols like all others: what a network sees is what the file holds.
/// </remarks>
public static class SymbolReader
{
    private const string BytesHint = "give `--symbols bytes` to read any file byte by byte, or convert it to UTF-8";

    /// <summary>Files up to so many bytes are held in memory; larger ones are read from the disk where they are needed.</summary>
    public const long LargestInMemory = 64 << 20;

    /// <summary>A file: in memory, or on the disk when it is large. Whatever reads it comes to the same bits.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What one symbol is. Of a large file of characters, a symbol file is made beside it.</param>
    /// <param name="largest">The most bytes that are held in memory.</param>
    /// <exception cref="TextException">The file cannot be read, or is not UTF-8 where it must be.</exception>
    public static ISymbolText Open(string path, SymbolKind kind, long largest = LargestInMemory)
    {
        if (!(new FileInfo(path) is { Exists: true } file && file.Length > largest)) return ReadFile(path, kind);
        return kind == SymbolKind.Bytes ? new ByteText(path) : SymbolFileWriter.Ensure(path);
    }

    /// <summary>Whether <see cref="Open"/> would first have to make a symbol file beside a text, which takes a while.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What one symbol is.</param>
    /// <param name="largest">The most bytes that are held in memory.</param>
    public static bool WantsPreparation(string path, SymbolKind kind, long largest = LargestInMemory) =>
        kind == SymbolKind.Characters && new FileInfo(path) is { Exists: true } file && file.Length > largest && !File.Exists(path + SymbolFile.Extension);

    /// <summary>Makes the symbol file of a large text of characters, so that <see cref="Open"/> finds it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="report">Is told how many bytes have been read; in the end twice those of the file.</param>
    /// <exception cref="TextException">The file cannot be read, is not UTF-8, or has too many different characters.</exception>
    public static void Prepare(string path, Action<long> report) => SymbolFileWriter.Ensure(path, report);

    /// <summary>Reads a whole file into memory.</summary>
    /// <exception cref="TextException">The file cannot be read, does not fit, or is not UTF-8 where it must be.</exception>
    public static SymbolText ReadFile(string path, SymbolKind kind)
    {
        byte[] bytes = Load(path);
        return new SymbolText(path, kind, Codes(bytes, kind, path), Sha256(bytes));
    }

    /// <summary>Reads a text that is in memory; its hash is that of its UTF-8 form.</summary>
    /// <param name="text">The text. Surrogates without a partner are read as U+FFFD.</param>
    /// <param name="kind">What one symbol is; bytes are those of the UTF-8 form.</param>
    /// <param name="source">What to call the text in messages.</param>
    public static SymbolText ReadString(string text, SymbolKind kind, string source = "text")
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return new SymbolText(source, kind, Codes(bytes, kind, source), Sha256(bytes));
    }

    /// <summary>The codes of a string, as <see cref="ReadString"/> gives them.</summary>
    public static int[] Codes(string text, SymbolKind kind) => Codes(Encoding.UTF8.GetBytes(text), kind, "text");

    /// <summary>The codes of bytes.</summary>
    /// <param name="bytes">Any bytes; UTF-8 when characters are asked for.</param>
    /// <param name="kind">What one symbol is.</param>
    /// <param name="source">What to call the bytes in messages.</param>
    /// <exception cref="TextException">Characters are asked for and the bytes are not UTF-8; names the first bad byte.</exception>
    public static int[] Codes(ReadOnlySpan<byte> bytes, SymbolKind kind, string source)
    {
        if (kind == SymbolKind.Bytes)
        {
            int[] values = new int[bytes.Length];
            for (int i = 0; i < values.Length; i++) values[i] = bytes[i];
            return values;
        }

        int[] codes = new int[CountNonContinuation(bytes)];
        int count = 0;
        for (int at = 0; at < bytes.Length;)
        {
            int code = bytes[at];
            int length = 1;
            if (code >= 0x80)
            {
                if (Rune.DecodeFromUtf8(bytes[at..], out Rune rune, out length) != OperationStatus.Done)
                    throw NotUtf8(source, at, bytes[at], LooksLikeUtf16(bytes));
                code = rune.Value;
            }

            codes[count++] = code;
            at += length;
        }

        return codes;
    }

    /// <summary>SHA-256 of a file's bytes, lower-case hexadecimal.</summary>
    /// <exception cref="TextException">The file cannot be read.</exception>
    public static string Sha256(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            return Convert.ToHexStringLower(SHA256.HashData(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, e);
        }
    }

    private static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Load(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true } file)
            {
                if (file.Length > Array.MaxLength)
                {
                    throw new TextException(
                        $"{path}: {file.Length} bytes; at most {Array.MaxLength} (2 GB) can be in memory at once",
                        "use a part of it: only training, traces and gates read texts that are larger");
                }

                // One byte of the file and four of its code.
                MemoryNeed.Require(path, (1.0 + sizeof(int)) * file.Length, "use a part of it");
            }

            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, e);
        }
    }

    internal static TextException Unreadable(string path, Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => new TextException($"{path}: there is no such file", "", e),
        _ when Directory.Exists(path) => new TextException(
            $"{path}: a folder, not a text", $"run `rnnscope corpus build {path}` to make a text from its files", e),
        _ => new TextException($"{path}: cannot be read ({e.Message.ReplaceLineEndings(" ")})", "", e),
    };

    /// <summary>In UTF-8 every character has exactly one byte that continues none.</summary>
    private static int CountNonContinuation(ReadOnlySpan<byte> bytes)
    {
        int count = 0;
        foreach (byte value in bytes)
        {
            if ((value & 0xc0) != 0x80) count++;
        }

        return count;
    }

    /// <summary>Whether a file that begins so is UTF-16, by its byte-order mark.</summary>
    internal static bool LooksLikeUtf16(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff]);

    internal static TextException NotUtf8(string source, long at, byte value, bool isUtf16)
    {
        string what = isUtf16 ? " (it looks like UTF-16)" : "";
        return new TextException($"{source}: not UTF-8 at byte {at} (0x{value:x2}){what}", BytesHint);
    }
}
