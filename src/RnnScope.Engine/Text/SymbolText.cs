namespace RnnScope.Engine.Text;

/// <summary>A text as numbers, before there is a vocabulary.</summary>
/// <param name="Source">The file it came from, or what else to call it in messages.</param>
/// <param name="Kind">What one symbol is.</param>
/// <param name="Codes">Byte values or Unicode scalar values, in reading order.</param>
/// <param name="Sha256">SHA-256 of the file's bytes, lower-case hexadecimal.</param>
public sealed record SymbolText(string Source, SymbolKind Kind, int[] Codes, string Sha256);
