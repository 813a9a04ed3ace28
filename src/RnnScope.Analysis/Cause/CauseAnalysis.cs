using RnnScope.Analysis.Features;
using RnnScope.Analysis.Statistics;
using RnnScope.Engine.Interventions;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Engine.Tracing;

namespace RnnScope.Analysis.Cause;

/// <summary>Changes units of a network while it reads, and measures what that does to its predictions. See docs/cause.md.</summary>
public static class CauseAnalysis
{
    /// <summary>Reads a text as it is, with the interventions, and with the same done to other units.</summary>
    /// <param name="title">What people call the text.</param>
    /// <param name="network">The network; packed, predicts the next symbol.</param>
    /// <param name="vocabulary">Its symbols.</param>
    /// <param name="ids">The text, at least two symbols.</param>
    /// <param name="interventions">What is done, all at once; at least one.</param>
    /// <param name="property">Divides the text; null measures everywhere.</param>
    /// <param name="classify">Is given what each symbol cost the network as it is, (N), and says by what to sort the symbols.</param>
    /// <param name="options">How to measure; null for the defaults.</param>
    /// <param name="report">Hears how many of <see cref="Readings"/> times N symbols have been read.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="ArgumentException">The text is too short, the property is of another one, or an option makes no sense.</exception>
    public static CauseResult Measure(
        string title, Network network, Vocabulary vocabulary, ReadOnlyMemory<ushort> ids, IReadOnlyList<Intervention> interventions,
        TextProperty? property, Func<float[], IReadOnlyList<SymbolClassification>> classify, CauseOptions? options = null,
        Action<long>? report = null, CancellationToken cancellation = default)
    {
        options = (options ?? new CauseOptions()).Validated();
        if (network.Shape.Words is not null) throw new ArgumentException("expected a network that predicts the next symbol, found one that predicts words");
        if (ids.Length < 2) throw new ArgumentException($"expected a text of at least two symbols, found {ids.Length}");
        if (property is null && options.Where != HoldWhere.All) throw new ArgumentException("to hold units in a part of the text, expected a property, found none");
        if (interventions.Count == 0) throw new ArgumentException("expected something to be done to units, found nothing");
        TextSides sides = new(ids.Length, property, options.Above);
        SourceRows sources = SourceRows.For(ids.Length, interventions, sides, options);
        Site[] sites = [.. interventions.Select(intervention => intervention.Units.Site).Distinct()];
        TraceOptions trace = new() { Sites = [.. sites.Select(site => site.Name)], Threads = options.Threads };
        long read = 0;

        IReadOnlyDictionary<string, UnitStatistics[]> statistics = Tracer.Statistics(network, vocabulary, ids, trace, Report(), cancellation);
        float[] losses = new float[ids.Length];
        Tracer.Follow(
            network, vocabulary, ids, trace with { Sites = [.. sources.IsEmpty ? [] : trace.Sites, SiteName.Loss] },
            (site, from, rows) =>
            {
                if (site.Name == SiteName.Loss) rows.CopyTo(losses.AsSpan(from));
                else sources.Add(site, from, rows);
            },
            Report(), cancellation);

        int[]? rows = options.Where == HoldWhere.All
            ? null : [.. Enumerable.Range(0, ids.Length).Select(place => sides.Includes(options.Where, place) ? 0 : Hold.Free)];
        HoldPlan plan = new(interventions, statistics, sources, rows);
        using HeldNetwork held = new(network, sites);
        double[] change = Change(interventions.Select(intervention => intervention.Units.Units));
        IReadOnlyList<int[]>[] matched = [.. interventions.Select((intervention, i) =>
            ControlUnits.Match(statistics[intervention.Units.Site.Name], intervention.Units.Units, options.Controls, options.Seed + (ulong)i))];
        int[][][] controls = [.. Enumerable.Range(0, matched.Min(groups => groups.Count)).Select(i => matched.Select(groups => groups[i]).ToArray())];
        double[][] controlled = [.. controls.Select(Change)];

        double[] costs = [.. losses.Skip(1).Select(loss => (double)loss)];
        bool isPatch = interventions.All(intervention => intervention.Kind == InterventionKind.Patch);
        int[] counted = [.. Enumerable.Range(0, costs.Length).Select(place => !isPatch || IsBehindAPatch(place) ? sides[place] : -1)];
        // One place of a text is no sample: it has no interval.
        ChangeTable table = new(sides.Names.Count, counted, costs, change, controlled, isPatch ? null : new BlockBootstrap(costs.Length));
        return new CauseResult(
            title, ids.Length, interventions, property?.Name, property?.Description ?? "", options, sides.Names,
            [.. interventions.SelectMany(intervention => intervention.Units.Units.Select(unit => Treated(intervention.Units.Site, unit)))],
            [.. controls.Select((units, i) => Control(units, table.Changes(i)))], table.All(), [.. classify(losses).Select(table.Of)],
            isPatch && interventions.Count == 1 ? [.. Enumerable.Range(0, costs.Length).Where(IsBehindAPatch).Select(Following)] : []);

        Action<long> Report()
        {
            long before = read;
            read += ids.Length;
            return done => report?.Invoke(before + done);
        }

        double[] Change(IEnumerable<IReadOnlyList<int>> units)
        {
            held.Hold(plan.For([.. units], ids.Length));
            float[] with = Tracer.Losses(held.Network, vocabulary, ids, trace with { Sites = [], Vectors = held.Track }, Report(), cancellation);
            return [.. with.Skip(1).Zip(losses.Skip(1), (after, before) => (double)after - before)];
        }

        bool IsBehindAPatch(int place) => interventions.Any(patch => place >= patch.To && place - patch.To < options.Follow);

        TreatedUnit Treated(Site site, int unit)
        {
            UnitStatistics found = statistics[site.Name][unit];
            return new TreatedUnit(site.Name, unit, found.Mean, found.StandardDeviation, found.Minimum, found.Maximum);
        }

        ControlGroup Control(int[][] units, double[] changes) => new(
            [.. interventions.Select((intervention, i) => new UnitGroup(intervention.Units.Site, [.. units[i].Order()]).ToString())],
            [.. interventions.SelectMany((intervention, i) => units[i].Select(unit => (double)statistics[intervention.Units.Site.Name][unit].StandardDeviation))], changes);

        FollowingPrediction Following(int place) => new(
            place + 1, costs[place], costs[place] + change[place],
            controlled.Length == 0 ? double.NaN : controlled.Average(control => control[place]));
    }

    /// <summary>How often the text is read, at most.</summary>
    public static int Readings(CauseOptions options) => 3 + options.Controls;
}
