using System.Globalization;
using System.Text;
using System.Text.Json;
using RnnScope.Analysis.Errors;

namespace RnnScope.Analysis.Features.Labels;

/// <summary>Reads the labels of a text from a file: one number for each symbol, or ranges. See docs/properties.md for the formats.</summary>
public static class LabelFile
{
    // Longer than any number that a program writes, its line end included.
    private const int BytesPerSymbol = 32;
    private const int FreeBytes = 1 << 16;
    private const int LongestLine = 3 * BytesPerSymbol;
    private const string Formats = "a file of labels has one number a line for each symbol, or lines 'from to value', or is a .json array of numbers";

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path; the property gets the file's name.</param>
    /// <param name="length">N, symbols of the text.</param>
    /// <exception cref="PropertyException">It cannot be read or does not fit the text; says in which line.</exception>
    public static TextProperty Read(string path, int length)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            long most = FreeBytes + (long)BytesPerSymbol * length;
            if (!file.CanSeek) throw new PropertyException($"{path}: expected a file, found something that has no end", Formats);
            if (file.Length > Math.Min(most, Array.MaxLength))
                throw new PropertyException($"{path}: {file.Length} bytes are too many for labels of {length} symbols", Formats);
            byte[] content = new byte[file.Length];
            file.ReadExactly(content);
            return Parse(content, path, length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string what = e is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : $"cannot be read ({e.Message.ReplaceLineEndings(" ")})";
            throw new PropertyException($"{path}: {what}", Formats, innerException: e);
        }
    }

    /// <summary>Reads the content of a file.</summary>
    /// <param name="content">UTF-8.</param>
    /// <param name="path">What to call it in messages; JSON if it ends with .json. The property gets its last part as a name.</param>
    /// <param name="length">N, symbols of the text.</param>
    /// <exception cref="PropertyException">It does not fit the text; says in which line.</exception>
    public static TextProperty Parse(ReadOnlySpan<byte> content, string path, int length)
    {
        if (content.StartsWith(Encoding.UTF8.Preamble)) content = content[3..];
        string name = Path.GetFileName(path);
        if (path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)) return LabelledSpans.Property(name, ReadJson(content, path, length));
        List<float> numbers = [];
        List<LabelledSpan> spans = [];
        int line = 0, fields = 0;
        foreach (Range range in content.Split((byte)'\n'))
        {
            line++;
            ReadOnlySpan<byte> text = content[range].Trim(" \t\r"u8);
            // Behind the last line feed there is no line.
            if ((text.IsEmpty && range.End.Value == content.Length) || text.StartsWith("#"u8)) continue;
            string[] parts = Beginning(text).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (fields == 0) fields = Math.Clamp(parts.Length, 1, 2);
            if (fields == 1)
            {
                if (parts.Length != 1) throw Wrong("expected one number");
                float number = Number(parts[0]);
                if (numbers.Count == length) throw Wrong($"expected the end after {length} numbers, one for each symbol");
                numbers.Add(number);
                continue;
            }

            if (parts.Length is not (2 or 3)) throw Wrong("expected 'from to' or 'from to value'");
            int from = Position(parts[0]), to = Position(parts[1]);
            if (from >= to) throw Wrong("expected a stretch of at least one symbol, 'from' below 'to'");
            spans.Add(new LabelledSpan(new TextRange(from, to - from), parts.Length == 3 ? Number(parts[2]) : 1));

            float Number(string part) =>
                TryRead(part, out float value) ? value : throw Wrong("expected a number or nan");

            int Position(string part) => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value <= length
                ? value : throw Wrong($"expected positions from 0 to {length}");

            PropertyException Wrong(string expected) => new($"{path}({line}): {expected}, found '{string.Join(' ', parts)}'", Formats);
        }

        if (fields == 2) return Named(path, () => LabelledSpans.Of(name, length, spans));
        return numbers.Count == length ? LabelledSpans.Property(name, [.. numbers]) : throw Short(path, length, numbers.Count);
    }

    private static float[] ReadJson(ReadOnlySpan<byte> content, string path, int length)
    {
        List<float> numbers = [];
        try
        {
            Utf8JsonReader reader = new(content);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray) throw new PropertyException($"{path}: expected an array of numbers", Formats);
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (numbers.Count == length) throw new PropertyException($"{path}: expected the end after {length} numbers, one for each symbol", Formats);
                float value = float.NaN;
                bool isNumber = reader.TokenType == JsonTokenType.Null || (reader.TokenType == JsonTokenType.Number && reader.TryGetSingle(out value) && float.IsFinite(value));
                if (!isNumber) throw new PropertyException($"{path}: expected a number or null as value {numbers.Count} (counted from 0)", Formats);
                numbers.Add(value);
            }

            // Throws if something follows.
            reader.Read();
        }
        catch (JsonException e)
        {
            throw new PropertyException($"{path}({e.LineNumber + 1}): expected JSON ({e.Message.ReplaceLineEndings(" ")})", Formats, innerException: e);
        }

        return numbers.Count == length ? [.. numbers] : throw Short(path, length, numbers.Count);
    }

    private static bool TryRead(string part, out float value)
    {
        value = float.NaN;
        return part.Equals("nan", StringComparison.OrdinalIgnoreCase)
            || (float.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && float.IsFinite(value));
    }

    private static PropertyException Short(string path, int length, int found) =>
        new($"{path}: expected {length} numbers, one for each symbol of the text, found {found}", "line feeds and spaces are symbols, too");

    private static TextProperty Named(string path, Func<TextProperty> read)
    {
        try
        {
            return read();
        }
        catch (PropertyException e)
        {
            throw new PropertyException($"{path}: {e.Message}", e.Hint, innerException: e);
        }
    }

    /// <summary>A line, or as much of a longer one as makes sense to show.</summary>
    private static string Beginning(ReadOnlySpan<byte> line) =>
        line.Length <= LongestLine ? Encoding.UTF8.GetString(line) : $"{Encoding.UTF8.GetString(line[..LongestLine])}…";
}
