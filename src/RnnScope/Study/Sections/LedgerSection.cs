using RnnScope.Analysis.Errors;
using RnnScope.Figures;
using RnnScope.Study.Page;
using RnnScope.Study.Results;

namespace RnnScope.Study.Sections;

/// <summary>All errors of each network, sorted by what would have removed them.</summary>
internal sealed class LedgerSection : StudySection
{
    public override string Id => "ledger";

    public override string Name => "Error ledger";

    public override string Question => "What would have removed the errors?";

    public override string Page => "errors.md";

    public override string Method =>
        "Oracles are asked one after the other, each about the errors that are still there, in the paper's order; every error is counted once. The column alone has the errors that an oracle would remove were it asked first.";

    public override IReadOnlyList<string> Caveats =>
    [
        "Shares depend on the order. What is left to the last class does not depend on the order of those before it.",
        "An oracle looks at what came: a class says at most what might help.",
    ];

    public override void Write(StudyContext study, SectionBuilder page)
    {
        List<(StudyRun Run, ErrorFacts Facts)> all = Missing.ForEach(page, study.Runs, "the ledger", run => ErrorFacts.Of(study, run));
        if (all.Count == 0) return;
        page.Figure(
            $"<b>All errors of each network, divided by the first oracle that would have avoided them.</b> The paper's large LSTM had 140,000 errors among 330,000 symbols of <i>War and Peace</i> (42 %): 18 % of them an n-gram model knew, 6 % a memory of the last symbols would have removed, 9 % were in rare words, 37 % at the start of a word (recalled, not checked against its text).",
            Draw(all));
        foreach ((StudyRun run, ErrorFacts facts) in all) Show(run, facts, page);
    }

    private static Figure Draw(List<(StudyRun Run, ErrorFacts Facts)> all)
    {
        string[] oracles = [.. Ledgers.Order.Where(oracle => all.Any(pair => pair.Facts.Totals.Any(row => row.Oracle == oracle && row.Errors > 0)))];
        StackedBars bars = new(
            [.. oracles.Select(oracle => (Ledgers.Meaning(oracle), Ledgers.PaintOf(oracle)))],
            [.. all.Select(pair => (
                $"{pair.Run.Name}: {Words.Count(pair.Facts.Errors)} errors, {Words.Percent(pair.Facts.ErrorRate.Estimate)} of {Words.Count(pair.Facts.Characters)} symbols",
                (IReadOnlyList<double>)[.. oracles.Select(oracle => (double)pair.Facts.Totals.Where(row => row.Oracle == oracle).Sum(row => row.Errors))]))]);
        DataTable data = new(
            ["run", "oracle", "level", "errors", "share", "low", "high", "alone"],
            [.. all.SelectMany(pair => pair.Facts.Classes.Select(row => (IReadOnlyList<object?>)[pair.Run.Name, row.Oracle, row.Level, row.Errors, row.Share.Estimate, row.Share.Low, row.Share.High, row.Alone]))]);
        const string Title = "Errors by what would have removed them";
        return new Figure("ledger", Title, bars.Draw("ledger", Title, "One bar for each network, divided into classes of errors; the tables below have all numbers."), data);
    }

    private static void Show(StudyRun run, ErrorFacts facts, SectionBuilder page)
    {
        page.Heading(run.Name);
        Table table = new($"{run.Name}: errors by what would have removed them, in the order of asking", "<class", "errors", "share", "95 % interval", "alone");
        foreach (LedgerFacts total in facts.Totals.Where(row => row.Oracle != LedgerClass.Remaining || row.Errors > 0))
            table.Add(Ledgers.Meaning(total.Oracle), Words.Count(total.Errors), Words.Percent(total.Share.Estimate), Words.PercentRange(total.Share), Words.Count(total.Alone));
        table.AddSum("all", Words.Count(facts.Errors), "100 %", "", "");
        page.Table(table);
        page.Folded("Every level", Levels(run, facts));
        page.Folded("Examples in the text", Examples.Of(facts));
    }

    private static Html Levels(StudyRun run, ErrorFacts facts)
    {
        Table table = new($"{run.Name}: every level of every oracle", "<class", "<level", "errors", "share", "95 % interval", "alone");
        string before = "";
        foreach (LedgerFacts row in facts.Classes.Where(row => row.Level.Length > 0))
        {
            table.Add(
                row.Oracle == before ? "" : Ledgers.Meaning(row.Oracle), Ledgers.Level(row.Oracle, row.Level), Words.Count(row.Errors), Words.Percent(row.Share.Estimate),
                Words.PercentRange(row.Share), Words.Count(row.Alone));
            before = row.Oracle;
        }

        return table.ToHtml();
    }
}
