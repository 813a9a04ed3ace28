using RnnScope.Figures;
using RnnScope.Figures.Marks;
using RnnScope.Study.Page;
using RnnScope.Study.Results;

namespace RnnScope.Study.Sections;

/// <summary>Test losses beside those of models that only count.</summary>
internal sealed class BaselineSection : StudySection
{
    public override string Id => "baselines";

    public override string Name => "Results and baselines";

    public override string Question => "How much better than counting are the networks?";

    public override string Page => "ngrams.md";

    public override string Method =>
        "Every model predicts the same symbols of the test part. N-gram models are interpolated modified Kneser-Ney models of the training part, unpruned; n is the number of context symbols. Intervals span 95 % of 1,000 resamples of blocks of the test part.";

    public override IReadOnlyList<string> Caveats =>
    [
        "Intervals are about another text of the kind, not about another training of the same network.",
        "The best of several n-gram models on the test part is a little too good: n was not chosen on other text.",
    ];

    public override void Write(StudyContext study, SectionBuilder page) => Missing.Try(page, "the comparison with n-gram models", () =>
    {
        IReadOnlyList<ScoreFacts> counted = ScoreFacts.OfNGrams(study);
        List<(StudyRun Run, ScoreFacts Facts)> networks = Missing.ForEach(page, study.All, "the scores", run => ScoreFacts.Of(study, run));
        Lead(networks, counted, page);
        Draw(study, networks, counted, page);
        Tabulate(study, networks, counted, page);
    });

    private static void Lead(List<(StudyRun Run, ScoreFacts Facts)> networks, IReadOnlyList<ScoreFacts> counted, SectionBuilder page)
    {
        if (networks.MinBy(network => network.Facts.LossNats.Estimate) is not { Run: not null } best) return;
        ScoreFacts count = counted.MinBy(facts => facts.LossNats.Estimate)!;
        double lead = count.LossNats.Estimate - best.Facts.LossNats.Estimate;
        string verdict = lead > 0 ? "ahead of" : "behind";
        page.Paragraph($"The best network, {best.Run.Name}, loses {best.Facts.LossNats.Estimate:F4} nats per symbol ({best.Facts.LossNats.Estimate / Math.Log(2):F4} bits) and is {Math.Abs(lead):F4} nats {verdict} the best n-gram model (n = {count.Context}: {count.LossNats.Estimate:F4}).");
    }

