using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace RnnScope.Engine.Text;

/// <summary>A text on the disk whose symbols are its bytes: the file itself holds what a network reads.</summary>
/// <remarks>The file is closed when nobody uses the text any longer.</remarks>
internal sealed class ByteText : ISymbolText
{
    private readonly SafeFileHandle _file;
    private readonly DateTime _written;

    /// <summary>Opens a file and reads it once for its hash.</summary>
    /// <exception cref="TextException">The file cannot be read.</exception>
    public ByteText(string path)
    {
        Source = path;
        try
        {
            // Not for writers: who holds the file open to write to it is told so.
            _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.RandomAccess);
            _written = File.GetLastWriteTimeUtc(_file);
            Length = RandomAccess.GetLength(_file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SymbolReader.Unreadable(path, e);
        }

        Sha256 = SymbolReader.Sha256(path);
    }

    public string Source { get; }

    public SymbolKind Kind => SymbolKind.Bytes;

    public string Sha256 { get; }

    public long Length { get; }

    public void Read(long from, Span<int> codes)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(codes.Length);
        try
        {
            Span<byte> bytes = rented.AsSpan(0, codes.Length);
            Read(from, bytes);
            for (int i = 0; i < codes.Length; i++) codes[i] = bytes[i];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private void Read(long from, Span<byte> bytes)
    {
        // What was learned from another text must not be taken for this one's.
        if (File.GetLastWriteTimeUtc(_file) != _written) throw Changed();
        while (bytes.Length > 0)
        {
            int count = RandomAccess.Read(_file, bytes, from);
            if (count == 0) throw Changed();
            from += count;
            bytes = bytes[count..];
        }
    }

    private TextException Changed() => new($"{Source}: the file was changed while it was being read", "restore it and begin again; a training can then be resumed");
}
