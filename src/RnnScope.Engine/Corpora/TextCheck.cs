using System.Text.Unicode;

namespace RnnScope.Engine.Corpora;

/// <summary>Looks whether a file is a text, in memory that does not grow with it.</summary>
internal static class TextCheck
{
    private const int LongestCharacter = 4;

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="buffer">Room to work in.</param>
    /// <returns>Why it is no text; null when it is one.</returns>
    public static LeftOut? Reject(Stream stream, byte[] buffer)
    {
        int kept = 0;
        while (true)
        {
            int count = stream.Read(buffer, kept, buffer.Length - kept), length = kept + count;
            ReadOnlySpan<byte> bytes = buffer.AsSpan(0, length);
            if (bytes.Contains((byte)0)) return LeftOut.Binary;
            // A character may go on in the next piece: it begins in one of the last three bytes.
            int end = count == 0 ? length : Beginning(bytes);
            if (!Utf8.IsValid(bytes[..end])) return LeftOut.NotUtf8;
            if (count == 0) return null;
            bytes[end..].CopyTo(buffer);
            kept = length - end;
        }
    }

    private static int Beginning(ReadOnlySpan<byte> bytes)
    {
        for (int back = 1; back < LongestCharacter && back <= bytes.Length; back++)
        {
            byte value = bytes[^back];
            if (value < 0x80) break;
            if (value >= 0xc0) return bytes.Length - back;
        }

        return bytes.Length;
    }
}
