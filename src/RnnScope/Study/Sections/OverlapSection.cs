using RnnScope.Analysis.Errors;
using RnnScope.Figures;
using RnnScope.Figures.Venn;
using RnnScope.Study.Page;
using RnnScope.Study.Results;

namespace RnnScope.Study.Sections;

/// <summary>Whether models are wrong at the same symbols.</summary>
internal sealed class OverlapSection : StudySection
{
    public override string Id => "overlap";

    public override string Name => "Error overlap";

    public override string Question => "Are a network and a counting model wrong at the same places?";

    public override string Page => "errors.md";

    public override string Method =>
        "An error is a symbol that was given a probability below a half. Every symbol of the test part is counted in exactly one region: that of the models that are wrong there.";

    public override IReadOnlyList<string> Caveats => ["Two models that are wrong half of the time agree on many errors by chance alone.", "A threshold decides: a model that gives 0.49 everywhere is all errors."];

    public override void Write(StudyContext study, SectionBuilder page)
    {
        List<(StudyRun Run, ErrorFacts Facts)> all = Missing.ForEach(page, study.Runs, "the errors", run => ErrorFacts.Of(study, run));
        if (all.Count == 0) return;
        List<double> misfits = [];
        Figure[] figures = [.. all.Select(pair => Draw(study, pair.Run, pair.Facts, misfits))];
        string scale = misfits.Max() < 0.005 ? "All areas are to scale." : FormattableString.Invariant($"Circles and overlaps of two are to scale; then the area of a region is off by at most {100 * misfits.Max():0.0} % of all errors, which is all that three circles can do. The tables are exact.");
        page.Figure(
            $"<b>Each circle is the errors of a model; where circles overlap, models are wrong together.</b> Numbers are shares of all symbols that any of them gets wrong. {scale} The paper drew its best LSTM, n-NN and n-gram model: most errors were shared by all three, and each had some of its own (recalled, not checked against its text).",
            figures);
        foreach ((StudyRun run, ErrorFacts facts) in all) Tabulate(study, run, facts, page);
        if (study.BestFeedForward is null) page.Paragraph($"For the paper's diagram of three models, train a feed-forward network (<code>--unit n-nn:6</code>) and name it with <code>--n-nn</code>.");
    }

    private Figure Draw(StudyContext study, StudyRun run, ErrorFacts facts, List<double> misfits)
    {
        VennLayout layout = VennLayout.Of(Sizes(facts.Overlap));
        misfits.Add(layout.LargestMisfit);
        (string, Paint)[] sets = [.. facts.Overlap.Models.Select(model => (ErrorsOf(study, facts.Overlap, model), PaintOf(study, run, facts, model)))];
        string name = $"{Id}-{run.Slug}", title = $"Errors that {run.Name} shares with other models";
        DataTable data = new(
            ["run", "wrong_in", "errors", "share_of_symbols", "drawn_errors"],
            [.. facts.Overlap.Regions.Select(region => (IReadOnlyList<object?>)[run.Name, string.Join(" + ", region.WrongIn), region.Errors, (double)region.Errors / facts.Overlap.Characters, layout.Drawn[Mask(facts.Overlap, region)]]),
                [run.Name, "", facts.Overlap.AllRight, (double)facts.Overlap.AllRight / facts.Overlap.Characters, null]]);
        return new Figure(name, title, new VennDiagram(layout, sets).Draw(name, title, $"Overlapping circles for {Words.List([.. facts.Overlap.Models.Select(model => Title(study, model))])}; the table beside has all numbers."), data);
    }

    private static double[] Sizes(ErrorOverlap overlap)
    {
        double[] sizes = new double[1 << overlap.Models.Count];
        foreach (ErrorRegion region in overlap.Regions) sizes[Mask(overlap, region)] = region.Errors;
        return sizes;
    }

    private static int Mask(ErrorOverlap overlap, ErrorRegion region) =>
        overlap.Models.Select((model, i) => region.WrongIn.Contains(model) ? 1 << i : 0).Sum();

    private static Paint PaintOf(StudyContext study, StudyRun run, ErrorFacts facts, string model)
    {
        if (model == facts.Baseline) return Palette.Baseline;
        if (model == run.Name) return Palette.Series(study.SeriesOf(run));
        int series = study.SeriesOf(study.All.First(other => other.Name == model));
        // Among many runs colours come again, but not within one diagram.
        return Palette.Series(series % Palette.Count == study.SeriesOf(run) % Palette.Count ? series + 1 : series);
    }

    private static string ErrorsOf(StudyContext study, ErrorOverlap overlap, string model)
    {
        int errors = overlap.Regions.Where(region => region.WrongIn.Contains(model)).Sum(region => region.Errors);
        return $"{Title(study, model)}: {Words.Count(errors)} errors";
    }

    private static string Title(StudyContext study, string model) =>
        model == Analysis.Scores.ModelScores.NGramName(study.Options.Baseline) ? $"n-gram (n\u00a0=\u00a0{study.Options.Baseline})" : model;

    private static void Tabulate(StudyContext study, StudyRun run, ErrorFacts facts, SectionBuilder page)
    {
        double wrong = facts.Overlap.Regions.Sum(region => region.Errors);
        Table table = new($"{run.Name}: who is wrong at how many of {Words.Count(facts.Overlap.Characters)} symbols", "<wrong in", "symbols", "of all symbols", "of all errors");
        foreach (ErrorRegion region in facts.Overlap.Regions.OrderByDescending(region => region.WrongIn.Count).ThenByDescending(region => region.Errors))
        {
            string who = Words.List([.. region.WrongIn.Select(model => Title(study, model))]);
            table.Add(region.WrongIn.Count == facts.Overlap.Models.Count ? $"{who} (all)" : $"only {who}", Words.Count(region.Errors), Words.Percent((double)region.Errors / facts.Overlap.Characters), Words.Percent(region.Errors / wrong));
        }

        table.Add("none", Words.Count(facts.Overlap.AllRight), Words.Percent((double)facts.Overlap.AllRight / facts.Overlap.Characters), "");
        page.Table(table);
    }
}
