using System.Buffers.Binary;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace RnnScope.Engine.Files;

/// <summary>Reads and checks the header of a safetensors file: nothing in it is used before it has been checked.</summary>
internal static class TensorFileHeader
{
    /// <summary>The name under which a header keeps the file's metadata.</summary>
    public const string MetadataName = "__metadata__";

    /// <summary>The longest header that the format's own library reads.</summary>
    public const int LongestHeader = 100_000_000;

    private const string Hint = "the file is damaged or was not written by RnnScope; copy or make it again";

    /// <summary>Reads the header of an open file.</summary>
    public static (Dictionary<string, TensorSpan> Tensors, List<string> Names, Dictionary<string, string> Metadata) Read(
        SafeFileHandle file, string path)
    {
        long length = RandomAccess.GetLength(file);
        Span<byte> prefix = stackalloc byte[8];
        if (length < 8) throw Damaged(path, "a safetensors file of 8 bytes or more", $"{length} bytes");
        TensorFile.ReadExactly(file, path, prefix, 0);
        ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (headerLength is < 2 or > LongestHeader)
            throw Damaged(path, $"a safetensors header of 2 to {LongestHeader} bytes", $"a header length of {headerLength}");
        if ((long)headerLength > length - 8)
            throw Damaged(path, $"a header of {headerLength} bytes", $"a file of {length} bytes");

        byte[] header = new byte[(int)headerLength];
        TensorFile.ReadExactly(file, path, header, 8);
        if (header[0] != '{') throw Damaged(path, "a JSON object as header", $"byte 0x{header[0]:x2} at its beginning");

        try
        {
            using JsonDocument json = JsonDocument.Parse(header);
            return Parse(json.RootElement, path, 8 + (long)headerLength, length);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException is what strings that are not valid Unicode give.
            throw new RunFileException(path, "a JSON header", $"something else ({e.Message})", Hint, e);
        }
    }

    private static (Dictionary<string, TensorSpan>, List<string>, Dictionary<string, string>) Parse(
        JsonElement root, string path, long dataStart, long fileLength)
    {
        Dictionary<string, TensorSpan> tensors = new(StringComparer.Ordinal);
        List<string> names = [];
        Dictionary<string, string> metadata = new(StringComparer.Ordinal);
        bool hasMetadata = false;
        foreach (JsonProperty property in root.EnumerateObject())
        {
            if (property.Name == MetadataName)
            {
                if (hasMetadata) throw Damaged(path, $"one {MetadataName}", "two of them");
                hasMetadata = true;
                ReadMetadata(property.Value, path, metadata);
                continue;
            }

            if (!tensors.TryAdd(property.Name, ReadTensor(property, path, dataStart, fileLength)))
                throw Damaged(path, "tensors with different names", $"two called '{property.Name}'");
            names.Add(property.Name);
        }

        RequireExactCover(tensors, path, dataStart, fileLength);
        return (tensors, names, metadata);
    }

    private static void ReadMetadata(JsonElement value, string path, Dictionary<string, string> metadata)
    {
        if (value.ValueKind != JsonValueKind.Object) throw Damaged(path, $"an object in {MetadataName}", $"{value.ValueKind}");
        foreach (JsonProperty entry in value.EnumerateObject())
        {
            if (entry.Value.ValueKind != JsonValueKind.String)
                throw Damaged(path, $"text as metadata '{entry.Name}'", $"{entry.Value.ValueKind}");
            if (!metadata.TryAdd(entry.Name, entry.Value.GetString()!))
                throw Damaged(path, "metadata with different names", $"two called '{entry.Name}'");
        }
    }

