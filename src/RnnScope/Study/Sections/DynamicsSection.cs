using RnnScope.Analysis.Dynamics;
using RnnScope.Figures;
using RnnScope.Figures.Marks;
using RnnScope.Study.Page;
using RnnScope.Study.Results;

namespace RnnScope.Study.Sections;

/// <summary>Which simpler models a network resembles at each stage of its training.</summary>
internal sealed class DynamicsSection : StudySection
{
    public override string Id => "dynamics";

    public override string Name => "Training dynamics";

    public override string Question => "Which simpler models does a network resemble while it learns?";

    public override string Page => "dynamics.md";

    public override string Method =>
        "Each snapshot of a training predicts the beginnings of the test streams, 100,000 symbols in all; what it expects is compared with what simpler models expect, which were trained to the end: KL(p || q) + KL(q || p) in nats, a mean over positions that are spread evenly.";

    public override IReadOnlyList<string> Caveats =>
    [
        "Near in what is expected is not the same inside: a network that resembles a 3-gram model need not count.",
        "The order in which simpler models are passed says little for a network of another size or with another learning rate.",
    ];

    public override void Write(StudyContext study, SectionBuilder page)
    {
        StudyRun[] runs = [.. study.Runs.Where(run => run.Context is null || study.Runs.Count == 1)];
        StudyRun[] without = [.. runs.Where(run => run.Folder.Snapshots().Count == 0)];
        if (without.Length > 0) page.Skip($"the dynamics of {Words.List([.. without.Select(run => run.Name)])}; training kept no snapshots (keep some: `rnnscope train TEXT --snapshots 8`)");
        List<(StudyRun Run, DynamicsFacts Facts)> all = Missing.ForEach(page, runs.Except(without), "the dynamics", run => DynamicsFacts.Of(study, run));
        if (all.Count == 0) return;
        page.Figure(
            $"<b>Above: how far the network's expectations are from those of each simpler model (lower is nearer). Below: how much better it predicts; it overtakes a model where its line crosses 0.</b> Steps are on a logarithmic scale; surfaces are 95 % intervals. The paper compared the first three epochs of an LSTM with feed-forward networks on 1, 2, 3 and 4 symbols: it came nearest to them one after the other, in this order (recalled, not checked against its text).",
            [.. all.Select(pair => Draw(study, pair.Run, pair.Facts))]);
        foreach ((StudyRun run, DynamicsFacts facts) in all) Tabulate(run, facts, page);
    }

    private Figure Draw(StudyContext study, StudyRun run, DynamicsFacts facts)
    {
        DynamicsPoint[] points = [.. facts.Points.Where(point => point.Step > 0)];
        // The paper's baselines; with none of them, those that count.
        int[] shown = [.. Enumerable.Range(0, facts.Baselines.Count).Where(i => facts.Baselines[i].Context is null)];
        if (shown.Length == 0) shown = [.. Enumerable.Range(0, facts.Baselines.Count)];
        List<IMark> near = [], ahead = [];
        List<LegendEntry> legend = [];
        foreach ((int baseline, int series) in shown.Select((baseline, series) => (baseline, series)))
        {
            Paint paint = Palette.Series(series);
            near.Add(new Band([.. points.Select(point => ((double)point.Step, point.Distances[baseline].Divergence.Low, point.Distances[baseline].Divergence.High))], paint));
            near.Add(new Curve([.. points.Select(point => ((double)point.Step, point.Distances[baseline].Divergence.Estimate))], paint));
            DynamicsPoint closest = points.MinBy(point => point.Distances[baseline].Divergence.Estimate)!;
            near.Add(new Dots([new Dot(closest.Step, closest.Distances[baseline].Divergence.Estimate, $"nearest to {Title(facts.Baselines[baseline])} at step {Words.Count(closest.Step)}")], paint, series) { Size = 5 });
            ahead.Add(new Curve([.. points.Select(point => ((double)point.Step, point.Distances[baseline].LossDifference.Estimate))], paint));
            legend.Add(new LegendEntry(Title(facts.Baselines[baseline]), paint, series));
        }

        Axis x = Axis.Logarithmic("optimiser steps", points.Select(point => (double)point.Step));
        Axis divergence = Axis.Logarithmic("divergence (nats)", points.SelectMany(point => shown.SelectMany(i => new[] { point.Distances[i].Divergence.Estimate, point.Distances[i].Divergence.Low, point.Distances[i].Divergence.High })));
        Axis difference = Axis.Linear("loss difference (nats)", points.SelectMany(point => shown.Select(i => point.Distances[i].LossDifference.Estimate)).Append(0));
        ahead.Add(new Reference((x.Minimum, 0), (x.Maximum, 0), Palette.Quiet) { Dashes = null });
        Plot plot = new(x with { Title = "" }, divergence, near)
        {
            Heading = run.Name, Legend = legend, Height = 300, Below = new Plot(x, difference, ahead) { Height = 200 },
        };
        string name = $"{Id}-{run.Slug}", title = $"{run.Name} and simpler models during its training";
        DataTable data = new(
            ["run", "step", "epochs", "is_best", "loss_nats", "baseline", "divergence_nats", "divergence_low", "divergence_high", "loss_difference_nats", "loss_difference_low", "loss_difference_high"],
            [.. facts.Points.SelectMany(point => point.Distances.Select((distance, i) => (IReadOnlyList<object?>)[
                run.Name, point.Step, point.Epochs, point.IsBest, point.LossNats, facts.Baselines[i].Name,
                distance.Divergence.Estimate, distance.Divergence.Low, distance.Divergence.High,
                distance.LossDifference.Estimate, distance.LossDifference.Low, distance.LossDifference.High]))]);
        return new Figure(name, title, plot.Draw(name, title, "Two plots against the optimiser step, one line for each simpler model: symmetric divergence, and difference in loss."), data);
    }

    private static void Tabulate(StudyRun run, DynamicsFacts facts, SectionBuilder page)
    {
        Table table = new($"{run.Name}: when it was nearest to each simpler model; means over {Words.Count(facts.Positions)} positions, losses over {Words.Count(facts.Characters)} symbols", "<model", "its loss (nats)", "nearest at step", "epochs", "loss there", "divergence", "95 % interval");
        for (int i = 0; i < facts.Baselines.Count; i++)
        {
            DynamicsPoint closest = facts.Points.MinBy(point => point.Distances[i].Divergence.Estimate)!;
            table.Add(
                Title(facts.Baselines[i]), Words.Loss(facts.Baselines[i].LossNats), Words.Count(closest.Step), FormattableString.Invariant($"{closest.Epochs:0.00}"),
                Words.Loss(closest.LossNats), Words.Probability(closest.Distances[i].Divergence.Estimate), Words.Range(closest.Distances[i].Divergence, "F3"));
        }

        page.Table(table);
    }

    private static string Title(DynamicsBaseline baseline) => baseline.Context is { } context ? Words.NGram(context) : baseline.Name;
}
