using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace RnnScope.Engine.Files;

/// <summary>Reads a safetensors file: named tensors and a dictionary of texts. Opening one can run no code.</summary>
/// <remarks>
/// The whole header is checked when the file is opened. Elements are read on demand, straight into the caller's memory, by
/// position: files may be larger than memory, and many threads may read at once. (A mapped view would end the process when
/// somebody truncates the file while it is being read; reading by position gives an exception.) Numbers are little-endian,
/// as on every machine that .NET 10 supports.
/// </remarks>
public sealed class TensorFile : IDisposable
{
    // Spans of more than 2 GB of bytes cannot be made; these blocks are far below. Halves are widened while in cache.
    private const int Block = 1 << 24;
    private const int HalfBlock = 1 << 14;
    private const int ColumnBlock = 1 << 19;

    private readonly SafeFileHandle _file;
    private readonly Dictionary<string, TensorSpan> _tensors;

    private TensorFile(string path, SafeFileHandle file)
    {
        Path = path;
        _file = file;
        (_tensors, List<string> names, Dictionary<string, string> metadata) = TensorFileHeader.Read(file, path);
        Names = names;
        Metadata = metadata;
    }

    /// <summary>The file, as it was given.</summary>
    public string Path { get; }

    /// <summary>The tensors' names, in the order of the header.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The texts that travel with the tensors; empty when there are none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Opens a file and checks its header.</summary>
    /// <exception cref="RunFileException">The file is missing, cannot be read, or is not a sound safetensors file.</exception>
    public static TensorFile Open(string path)
    {
        SafeFileHandle? file = null;
        try
        {
            file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.RandomAccess);
            return new TensorFile(path, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            file?.Dispose();
            string found = e is FileNotFoundException or DirectoryNotFoundException ? "nothing"
                : Directory.Exists(path) ? "a folder"
                : $"a file that cannot be read ({e.Message})";
            throw new RunFileException(path, "a safetensors file", found, innerException: e);
        }
        catch
        {
            file?.Dispose();
            throw;
        }
    }

    /// <summary>Whether the file has a tensor of this name.</summary>
    public bool Contains(string name) => _tensors.ContainsKey(name);

    /// <summary>The sizes of a tensor, outermost first.</summary>
    public IReadOnlyList<long> Shape(string name) => Find(name).Shape;

    /// <summary>What the elements of a tensor are.</summary>
    public TensorType Type(string name) => Find(name).Type;

    /// <summary>How many elements a tensor has.</summary>
    public long Elements(string name) => Find(name).Elements;

    /// <summary>Checks that a tensor is there with the sizes that its reader relies on.</summary>
    /// <exception cref="RunFileException">It is missing or has other sizes.</exception>
    public void RequireShape(string name, params ReadOnlySpan<long> shape)
    {
        IReadOnlyList<long> found = Shape(name);
        if (!shape.SequenceEqual([.. found]))
        {
            throw new RunFileException(
                Path, $"tensor '{name}' as [{string.Join(", ", shape.ToArray())}]", $"[{string.Join(", ", found)}]");
        }
    }

    /// <summary>Reads elements of an F32 tensor, or of an F16 tensor as 32-bit floats (which is exact).</summary>
    /// <param name="name">The tensor.</param>
    /// <param name="start">The first element, counted row by row.</param>
    /// <param name="destination">Receives as many elements as it is long.</param>
    public void ReadFloats(string name, long start, Span<float> destination)
    {
        TensorSpan tensor = Find(name);
        if (tensor.Type != TensorType.F16)
        {
            Read(name, start, destination, TensorType.F32);
            return;
        }

        long offset = tensor.Locate(name, start, destination.Length);
        while (destination.Length > 0)
        {
            Span<float> block = destination[..Math.Min(HalfBlock, destination.Length)];
            // The halves are read into the upper part of the block: widening from the front never overtakes them.
            Span<Half> halves = MemoryMarshal.Cast<float, Half>(block)[block.Length..];
            Span<byte> bytes = MemoryMarshal.AsBytes(halves);
            ReadExactly(_file, Path, bytes, offset);
            for (int i = 0; i < block.Length; i++) block[i] = (float)halves[i];
            offset += bytes.Length;
            destination = destination[block.Length..];
        }
    }

