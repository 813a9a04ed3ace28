using RnnScope.Analysis.Errors;
using RnnScope.Figures;
using RnnScope.Study.Page;
using RnnScope.Study.Results;

namespace RnnScope.Study.Sections;

/// <summary>The smallest network's errors less those of the largest, class by class.</summary>
internal sealed class LedgerPairSection : StudySection
{
    public override string Id => "size";

    public override string Name => "Small against large";

    public override string Question => "Which errors does a larger network no longer make?";

    public override string Page => "errors.md";

    public override string Method =>
        "The ledgers of the run with the fewest and the run with the most parameters, over the same symbols, subtracted class by class: the differences add up to the difference in errors. Of equal sizes, the one with the larger test loss counts as the smaller.";

    public override IReadOnlyList<string> Caveats => ["A class may gain because an oracle before it lost: an error that moves to a later class is none the less."];

    public override void Write(StudyContext study, SectionBuilder page)
    {
        StudyRun[] sized = [.. study.Runs.Where(run => run.Configuration?.Result is not null)
            .OrderBy(run => run.Configuration!.Result!.Parameters).ThenByDescending(run => run.Configuration!.Result!.TestLossNats)];
        if (sized.Length < 2)
        {
            page.Skip("the comparison of two networks; it takes two runs that were trained to the end");
            return;
        }

        (StudyRun small, StudyRun large) = (sized[0], sized[^1]);
        Missing.Try(page, $"the comparison of {small.Name} and {large.Name}", () => Show(small, large, LedgerPair.Of(study, small, large), page));
    }

    private static void Show(StudyRun small, StudyRun large, LedgerComparison pair, SectionBuilder page)
    {
        LedgerDifference[] totals = [.. pair.Totals.Where(row => row.First > 0 || row.Second > 0)];
        const string Title = "Errors that the larger network no longer makes";
        Axis x = Axis.Linear($"errors of {small.Name} less those of {large.Name}", totals.SelectMany(row => new[] { row.Difference.Estimate, row.Difference.Low, row.Difference.High }).Append(0));
        RowPlot plot = new(
            x, [("difference", Palette.Series(2))],
            [.. totals.Select(row => new PlotRow(Ledgers.Meaning(row.Oracle), Words.Signed(row.Difference.Estimate, "#,0"), [(row.Difference.Estimate, row.Difference.Low, row.Difference.High)]))]) { Zero = 0 };
        DataTable data = new(
            ["oracle", "level", small.Name, large.Name, "difference", "low", "high"],
            [.. pair.Classes.Select(row => (IReadOnlyList<object?>)[row.Oracle, row.Level, row.First, row.Second, row.Difference.Estimate, row.Difference.Low, row.Difference.High])]);
        page.Figure(
            $"<b>Right of 0: classes in which {small.Name} ({Words.Count(small.Configuration!.Result!.Parameters)} parameters) has more errors than {large.Name} ({Words.Count(large.Configuration!.Result!.Parameters)}).</b> Lines are 95 % intervals. Between the paper's small and large LSTM, 26 times apart in parameters, lay 44,000 errors; 36,000 of them (81 %) were errors that an n-gram model could have avoided, 5,000 needed a little more probability, and all other classes together had 3,000 (recalled, not checked against its text).",
            new Figure("size", Title, plot.Draw("size", Title, "One row for each class of errors with the difference and its interval."), data));
        Table table = new("Two ledgers over the same symbols", "<class", small.Name, large.Name, "difference", "95 % interval", "share of the difference");
        foreach (LedgerDifference row in totals)
        {
            table.Add(
                Ledgers.Meaning(row.Oracle), Words.Count(row.First), Words.Count(row.Second), Words.Signed(row.Difference.Estimate, "#,0"),
                Words.Range(row.Difference, "+#,0;−#,0;0"), pair.Difference == 0 ? "–" : Words.Percent(row.Difference.Estimate / pair.Difference));
        }

        table.AddSum("all", Words.Count(totals.Sum(row => row.First)), Words.Count(totals.Sum(row => row.Second)), Words.Signed(pair.Difference, "#,0"), "", "");
        page.Table(table);
    }
}
