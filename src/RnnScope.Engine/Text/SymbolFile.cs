using System.Buffers;
using RnnScope.Engine.Files;

namespace RnnScope.Engine.Text;

/// <summary>A text on the disk whose symbols are characters, as a file with one number for each: a character is found by its position.</summary>
/// <remarks>
/// <para>
/// A safetensors file: <c>symbols</c>, U8 or U16 (N), are indices into <c>codes</c>, I64, all the text's different characters in
/// ascending order. It does not depend on how the text is divided, and serves all runs. Its metadata name the text by its hash; a
/// file of another text, or a damaged one, is made again.
/// </para>
/// <para>It is read by position: a mapped file that is cut while it is open would end the process. See docs/corpora.md.</para>
/// </remarks>
internal sealed class SymbolFile : ISymbolText
{
    /// <summary>What is added to a text's name.</summary>
    public const string Extension = ".symbols";

    /// <summary>The value of the metadata <c>format</c>.</summary>
    public const string Format = "rnnscope-symbols-1";

    /// <summary>The most different characters: indices have 16 bits.</summary>
    public const int MostCodes = 1 << 16;

    internal const string SymbolsName = "symbols", CodesName = "codes", FormatName = "format", TextName = "text";

    private readonly TensorFile _file;
    private readonly int[] _codes;
    private readonly bool _isWide;

    private SymbolFile(TensorFile file, string source, string sha256)
    {
        (_file, Source, Sha256) = (file, source, sha256);
        _isWide = file.Type(SymbolsName) == TensorType.U16;
        Length = file.Elements(SymbolsName);
        long[] codes = new long[file.Elements(CodesName)];
        file.ReadInt64(CodesName, 0, codes);
        // A number without a code can only be in a damaged file.
        _codes = new int[_isWide ? MostCodes : 1 << 8];
        Array.Fill(_codes, Vocabulary.UnknownCode);
        for (int i = 0; i < codes.Length; i++) _codes[i] = (int)codes[i];
    }

    public string Source { get; }

    public SymbolKind Kind => SymbolKind.Characters;

    public string Sha256 { get; }

    public long Length { get; }

    /// <summary>Opens the file of a text when it is there and good.</summary>
    /// <param name="path">The symbol file.</param>
    /// <param name="text">The text's file.</param>
    /// <param name="sha256">SHA-256 of the text.</param>
    /// <returns>Null when it is of another text, damaged, or not there.</returns>
    public static SymbolFile? TryOpen(string path, string text, string sha256)
    {
        if (!File.Exists(path)) return null;
        TensorFile? file = null;
        try
        {
            file = TensorFile.Open(path);
            if (IsGood(file, sha256)) return new SymbolFile(file, text, sha256);
            file.Dispose();
            return null;
        }
        catch (RunFileException)
        {
            file?.Dispose();
            return null;
        }
    }

    public void Read(long from, Span<int> codes)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(_isWide ? 0 : codes.Length);
        ushort[] wide = ArrayPool<ushort>.Shared.Rent(_isWide ? codes.Length : 0);
        try
        {
            if (_isWide) _file.ReadUInt16(SymbolsName, from, wide.AsSpan(0, codes.Length));
            else _file.ReadBytes(SymbolsName, from, rented.AsSpan(0, codes.Length));
            int all = 0;
            for (int i = 0; i < codes.Length; i++)
            {
                int code = _codes[_isWide ? wide[i] : rented[i]];
                codes[i] = code;
                all |= code;
            }

            if (all < 0) throw new TextException($"{_file.Path}: a number that stands for no character", "the file is damaged; delete it, and it is made again");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
            ArrayPool<ushort>.Shared.Return(wide);
        }
    }

    private static bool IsGood(TensorFile file, string sha256)
    {
        if (file.Metadata.GetValueOrDefault(FormatName) != Format || file.Metadata.GetValueOrDefault(TextName) != sha256) return false;
        if (!file.Contains(SymbolsName) || !file.Contains(CodesName) || file.Type(CodesName) != TensorType.I64) return false;
        int most = file.Type(SymbolsName) switch { TensorType.U8 => 1 << 8, TensorType.U16 => MostCodes, _ => 0 };
        if (file.Elements(CodesName) > most) return false;
        long[] codes = new long[file.Elements(CodesName)];
        file.ReadInt64(CodesName, 0, codes);
        return codes.All(code => code is >= 0 and < 0x110000);
    }
}
