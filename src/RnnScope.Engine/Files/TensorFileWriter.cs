using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using RnnScope.Numerics;

namespace RnnScope.Engine.Files;

/// <summary>Writes a safetensors file piece by piece, in any order, and puts it in place when it is complete.</summary>
/// <remarks>
/// All tensors are declared first, so the header is written once and elements go straight to their places: a file may be
/// larger than memory, and many threads may write different elements at once. The data begin at a multiple of 64 bytes,
/// tensors with larger elements first, so every tensor is aligned to its own elements. Nothing is visible under the final
/// name before <see cref="Commit"/>.
/// </remarks>
public sealed class TensorFileWriter : IDisposable
{
    private const int Alignment = 64;
    private const int Block = 1 << 24;
    private const int HalfBlock = 1 << 14;
    // The disk works while there is more to write, not only at the end.
    private const long FlushBytes = 1 << 26;

    private readonly string _path;
    private readonly string _temporary;
    private readonly SafeFileHandle _file;
    private readonly Dictionary<string, TensorSpan> _tensors;
    private readonly long _elements;
    private readonly Lock _flushing = new();
    private long _written, _unflushed;
    private Task _flush = Task.CompletedTask;
    private bool _isClosed;

    /// <summary>Begins a file.</summary>
    /// <param name="path">The final name; its folder is made if it is missing.</param>
    /// <param name="tensors">Everything that the file will hold.</param>
    /// <param name="metadata">Texts that travel with the tensors.</param>
    /// <exception cref="ArgumentException">Two tensors have one name, or a shape is negative or too large.</exception>
    public TensorFileWriter(
        string path, IReadOnlyList<TensorDeclaration> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        _path = path;
        (byte[] header, _tensors, long length) = Layout(tensors, metadata);
        foreach (TensorSpan tensor in _tensors.Values) _elements += tensor.Elements;
        _temporary = AtomicFile.TemporaryName(path);
        _file = File.OpenHandle(_temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.None, length);
        try
        {
            RandomAccess.SetLength(_file, length);
            RandomAccess.Write(_file, header, 0);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Writes elements of an F32 tensor, or of an F16 tensor rounded to the nearest half.</summary>
    /// <param name="name">The tensor.</param>
    /// <param name="start">The first element, counted row by row.</param>
    /// <param name="values">The elements.</param>
    public void WriteFloats(string name, long start, ReadOnlySpan<float> values)
    {
        TensorSpan tensor = Find(name);
        if (tensor.Type != TensorType.F16)
        {
            Write(name, start, values, TensorType.F32);
            return;
        }

        tensor.Locate(name, start, values.Length);
        Half[] rented = ArrayPool<Half>.Shared.Rent(Math.Min(HalfBlock, values.Length));
        try
        {
            for (int from = 0; from < values.Length; from += HalfBlock)
            {
                ReadOnlySpan<float> block = values.Slice(from, Math.Min(HalfBlock, values.Length - from));
                HalfPrecision.Round(block, rented);
                Write<Half>(name, start + from, rented.AsSpan(0, block.Length), TensorType.F16);
            }
        }
        finally
        {
            ArrayPool<Half>.Shared.Return(rented);
        }
    }

    /// <summary>Writes elements of an F16 tensor.</summary>
    /// <inheritdoc cref="WriteFloats"/>
    public void WriteHalves(string name, long start, ReadOnlySpan<Half> values) => Write(name, start, values, TensorType.F16);

    /// <summary>Writes elements of an F64 tensor.</summary>
    /// <inheritdoc cref="WriteFloats"/>
    public void WriteDoubles(string name, long start, ReadOnlySpan<double> values) => Write(name, start, values, TensorType.F64);

    /// <summary>Writes elements of an I64 tensor.</summary>
    /// <inheritdoc cref="WriteFloats"/>
    public void WriteInt64(string name, long start, ReadOnlySpan<long> values) => Write(name, start, values, TensorType.I64);

    /// <summary>Writes elements of a U64 tensor.</summary>
    /// <inheritdoc cref="WriteFloats"/>
    public void WriteUInt64(string name, long start, ReadOnlySpan<ulong> values) => Write(name, start, values, TensorType.U64);

    /// <summary>Writes elements of a U16 tensor.</summary>
    /// <inheritdoc cref="WriteFloats"/>
    public void WriteUInt16(string name, long start, ReadOnlySpan<ushort> values) => Write(name, start, values, TensorType.U16);

    /// <summary>Writes elements of a U8 tensor.</summary>
    /// <inheritdoc cref="WriteFloats"/>
    public void WriteBytes(string name, long start, ReadOnlySpan<byte> values) => Write(name, start, values, TensorType.U8);

    /// <summary>Flushes the file to the disk and puts it in place.</summary>
    /// <exception cref="InvalidOperationException">
    /// Fewer elements were written than declared: a file with silent zeros in it must not look complete.
    /// </exception>
    public void Commit()
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        long written = Interlocked.Read(ref _written);
        if (written < _elements)
            throw new InvalidOperationException($"{_path}: {_elements} elements were declared, {written} written");
        _flush.GetAwaiter().GetResult();
        RandomAccess.FlushToDisk(_file);
        _file.Dispose();
        File.Move(_temporary, _path, overwrite: true);
        _isClosed = true;
    }

    /// <summary>Closes the file, and deletes it when it was not committed.</summary>
    public void Dispose()
    {
        if (_isClosed) return;
        _isClosed = true;
        Task.WaitAny(_flush); // whether it failed no longer matters
        _file.Dispose();
        File.Delete(_temporary);
    }

    private static (byte[] Header, Dictionary<string, TensorSpan> Tensors, long Length) Layout(
        IReadOnlyList<TensorDeclaration> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        // Offsets in the header count from the end of the header, so it can be written before its length is known.
        List<(string Name, TensorSpan Span)> placed = [];
        long end = 0;
        foreach (TensorDeclaration tensor in tensors.OrderByDescending(t => TensorSpan.Size(t.Type)))
        {
            long elements = TensorSpan.Count(tensor.Shape, tensor.Type);
            if (elements < 0)
                throw new ArgumentException($"'{tensor.Name}' cannot be [{string.Join(", ", tensor.Shape)}]", nameof(tensors));
            placed.Add((tensor.Name, new TensorSpan(tensor.Type, [.. tensor.Shape], end, elements)));
            end = checked(end + elements * TensorSpan.Size(tensor.Type));
        }

        byte[] header = Header(placed, metadata);
        Dictionary<string, TensorSpan> spans = new(StringComparer.Ordinal);
        foreach ((string name, TensorSpan span) in placed)
        {
            if (name == TensorFileHeader.MetadataName || !spans.TryAdd(name, span with { Offset = span.Offset + header.Length }))
                throw new ArgumentException($"'{name}' is declared twice or is a reserved name", nameof(tensors));
        }

        return (header, spans, checked(end + header.Length));
    }

    private static byte[] Header(List<(string Name, TensorSpan Span)> placed, IReadOnlyDictionary<string, string>? metadata)
    {
        ArrayBufferWriter<byte> json = new();
        json.Advance(Prefix(json));
        // The relaxed encoder leaves quotes and non-ASCII text readable; nothing embeds a header in HTML.
        JsonWriterOptions options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (Utf8JsonWriter writer = new(json, options))
        {
            writer.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                writer.WriteStartObject(TensorFileHeader.MetadataName);
                foreach ((string key, string value) in metadata) writer.WriteString(key, value);
                writer.WriteEndObject();
            }

            foreach ((string name, TensorSpan span) in placed)
            {
                writer.WriteStartObject(name);
                writer.WriteString("dtype", span.Type.ToString());
                writer.WriteStartArray("shape");
                foreach (long size in span.Shape) writer.WriteNumberValue(size);
                writer.WriteEndArray();
                writer.WriteStartArray("data_offsets");
                writer.WriteNumberValue(span.Offset);
                writer.WriteNumberValue(span.Offset + span.Elements * TensorSpan.Size(span.Type));
                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        int padding = (Alignment - json.WrittenCount % Alignment) % Alignment;
        json.GetSpan(padding)[..padding].Fill((byte)' ');
        json.Advance(padding);
        byte[] header = json.WrittenSpan.ToArray();
        if (header.Length - 8 > TensorFileHeader.LongestHeader)
            throw new ArgumentException($"a header of {header.Length - 8} bytes; {TensorFileHeader.LongestHeader} can be read");
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)header.Length - 8);
        return header;

        // Room for the length, which is known last.
        static int Prefix(ArrayBufferWriter<byte> json)
        {
            json.GetSpan(8)[..8].Clear();
            return 8;
        }
    }

