using RnnScope.Analysis.Errors;
using RnnScope.Figures;
using RnnScope.Study.Page;
using RnnScope.Study.Results;

namespace RnnScope.Study.Sections;

/// <summary>Which symbols a network expects more than an n-gram model, and which less.</summary>
internal sealed class SymbolSection : StudySection
{
    private const int EitherWay = 10;

    public override string Id => "symbols";

    public override string Name => "Mean probability of each symbol";

    public override string Question => "Which symbols does a network foresee better than counting, and which worse?";

    public override string Page => "errors.md";

    public override string Method => FormattableString.Invariant(
        $"For each symbol, the mean probability that it was given at the places where it came, by the network and by the n-gram model. Symbols that come fewer than {SymbolMean.FewestForInterval} times are left out; intervals of the difference are 95 % of a block bootstrap.");

    public override IReadOnlyList<string> Caveats => ["The largest of many differences are a little too large, and rare symbols get there more easily: look at the counts and intervals."];

    public override void Write(StudyContext study, SectionBuilder page)
    {
        List<(StudyRun Run, ErrorFacts Facts)> all = Missing.ForEach(page, study.Runs, "the symbols", run =>
        {
            ErrorFacts facts = ErrorFacts.Of(study, run);
            if (Frequent(facts).Length > 0) return facts;
            page.Skip($"the symbols of {run.Name}; none comes {SymbolMean.FewestForInterval} times");
            return null;
        });
        if (all.Count == 0) return;
        page.Figure(
            $"<b>Upper rows: symbols that the network foresees better; lower rows: those that the n-gram model (n = {study.Options.Baseline}) foresees better; at most ten of each, sorted by difference.</b> Symbols that have no shape are written \\n (line feed), \\r (carriage return) or ␣ (space). On <i>War and Peace</i> the paper's LSTM was far ahead on the carriage return, which comes about every 70 symbols, and on closing quotes and brackets; on source code on white space and brackets (recalled, not checked against its text).",
            [.. all.Select(pair => Draw(study, pair.Run, pair.Facts))]);
        foreach ((StudyRun run, ErrorFacts facts) in all) page.Folded($"All {Frequent(facts).Length} symbols of {run.Name} in numbers", Tabulate(study, run, Frequent(facts)));
    }

    private static SymbolFacts[] Frequent(ErrorFacts facts) => [.. facts.Symbols.Where(symbol => symbol.Mean.Count >= SymbolMean.FewestForInterval)];

    private Figure Draw(StudyContext study, StudyRun run, ErrorFacts facts)
    {
        SymbolFacts[] frequent = Frequent(facts);
        SymbolFacts[] ahead = [.. frequent.Where(symbol => symbol.Mean.Difference.Estimate > 0).Take(EitherWay)];
        SymbolFacts[] behind = [.. frequent.Where(symbol => symbol.Mean.Difference.Estimate <= 0).TakeLast(EitherWay)];
        List<PlotRow> rows = [];
        if (ahead.Length > 0) rows.AddRange([PlotRow.Gap("the network is ahead"), .. ahead.Select(Row)]);
        if (behind.Length > 0) rows.AddRange([PlotRow.Gap("the n-gram model is ahead"), .. behind.Select(Row)]);
        string name = $"{Id}-{run.Slug}", title = $"Mean probability of symbols where they come: {run.Name} and {Words.NGram(study.Options.Baseline)}";
        RowPlot plot = new(
            new Axis("mean probability where the symbol came", 0, 1), [(run.Name, Palette.Series(study.SeriesOf(run))), (Words.NGram(study.Options.Baseline), Palette.Baseline)], rows) { NoteTitle = "times", Width = study.Runs.Count > 1 ? 460 : 560 };
        DataTable data = new(
            ["run", "symbol", "id", "count", "network", "ngram", "difference", "low", "high"],
            [.. facts.Symbols.Select(symbol => (IReadOnlyList<object?>)[run.Name, symbol.Name, symbol.Mean.Symbol, symbol.Mean.Count, symbol.Mean.Model, symbol.Mean.Baseline, symbol.Mean.Difference.Estimate, symbol.Mean.Difference.Low, symbol.Mean.Difference.High])]);
        return new Figure(name, title, plot.Draw(name, title, "Two marks for each symbol: the mean probability that the network and the n-gram model gave it."), data);

        static PlotRow Row(SymbolFacts symbol) => new(
            symbol.Name, Words.Count(symbol.Mean.Count), [(symbol.Mean.Model, double.NaN, double.NaN), (symbol.Mean.Baseline, double.NaN, double.NaN)]);
    }

    private static Html Tabulate(StudyContext study, StudyRun run, SymbolFacts[] frequent)
    {
        Table table = new("Mean probability of each symbol where it came", "<symbol", "times", run.Name, Words.NGram(study.Options.Baseline), "difference", "95 % interval");
        foreach (SymbolFacts symbol in frequent)
        {
            table.Add(
                symbol.Name, Words.Count(symbol.Mean.Count), Words.Probability(symbol.Mean.Model), Words.Probability(symbol.Mean.Baseline),
                Words.Signed(symbol.Mean.Difference.Estimate), Words.Range(symbol.Mean.Difference, "+0.000;−0.000;0.000"));
        }

        return table.ToHtml();
    }
}
