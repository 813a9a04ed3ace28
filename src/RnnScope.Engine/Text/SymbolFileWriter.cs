using RnnScope.Engine.Files;

namespace RnnScope.Engine.Text;

/// <summary>Makes the symbol file of a text in two passes: one for its hash and its characters, one for their numbers.</summary>
internal static class SymbolFileWriter
{
    /// <summary>The text on the disk; its symbol file is used when it is good, and made when it is not.</summary>
    /// <param name="text">The text.</param>
    /// <param name="report">Is told how many bytes have been read in both passes, where the symbol file is made.</param>
    /// <exception cref="TextException">The text cannot be read, is not UTF-8, or has too many different characters.</exception>
    public static SymbolFile Ensure(string text, Action<long>? report = null)
    {
        // The hash of a text is what its symbol file is known by, and takes a second for a gigabyte.
        string sha256 = SymbolReader.Sha256(text);
        string[] places = [text + SymbolFile.Extension, Elsewhere(sha256)];
        foreach (string place in places)
        {
            if (SymbolFile.TryOpen(place, text, sha256) is { } good) return good;
        }

        long[] counts = new long[0x110000];
        long length = 0, bytes = 0;
        string counted = CodeStream.Read(text, codes =>
        {
            length += codes.Length;
            foreach (int code in codes) counts[code]++;
        }, done => report?.Invoke(bytes = done));
        int[] found = [.. Enumerable.Range(0, counts.Length).Where(code => counts[code] > 0)];
        if (found.Length > SymbolFile.MostCodes)
        {
            throw new TextException(
                $"{text}: {found.Length} different characters; at most {SymbolFile.MostCodes} are possible in a text that is read from the disk",
                "give `--symbols bytes`");
        }

        string path = places[0];
        try
        {
            Write(path);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            path = places[1];
            Write(path);
        }

        return SymbolFile.TryOpen(path, text, sha256)
            ?? throw new TextException($"{text}: the file was changed while it was being read", "begin again when it is complete");

        void Write(string path)
        {
            ushort[] indices = new ushort[counts.Length];
            for (int i = 0; i < found.Length; i++) indices[found[i]] = (ushort)i;
            bool isWide = found.Length > 1 << 8;
            Dictionary<string, string> metadata = new()
            {
                [SymbolFile.FormatName] = SymbolFile.Format,
                [SymbolFile.TextName] = counted,
                ["program"] = ProgramVersion.Current,
            };
            using TensorFileWriter file = new(
                path,
                [
                    new TensorDeclaration(SymbolFile.CodesName, TensorType.I64, found.Length),
                    new TensorDeclaration(SymbolFile.SymbolsName, isWide ? TensorType.U16 : TensorType.U8, length),
                ],
                metadata);
            file.WriteInt64(SymbolFile.CodesName, 0, [.. found.Select(code => (long)code)]);
            byte[] narrow = [];
            ushort[] wide = [];
            long at = 0;
            string written = CodeStream.Read(text, codes =>
            {
                if (at + codes.Length > length) throw Changed(text);
                if (isWide)
                {
                    if (wide.Length < codes.Length) wide = new ushort[codes.Length];
                    for (int i = 0; i < codes.Length; i++) wide[i] = indices[codes[i]];
                    file.WriteUInt16(SymbolFile.SymbolsName, at, wide.AsSpan(0, codes.Length));
                }
                else
                {
                    if (narrow.Length < codes.Length) narrow = new byte[codes.Length];
                    for (int i = 0; i < codes.Length; i++) narrow[i] = (byte)indices[codes[i]];
                    file.WriteBytes(SymbolFile.SymbolsName, at, narrow.AsSpan(0, codes.Length));
                }

                at += codes.Length;
            }, done => report?.Invoke(bytes + done));
            if (at != length || written != counted) throw Changed(text);
            file.Commit();
        }
    }

    private static TextException Changed(string text) => new($"{text}: the file was changed while it was being read", "begin again when it is complete");

    /// <summary>Where a symbol file goes when there may be none beside the text.</summary>
    private static string Elsewhere(string sha256) => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "rnnscope", sha256[..32] + SymbolFile.Extension);
}