    private void Write<T>(string name, long start, ReadOnlySpan<T> values, TensorType type)
        where T : unmanaged
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        TensorSpan tensor = Find(name);
        if (tensor.Type != type) throw new ArgumentException($"'{name}' is declared as {tensor.Type}, written as {type}", nameof(name));
        long offset = tensor.Locate(name, start, values.Length);
        Interlocked.Add(ref _written, values.Length);
        while (values.Length > 0)
        {
            ReadOnlySpan<T> block = values[..Math.Min(Block, values.Length)];
            ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(block);
            RandomAccess.Write(_file, bytes, offset);
            FlushAlong(bytes.Length);
            offset += bytes.Length;
            values = values[block.Length..];
        }
    }

    /// <summary>Lets the disk begin with what has been written, when that is much and it is not at work already.</summary>
    private void FlushAlong(int bytes)
    {
        if (Interlocked.Add(ref _unflushed, bytes) < FlushBytes) return;
        lock (_flushing)
        {
            if (!_flush.IsCompletedSuccessfully || Interlocked.Read(ref _unflushed) < FlushBytes) return;
            Interlocked.Exchange(ref _unflushed, 0);
            _flush = Task.Run(() => RandomAccess.FlushToDisk(_file));
        }
    }

    private TensorSpan Find(string name) => _tensors.TryGetValue(name, out TensorSpan? tensor)
        ? tensor
        : throw new ArgumentException($"'{name}' was not declared", nameof(name));
}
