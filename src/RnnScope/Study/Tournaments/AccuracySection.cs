using RnnScope.Analysis.Autocomplete;
using RnnScope.Analysis.Statistics;
using RnnScope.Figures;
using RnnScope.Figures.Marks;
using RnnScope.Study.Page;
using RnnScope.Study.Results;

namespace RnnScope.Study.Tournaments;

/// <summary>The accuracy graph of the 2019 article: how early networks find whole words.</summary>
internal sealed class AccuracySection : StudySection
{
    private const int MostSeen = 12;

    public override string Id => "accuracy";

    public override string Name => "Accuracy";

    public override string Question => "How early does each unit find the word?";

    public override string Page => "autocomplete.md";

    public override string Method =>
        "At every character of the test part the median run of each unit names the likeliest words. Words that cannot be predicted and padding do not count; the share of characters in such words is drawn beside the curves. Guessing the most frequent word that begins with what was read is the yardstick. Intervals span 95 % of 1,000 resamples of blocks.";

    public override IReadOnlyList<string> Caveats =>
    [
        "Far to the right there are long words only, which are other words than short ones: compare units there, not one end of a curve with the other.",
    ];

    public override void Write(StudyContext study, SectionBuilder page) => Missing.Try(page, "the accuracy", () =>
    {
        AutocompleteResult result = AccuracyFacts.Of(study);
        page.Figure(
            $"<b>Above: how often the first guess is the word, by characters of it that have been read; below: how often it is among three.</b> 0 is the space before the word, where only what was said before can help. Surfaces are 95 % intervals; the grey line is the guesser without context, the dotted one the share of characters in words that nobody can predict ({100 * result.UnknownShare:0.0} % of all).",
            Draw(study, result, "seen", "characters of the word read", result.BySeen));
        page.Figure(
            $"<b>The same by characters of the word still to come.</b>", Draw(study, result, "remaining", "characters of the word still to come", result.ByRemaining));
        page.Table(Tabulate("First guess right, by characters read, with 95 % intervals", result.BySeen));
        page.Folded("By characters still to come, in numbers", Tabulate("First guess right, by characters still to come, with 95 % intervals", result.ByRemaining).ToHtml());
    });

    private Figure Draw(StudyContext study, AutocompleteResult result, string by, string axis, IReadOnlyList<AccuracyRow> groups)
    {
        AccuracyRow[] rows = [.. groups.Where(row => row.Known > 0 && row.Group <= MostSeen && !row.IsOpen)];
        Axis x = new(axis, 0, Math.Max(1, rows.Select(row => row.Group).DefaultIfEmpty(1).Max()));
        List<LegendEntry> legend = [];
        for (int model = 0; model < rows[0].Models.Count; model++)
        {
            (Paint paint, int? shape) = Series(study, rows[0].Models[model].Model);
            legend.Add(new LegendEntry(rows[0].Models[model].Model, paint, shape));
        }

        legend.Add(new LegendEntry("cannot be predicted", Palette.Quiet) { Dashes = "2 3" });
        Plot plot = new(x with { Title = "" }, new Axis("first guess right", 0, 1), Marks(0)) { Legend = legend, Height = 300, Below = new Plot(x, new Axis("among three", 0, 1), Marks(2)) { Height = 260 } };
        string name = $"{Id}-{by}", title = $"Accuracy by {axis}";
        DataTable data = new(
            ["model", "characters", "or_more", "positions", "counted", "unknown_share", "top1", "top1_low", "top1_high", "top2", "top3", "beyond_prefix"],
            [.. groups.SelectMany(row => row.Models.Select(model => (IReadOnlyList<object?>)[
                model.Model, row.Group, row.IsOpen, row.Positions, row.Known, row.UnknownShare, model.Top[0].Estimate, model.Top[0].Low, model.Top[0].High,
                model.Top[1].Estimate, model.Top[2].Estimate, model.BeyondPrefix.Estimate]))]);
        return new Figure(name, title, plot.Draw(name, title, $"Two plots against the {axis}, one line for each unit: how often the first guess is right, and how often one of three."), data);

        List<IMark> Marks(int top)
        {
            List<IMark> marks = [new Curve([.. rows.Select(row => ((double)row.Group, row.UnknownShare))], Palette.Quiet) { Dashes = "2 3" }];
            for (int model = 0; model < rows[0].Models.Count; model++)
            {
                (Paint paint, int? shape) = Series(study, rows[0].Models[model].Model);
                Interval[] values = [.. rows.Select(row => row.Models[model].Top[top])];
                marks.Add(new Band([.. rows.Zip(values, (row, value) => ((double)row.Group, value.Low, value.High))], paint));
                marks.Add(new Curve([.. rows.Zip(values, (row, value) => ((double)row.Group, value.Estimate))], paint));
                string named = rows[0].Models[model].Model;
                if (shape is { } known) marks.Add(new Dots([.. rows.Zip(values, (row, value) => new Dot(row.Group, value.Estimate, $"{named}: {Words.Percent(value.Estimate)} of {Words.Count(row.Known)}"))], paint, known));
            }

            return marks;
        }
    }

    private static (Paint Paint, int? Shape) Series(StudyContext study, string model)
    {
        int series = study.Runs.ToList().FindIndex(run => run.Name == model);
        return series < 0 ? (Palette.Baseline, null) : (Palette.Series(series), series);
    }

    private static Table Tabulate(string caption, IReadOnlyList<AccuracyRow> groups)
    {
        AccuracyRow[] rows = [.. groups.Where(row => row.Known > 0)];
        Table table = new(caption, ["characters", "counted", "cannot be predicted", .. rows.Take(1).SelectMany(row => row.Models).Select(model => model.Model)]);
        foreach (AccuracyRow row in rows)
            table.Add([$"{row.Group}{(row.IsOpen ? "+" : "")}", Words.Count(row.Known), Words.Percent(row.UnknownShare), .. row.Models.Select(model => $"{Words.Percent(model.Top[0].Estimate)} ({Words.PercentRange(model.Top[0])})")]);
        return table;
    }
}