    private static void Draw(StudyContext study, List<(StudyRun Run, ScoreFacts Facts)> networks, IReadOnlyList<ScoreFacts> counted, SectionBuilder page)
    {
        List<IMark> marks =
        [
            new Band([.. counted.Select(facts => ((double)facts.Context!, facts.LossNats.Low, facts.LossNats.High))], Palette.Baseline),
            new Curve([.. counted.Select(facts => ((double)facts.Context!, facts.LossNats.Estimate))], Palette.Baseline),
            new Dots([.. counted.Select(facts => new Dot((double)facts.Context!, facts.LossNats.Estimate, $"n = {facts.Context}: {Words.Loss(facts.LossNats.Estimate)} nats"))], Palette.Baseline),
        ];
        List<LegendEntry> legend = [new("n-gram models", Palette.Baseline, 0)];
        double last = counted.Max(facts => facts.Context) ?? 1;
        Axis x = new("context symbols n", 0, Math.Max(2, last + 0.5));
        foreach ((StudyRun run, ScoreFacts facts) in networks)
        {
            int series = study.SeriesOf(run);
            Paint paint = Palette.Series(series);
            double loss = facts.LossNats.Estimate;
            if (run.Context is { } context)
            {
                marks.Add(new Whiskers([(context, facts.LossNats.Low, facts.LossNats.High)], paint));
                marks.Add(new Dots([new Dot(context, loss, $"{run.Name}: {Words.Loss(loss)} nats")], paint, series) { Size = 5 });
                legend.Add(new LegendEntry(run.Name, paint, series));
            }
            else
            {
                marks.Add(new Band([(x.Minimum, facts.LossNats.Low, facts.LossNats.High), (x.Maximum, facts.LossNats.Low, facts.LossNats.High)], paint));
                marks.Add(new Reference((x.Minimum, loss), (x.Maximum, loss), paint) { Dashes = Dashes(series) });
                legend.Add(new LegendEntry(run.Name, paint) { Dashes = Dashes(series) });
            }
        }

        Axis y = Axis.Linear("test loss (nats per symbol)", counted.Concat(networks.Select(network => network.Facts)).SelectMany(facts => new[] { facts.LossNats.Low, facts.LossNats.High, facts.LossNats.Estimate }));
        const string Title = "Test losses of networks and n-gram models";
        string svg = new Plot(x, y, marks) { Legend = legend }.Draw("baselines", Title, "Test loss of n-gram models against the number of context symbols, with the networks as horizontal lines.");
        DataTable data = new(
            ["model", "n", "test_loss_nats", "low", "high", "errors", "error_rate", "characters"],
            [.. counted.Concat(networks.Select(network => network.Facts)).Select(facts => (IReadOnlyList<object?>)[facts.Model, facts.Context, facts.LossNats.Estimate, facts.LossNats.Low, facts.LossNats.High, facts.Errors, facts.ErrorRate.Estimate, facts.Characters])]);
        page.Figure(
            $"<b>The grey curve says how far counting gets with more and more context; each line is a network, which has no fixed context.</b> Surfaces are 95 % intervals. In the paper counting stopped improving at n = 7 to 9 on <i>War and Peace</i>; the best recurrent networks were well below, and feed-forward networks on two symbols or more lost more than n-gram models of as much context (recalled; the n-gram losses were confirmed).",
            new Figure("baselines", Title, svg, data));
    }

    private static void Tabulate(StudyContext study, List<(StudyRun Run, ScoreFacts Facts)> networks, IReadOnlyList<ScoreFacts> counted, SectionBuilder page)
    {
        bool hasPaper = PaperValues.Has(study.Runs[0]);
        string[] columns = ["<model", "n", "test loss (nats)", "95 % interval", "errors (p\u00a0<\u00a00.5)", "share", "parameters"];
        Table table = new($"Test losses over {Words.Count(counted[0].Characters)} symbols", hasPaper ? [.. columns, "the paper"] : columns);
        foreach ((StudyRun run, ScoreFacts facts) in networks.OrderBy(network => network.Facts.LossNats.Estimate))
            Row(run.Name, facts, run.Context, run.Configuration?.Result?.Parameters, PaperValues.OfNetwork(run) is { } given ? FormattableString.Invariant($"{given:F3}*") : "");
        foreach (ScoreFacts facts in counted)
            Row("n-gram", facts, facts.Context, null, PaperValues.OfNGram(study.Runs[0], facts.Context!.Value) is { } given ? FormattableString.Invariant($"{given:F3}") : "");
        page.Table(table);
        if (hasPaper) page.Add(Html.Of($"<p class=\"note\">* recalled, not checked against the paper; its n-gram losses were confirmed by another program.</p>\n"));

        void Row(string name, ScoreFacts facts, int? context, int? parameters, string paper)
        {
            string[] cells =
            [
                name, context?.ToString("0", null) ?? "", Words.Loss(facts.LossNats.Estimate), Words.Range(facts.LossNats, "F3"), Words.Count(facts.Errors),
                Words.Percent(facts.ErrorRate.Estimate), parameters is { } count ? Words.Count(count) : "",
            ];
            table.Add(hasPaper ? [.. cells, paper] : cells);
        }
    }

    private static string? Dashes(int series) => (series % 4) switch { 0 => null, 1 => "7 3", 2 => "2 3", _ => "8 3 2 3" };
}
