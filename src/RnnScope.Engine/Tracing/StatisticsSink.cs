namespace RnnScope.Engine.Tracing;

/// <summary>Keeps the statistics of sites and none of their values.</summary>
/// <remarks>Each stretch is summed on its own and they are added up in the order of the text: threads make no difference.</remarks>
internal sealed class StatisticsSink : ITraceSink
{
    private readonly Lock _turn = new();
    private readonly List<(Site Site, long From, StatisticsSums Sums)> _stretches = [];

    public ISiteSink Open(Site site, long from)
    {
        StatisticsSums sums = new(site.Width);
        lock (_turn) _stretches.Add((site, from, sums));
        return new Stretch(sums);
    }

    /// <summary>The statistics of a site, when everything has been read.</summary>
    public UnitStatistics[] Of(Site site)
    {
        StatisticsSums all = new(site.Width);
        foreach ((_, _, StatisticsSums sums) in _stretches.Where(stretch => stretch.Site == site).OrderBy(stretch => stretch.From)) all.Add(sums);
        return all.Result();
    }

    private sealed class Stretch(StatisticsSums sums) : ISiteSink
    {
        public void Append(ReadOnlySpan<float> rows) => sums.Add(rows);

        public void Complete()
        {
        }
    }
}
