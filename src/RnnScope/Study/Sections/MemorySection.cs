using RnnScope.Analysis.Memory;
using RnnScope.Commands;
using RnnScope.Study.Page;
using RnnScope.Study.Results;

namespace RnnScope.Study.Sections;

/// <summary>How far back networks look, how much of it matters, and how long their units remember.</summary>
internal sealed class MemorySection : StudySection
{
    public override string Id => MemoryFigures.Id;

    public override string Name => "Memory";

    public override string Question => "How far back does a network look, and how many symbols does it need?";

    public override string Page => "memory.md";

    public override string Method =>
        "At positions that are spread over the test text, the network reads only the last symbols, from zero states (memory horizon); the gradient of the logit of the symbol that comes is followed back to each symbol that was read (connectivity). Memory lengths follow from what gates keep on average, and from the autocorrelation of the outputs.";

    public override IReadOnlyList<string> Caveats =>
    [
        "A gradient is not an effect: it says what an infinitely small change of a symbol would do.",
        "Reading from zero states is strange to a network that was trained on long streams: a loss at few symbols also says how well it recovers from that.",
        "Losses here are means over the sampled positions and differ a little from those of the whole test part.",
    ];

    public override void Write(StudyContext study, SectionBuilder page)
    {
        List<(StudyRun Run, MemoryResult Facts)> all = Missing.ForEach(page, study.Runs, "the memory", run => MemoryFacts.Of(study, run));
        if (all.Count == 0) return;
        page.Table(Summary(all));
        page.Figure(
            $"<b>The loss when only the last symbols are read; dashed lines: when all are.</b> Where a line meets its dashes, the rest of the past is worth nothing to that network. The grey line is counting with as much context, so that both can be read on one axis. Surfaces are 95 % intervals.",
            MemoryFigures.Horizon(study, all));
        page.Figure(
            $"<b>Above: the share of the connectivity at each distance; below: all of it up to there.</b> 1 is the symbol that was read last. Shares are divided by the sum at each position, then averaged: they compare shapes, not sizes.",
            MemoryFigures.Distances(study, all));
        page.Figure(
            $"<b>How long units remember: the units of each layer, sorted.</b> Unbroken lines: the time after which a gate that always stood at its mean would have kept 1/e; dashed lines: the lag at which the autocorrelation of the output falls below 1/e. Lines end where units keep everything, or longer than was looked at.",
            [.. all.Select(pair => MemoryFigures.Lengths(pair.Run, pair.Facts))]);
        page.Folded("The memory horizon in numbers", Horizon(all).ToHtml());
        page.Folded("Memory lengths in numbers", Lengths(all).ToHtml());
    }

    private static Table Summary(List<(StudyRun Run, MemoryResult Facts)> all)
    {
        Table table = new(
            "Symbols used: the fewest from which on nothing is lost that is not negligible or chance. Within: so many symbols hold so much of the connectivity; beyond: share of the gradient that went on. Worth: the n-gram model with the same loss",
            "<run", "loss (nats)", "symbols used", "half within", "90 % within", FormattableString.Invariant($"beyond {all[0].Facts.Connectivity.Horizon + 1:N0}"), "worth counting with");
        foreach ((StudyRun run, MemoryResult facts) in all)
        {
            table.Add(
                run.Name, Words.Loss(facts.Horizon.FullLoss.Estimate), MemoryReport.Used(facts.Horizon), Within(facts.Connectivity, 0.5), Within(facts.Connectivity, 0.9),
                Words.Percent(facts.Connectivity.Remaining.Estimate), Worth(facts.Horizon));
        }

        return table;
    }

    private static string Worth(MemoryHorizon horizon) => horizon.Worth switch
    {
        null => "–",
        { IsBetterThanAll: true } => $"over n\u00a0=\u00a0{horizon.NGrams[^1].Context}",
        { IsWorseThanAll: true } => $"under n\u00a0=\u00a0{horizon.NGrams[0].Context}",
        { Context: var n } => FormattableString.Invariant($"n\u00a0=\u00a0{n:0.0}"),
    };

    private static string Within(ConnectivitySummary summary, double share)
    {
        double sum = 0;
        foreach (DistanceConnectivity row in summary.Distances)
        {
            sum += row.Share;
            if (sum >= share) return Words.Count(row.Distance + 1);
        }

        return "–";
    }

    private static Table Horizon(List<(StudyRun Run, MemoryResult Facts)> all)
    {
        Table table = new("Nats lost by reading only so many symbols, with 95 % intervals of the difference", ["symbols", .. all.Select(pair => pair.Run.Name), "loss of counting"]);
        int[] contexts = [.. all.SelectMany(pair => pair.Facts.Horizon.Contexts).Select(row => row.Symbols).Distinct().Order()];
        foreach (int symbols in contexts)
        {
            IEnumerable<string> cells = all.Select(pair => pair.Facts.Horizon.Contexts.FirstOrDefault(row => row.Symbols == symbols) is { } row
                ? $"{Words.Signed(row.Lost.Estimate)} ({Words.Range(row.Lost, "+0.000;−0.000;0.000")})" : "–");
            NGramLoss? counting = all[0].Facts.Horizon.NGrams.FirstOrDefault(row => row.Context == symbols);
            table.Add([Words.Count(symbols), .. cells, Words.Loss(counting?.Loss.Estimate ?? double.NaN)]);
        }

        return table;
    }

    private static Table Lengths(List<(StudyRun Run, MemoryResult Facts)> all)
    {
        Table table = new("Symbols: a tenth of the units, half of them and nine tenths remember at most so long", "<run", "layer", "<by", "10 %", "median", "90 %");
        foreach ((StudyRun run, MemoryResult facts) in all)
        {
            foreach ((int layer, string by, IReadOnlyList<double> lengths, _) in MemoryFigures.LengthsOf(facts))
                table.Add(run.Name, $"{layer}", by, At(lengths, 0.1), At(lengths, 0.5), At(lengths, 0.9));
        }

        return table;

        static string At(IReadOnlyList<double> sorted, double quantile)
        {
            double value = sorted.Count == 0 ? double.NaN : sorted[(int)Math.Round(quantile * (sorted.Count - 1))];
            return double.IsNaN(value) ? "–" : double.IsFinite(value) ? FormattableString.Invariant($"{value:0.0}") : "more";
        }
    }
}
