namespace RnnScope.Engine.Text;

/// <summary>Counts the symbols of a training part that comes in pieces.</summary>
internal sealed class VocabularyBuilder(SymbolKind kind)
{
    private readonly long[] _counts = new long[kind == SymbolKind.Bytes ? 256 : 0x110000];

    /// <summary>Counts one piece.</summary>
    public void Add(ReadOnlySpan<int> codes)
    {
        foreach (int code in codes)
        {
            if ((uint)code >= (uint)_counts.Length)
                throw new ArgumentOutOfRangeException(nameof(codes), code, $"{kind} have codes 0..{_counts.Length - 1}");
            _counts[code]++;
        }
    }

    /// <summary>The vocabulary of all pieces.</summary>
    public Vocabulary Build()
    {
        List<int> codes = [];
        for (int code = 0; code < _counts.Length; code++)
        {
            if (_counts[code] > 0) codes.Add(code);
        }

        if (codes.Count >= Vocabulary.LargestCount)
        {
            throw new TextException(
                $"the training part has {codes.Count} different symbols; at most {Vocabulary.LargestCount - 1} are possible",
                "give `--symbols bytes`");
        }

        return Vocabulary.Create(kind, [.. codes, Vocabulary.UnknownCode], [.. codes.Select(code => _counts[code]), 0]);
    }
}