    /// <summary>Reads one column of an F32 or F16 tensor of rows.</summary>
    /// <param name="name">The tensor, (rows, width), or (rows) with a width of 1.</param>
    /// <param name="width">Elements of a row.</param>
    /// <param name="column">The element of each row that is wanted.</param>
    /// <param name="fromRow">The first row.</param>
    /// <param name="destination">Receives as many elements as it is long.</param>
    /// <remarks>Whole rows are read, in blocks: one large read is far faster than many small ones.</remarks>
    public void ReadColumn(string name, int width, int column, long fromRow, Span<float> destination)
    {
        TensorSpan tensor = Find(name);
        if (tensor.Type is not (TensorType.F16 or TensorType.F32)) throw new RunFileException(Path, $"tensor '{name}' of type F32", $"{tensor.Type}");
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)column, (uint)width);
        int size = TensorSpan.Size(tensor.Type);
        int blockRows = Math.Max(1, ColumnBlock / (width * size));
        byte[] rented = ArrayPool<byte>.Shared.Rent(Math.Min(blockRows, destination.Length) * width * size);
        try
        {
            for (int done = 0; done < destination.Length; done += blockRows)
            {
                Span<float> part = destination.Slice(done, Math.Min(blockRows, destination.Length - done));
                Span<byte> bytes = rented.AsSpan(0, part.Length * width * size);
                ReadExactly(_file, Path, bytes, tensor.Locate(name, (fromRow + done) * width, part.Length * width));
                if (tensor.Type == TensorType.F16) Pick(MemoryMarshal.Cast<byte, Half>(bytes), width, column, part);
                else Pick(MemoryMarshal.Cast<byte, float>(bytes), width, column, part);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>Reads elements of an F64 tensor.</summary>
    /// <inheritdoc cref="ReadFloats"/>
    public void ReadDoubles(string name, long start, Span<double> destination) => Read(name, start, destination, TensorType.F64);

    /// <summary>Reads elements of an I64 tensor.</summary>
    /// <inheritdoc cref="ReadFloats"/>
    public void ReadInt64(string name, long start, Span<long> destination) => Read(name, start, destination, TensorType.I64);

    /// <summary>Reads elements of a U64 tensor.</summary>
    /// <inheritdoc cref="ReadFloats"/>
    public void ReadUInt64(string name, long start, Span<ulong> destination) => Read(name, start, destination, TensorType.U64);

    /// <summary>Reads elements of a U16 tensor.</summary>
    /// <inheritdoc cref="ReadFloats"/>
    public void ReadUInt16(string name, long start, Span<ushort> destination) => Read(name, start, destination, TensorType.U16);

    /// <summary>Reads elements of a U8 tensor.</summary>
    /// <inheritdoc cref="ReadFloats"/>
    public void ReadBytes(string name, long start, Span<byte> destination) => Read(name, start, destination, TensorType.U8);

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>Fills the destination, which a single read need not do.</summary>
    internal static void ReadExactly(SafeFileHandle file, string path, Span<byte> destination, long offset)
    {
        while (destination.Length > 0)
        {
            int read = RandomAccess.Read(file, destination, offset);
            if (read == 0)
            {
                throw new RunFileException(
                    path, $"{destination.Length} more bytes at {offset}", "the end of the file", "it was cut while it was open");
            }

            destination = destination[read..];
            offset += read;
        }
    }

    private static void Pick(ReadOnlySpan<Half> rows, int width, int column, Span<float> destination)
    {
        for (int row = 0; row < destination.Length; row++) destination[row] = (float)rows[row * width + column];
    }

    private static void Pick(ReadOnlySpan<float> rows, int width, int column, Span<float> destination)
    {
        for (int row = 0; row < destination.Length; row++) destination[row] = rows[row * width + column];
    }

    private void Read<T>(string name, long start, Span<T> destination, TensorType type)
        where T : unmanaged
    {
        TensorSpan tensor = Find(name);
        if (tensor.Type != type) throw new RunFileException(Path, $"tensor '{name}' of type {type}", $"{tensor.Type}");
        long offset = tensor.Locate(name, start, destination.Length);
        while (destination.Length > 0)
        {
            Span<T> block = destination[..Math.Min(Block, destination.Length)];
            Span<byte> bytes = MemoryMarshal.AsBytes(block);
            ReadExactly(_file, Path, bytes, offset);
            offset += bytes.Length;
            destination = destination[block.Length..];
        }
    }

    private TensorSpan Find(string name)
    {
        if (_tensors.TryGetValue(name, out TensorSpan? tensor)) return tensor;
        string others = Names.Count == 0 ? "no tensors" : $"only {string.Join(", ", Names.Take(8))}{(Names.Count > 8 ? ", ..." : "")}";
        throw new RunFileException(Path, $"a tensor '{name}'", others);
    }
}
