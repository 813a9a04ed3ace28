using System.Text;

namespace RnnScope.Engine.Files;

/// <summary>Writes files that are either the old one or the complete new one, never half of it.</summary>
/// <remarks>
/// The content goes to a file with another name in the same folder, is flushed to the disk, and is renamed. When writing
/// fails that file is deleted and the old one stays as it was. A missing folder is made, because folders that were empty
/// are lost when a run is committed or zipped.
/// </remarks>
public static class AtomicFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a file through a stream.</summary>
    /// <param name="path">The final name.</param>
    /// <param name="write">Writes the content; the stream is closed by this method.</param>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        string temporary = TemporaryName(path);
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Writes a text file in UTF-8, without a byte-order mark.</summary>
    /// <param name="path">The final name.</param>
    /// <param name="text">The whole content.</param>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(Utf8.GetBytes(text)));

    /// <summary>An unused name in the same folder, so that renaming never crosses a file system; makes the folder.</summary>
    internal static string TemporaryName(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))
            ?? throw new ArgumentException($"'{path}' is not the name of a file", nameof(path));
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, $".writing-{Guid.NewGuid():N}.tmp");
    }
}
