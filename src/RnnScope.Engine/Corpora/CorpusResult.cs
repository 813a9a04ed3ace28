namespace RnnScope.Engine.Corpora;

/// <summary>What became of the files of a corpus.</summary>
/// <param name="Path">The text.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its hash, lower-case hexadecimal.</param>
/// <param name="Files">How many files it is made of.</param>
/// <param name="LeftOut">How many others there were, by reason.</param>
public sealed record CorpusResult(string Path, long Bytes, string Sha256, int Files, IReadOnlyDictionary<LeftOut, int> LeftOut)
{
    /// <summary>A reason in words, as behind a number of files.</summary>
    public static string Describe(LeftOut reason) => reason switch
    {
        Corpora.LeftOut.Name => "by name",
        Corpora.LeftOut.Empty => "empty",
        Corpora.LeftOut.Size => "by size",
        Corpora.LeftOut.Binary => "binary",
        Corpora.LeftOut.NotUtf8 => "not UTF-8",
        Corpora.LeftOut.Unreadable => "not readable",
        _ => "links",
    };
}
