namespace RnnScope.Analysis.NGrams;

/// <summary>The counts of all symbols that follow a context, summed.</summary>
/// <param name="Sum">Their sum.</param>
/// <param name="Ones">Symbols with a count of 1.</param>
/// <param name="Twos">Symbols with a count of 2.</param>
/// <param name="More">Symbols with a higher count.</param>
internal readonly record struct CountSummary(int Sum, int Ones, int Twos, int More)
{
    /// <summary>The summary of counts.</summary>
    public static CountSummary OfCounts(ReadOnlySpan<NextSymbol> all)
    {
        CountSummary summary = default;
        foreach (NextSymbol next in all) summary = summary.With(next.Count);
        return summary;
    }

    /// <summary>The summary of continuation counts.</summary>
    public static CountSummary OfLeftNeighbours(ReadOnlySpan<NextSymbol> all)
    {
        CountSummary summary = default;
        foreach (NextSymbol next in all) summary = summary.With(next.LeftNeighbours);
        return summary;
    }

    private CountSummary With(int count) => new(
        Sum + count, Ones + (count == 1 ? 1 : 0), Twos + (count == 2 ? 1 : 0), More + (count > 2 ? 1 : 0));
}
