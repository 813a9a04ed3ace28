namespace RnnScope.Engine.Text;

/// <summary>A text as numbers, before there is a vocabulary; all of it in memory.</summary>
/// <param name="Source">The file it came from, or what else to call it in messages.</param>
/// <param name="Kind">What one symbol is.</param>
/// <param name="Codes">Byte values or Unicode scalar values, in reading order.</param>
/// <param name="Sha256">SHA-256 of the file's bytes, lower-case hexadecimal.</param>
public sealed record SymbolText(string Source, SymbolKind Kind, int[] Codes, string Sha256) : ISymbolText
{
    long ISymbolText.Length => Codes.Length;

    void ISymbolText.Read(long from, Span<int> codes) => Codes.AsSpan(checked((int)from), codes.Length).CopyTo(codes);

    ISymbolIds ISymbolText.Encode(Vocabulary vocabulary, long length) => new MemoryIds(vocabulary.Encode(Codes.AsSpan(0, checked((int)length))));
}