    private static TensorSpan ReadTensor(JsonProperty property, string path, long dataStart, long fileLength)
    {
        string name = property.Name;
        if (property.Value.ValueKind != JsonValueKind.Object)
            throw Damaged(path, $"an object for tensor '{name}'", $"{property.Value.ValueKind}");
        TensorType? type = null;
        long[]? shape = null;
        long[]? offsets = null;
        foreach (JsonProperty field in property.Value.EnumerateObject())
        {
            bool isTwice = false;
            switch (field.Name)
            {
                case "dtype":
                    isTwice = type is not null;
                    type = ReadType(field.Value, name, path);
                    break;
                case "shape":
                    isTwice = shape is not null;
                    shape = ReadNumbers(field, name, path);
                    break;
                case "data_offsets":
                    isTwice = offsets is not null;
                    offsets = ReadNumbers(field, name, path);
                    break;
            }

            if (isTwice) throw Damaged(path, $"one {field.Name} for tensor '{name}'", "two of them");
        }

        if (type is null || shape is null || offsets is null)
            throw Damaged(path, $"dtype, shape and data_offsets for tensor '{name}'", "not all three");
        long elements = TensorSpan.Count(shape, type.Value);
        if (elements < 0) throw Damaged(path, $"a shape below 2^63 bytes for tensor '{name}'", Show(shape));
        if (offsets.Length != 2 || offsets[0] > offsets[1] || offsets[1] > fileLength - dataStart)
        {
            throw Damaged(
                path, $"tensor '{name}' within the {fileLength - dataStart} bytes of data", $"data_offsets {Show(offsets)}");
        }

        long bytes = elements * TensorSpan.Size(type.Value);
        if (offsets[1] - offsets[0] != bytes)
        {
            throw Damaged(
                path, $"{bytes} bytes for tensor '{name}', {type} {Show(shape)}", $"{offsets[1] - offsets[0]} bytes");
        }

        return new TensorSpan(type.Value, shape, dataStart + offsets[0], elements);
    }

    private static TensorType ReadType(JsonElement value, string name, string path)
    {
        string found = value.ValueKind == JsonValueKind.String ? value.GetString()! : $"{value.ValueKind}";
        // Not Enum.TryParse: that would accept numbers and lists of names.
        foreach (TensorType type in Enum.GetValues<TensorType>())
        {
            if (type.ToString() == found) return type;
        }

        throw Damaged(path, $"a dtype of {string.Join(", ", Enum.GetNames<TensorType>())} for tensor '{name}'", $"'{found}'");
    }

    private static long[] ReadNumbers(JsonProperty field, string name, string path)
    {
        if (field.Value.ValueKind != JsonValueKind.Array)
            throw Damaged(path, $"a list as {field.Name} of tensor '{name}'", $"{field.Value.ValueKind}");
        long[] numbers = new long[field.Value.GetArrayLength()];
        int i = 0;
        foreach (JsonElement element in field.Value.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.Number || !element.TryGetInt64(out long number) || number < 0)
                throw Damaged(path, $"whole numbers from 0 in {field.Name} of tensor '{name}'", element.GetRawText());
            numbers[i++] = number;
        }

        return numbers;
    }

    /// <summary>The format wants every byte of data to belong to one tensor: no overlap, no hole, nothing behind the last.</summary>
    private static void RequireExactCover(
        Dictionary<string, TensorSpan> tensors, string path, long dataStart, long fileLength)
    {
        long end = dataStart;
        foreach ((string name, TensorSpan tensor) in tensors.OrderBy(t => t.Value.Offset).ThenBy(t => t.Value.Elements))
        {
            if (tensor.Offset != end)
                throw Damaged(path, $"tensor '{name}' at byte {end - dataStart} of the data", $"byte {tensor.Offset - dataStart}");
            end += tensor.Elements * TensorSpan.Size(tensor.Type);
        }

        if (end != fileLength) throw Damaged(path, $"{end - dataStart} bytes of data", $"{fileLength - dataStart} bytes");
    }

    private static RunFileException Damaged(string path, string expected, string found) => new(path, expected, found, Hint);

    private static string Show(long[] numbers) => $"[{string.Join(", ", numbers.Take(16))}{(numbers.Length > 16 ? ", ..." : "")}]";
}
