namespace RnnScope.Engine.Text;

/// <summary>A text as numbers, before there is a vocabulary, in memory or on the disk. Many threads may read at once.</summary>
public interface ISymbolText
{
    /// <summary>The file it came from, or what else to call it in messages.</summary>
    string Source { get; }

    /// <summary>What one symbol is.</summary>
    SymbolKind Kind { get; }

    /// <summary>SHA-256 of the file's bytes, lower-case hexadecimal.</summary>
    string Sha256 { get; }

    /// <summary>N, symbols of the text.</summary>
    long Length { get; }

    /// <summary>Reads a stretch of the text.</summary>
    /// <param name="from">The first symbol.</param>
    /// <param name="codes">Receives byte values or Unicode scalar values, as many as it is long; they lie inside the text.</param>
    /// <exception cref="TextException">The file cannot be read any longer, or has changed.</exception>
    void Read(long from, Span<int> codes);

    /// <summary>The text as ids.</summary>
    /// <param name="vocabulary">The symbols; what it lacks becomes its unknown symbol.</param>
    /// <param name="length">How many symbols, from the beginning.</param>
    ISymbolIds Encode(Vocabulary vocabulary, long length) => new EncodedText(this, vocabulary, length);
}
