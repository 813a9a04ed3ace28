using System.Text;
using System.Text.Json;

namespace RnnScope.Engine.Files;

/// <summary>The log of a run, <c>training.jsonl</c>: one JSON object per line, in the order of the steps.</summary>
/// <remarks>
/// Each line is written and closed at once, so the log of a running or killed run can be read; a line that was cut short by
/// the end of the program is not read, and is dropped when the run goes on.
/// </remarks>
/// <param name="path">The file; it need not exist.</param>
public sealed class TrainingLog(string path)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>Adds a line.</summary>
    public void Append(TrainingLogLine line)
    {
        using FileStream file = new(Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        file.Seek(0, SeekOrigin.End);
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(line, TrainingLogJson.Default.TrainingLogLine);
        file.Write([.. json, (byte)'\n']);
    }

    /// <summary>All complete lines; none when the file does not exist.</summary>
    /// <exception cref="RunFileException">A line before the last cannot be read.</exception>
    public IReadOnlyList<TrainingLogLine> Read()
    {
        (List<(byte[] Text, TrainingLogLine? Line)> lines, bool isLastComplete) = ReadLines();
        if (lines.Count > 0 && !isLastComplete) lines.RemoveAt(lines.Count - 1);
        return [.. lines.Select((line, i) => line.Line ?? throw Damaged(i, line.Text))];
    }

    /// <summary>Drops what was written after a checkpoint, so that a resumed run writes the log of an unbroken one.</summary>
    /// <param name="step">The step of the checkpoint; lines of later steps, and damaged ones at the end, are dropped.</param>
    /// <exception cref="RunFileException">A line before the last one to keep cannot be read.</exception>
    public void TruncateAfter(long step)
    {
        (List<(byte[] Text, TrainingLogLine? Line)> lines, bool isLastComplete) = ReadLines();
        if (lines.Count > 0 && !isLastComplete) lines.RemoveAt(lines.Count - 1);
        int count = lines.FindLastIndex(line => line.Line is { } read && read.Step <= step) + 1;
        for (int i = 0; i < count; i++)
        {
            if (lines[i].Line is null) throw Damaged(i, lines[i].Text);
        }

        List<byte[]> kept = [.. lines.Take(count).Where(line => line.Line!.Step <= step).Select(line => line.Text)];
        if (!File.Exists(Path)) return;
        AtomicFile.Write(Path, stream =>
        {
            foreach (byte[] line in kept) stream.Write([.. line, (byte)'\n']);
        });
    }

    private (List<(byte[] Text, TrainingLogLine? Line)> Lines, bool IsLastComplete) ReadLines()
    {
        List<(byte[], TrainingLogLine?)> lines = [];
        byte[] bytes;
        try
        {
            using FileStream file = new(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            bytes = new byte[file.Length];
            int read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            Array.Resize(ref bytes, read);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return (lines, true);
        }

        for (int from = 0; from < bytes.Length;)
        {
            int length = bytes.AsSpan(from).IndexOf((byte)'\n');
            byte[] text = length < 0 ? bytes[from..] : bytes[from..(from + length)];
            lines.Add((text, Parse(text)));
            from += text.Length + 1;
        }

        return (lines, bytes.Length == 0 || bytes[^1] == '\n');
    }

    private static TrainingLogLine? Parse(byte[] text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, TrainingLogJson.Default.TrainingLogLine);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private RunFileException Damaged(int index, byte[] text) => new(
        Path, $"a JSON object in line {index + 1}", $"'{Encoding.UTF8.GetString(text, 0, Math.Min(80, text.Length))}'",
        "remove the line, or copy the run again");
}
