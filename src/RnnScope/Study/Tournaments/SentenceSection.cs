using System.Globalization;
using RnnScope.Analysis.Memory;
using RnnScope.Commands;
using RnnScope.Engine.Files;
using RnnScope.Figures;
using RnnScope.Study.Page;
using RnnScope.Study.Results;

namespace RnnScope.Study.Tournaments;

/// <summary>What each unit looks back at, on the same sentences.</summary>
/// <param name="words">Sentences that somebody wrote; with none, pieces of the test text.</param>
internal sealed class SentenceSection(IReadOnlyList<string> words) : StudySection
{
    public override string Id => "sentences";

    public override string Name => "Connectivity on the same sentences";

    public override string Question => "What does each unit look back at while it reads the same words?";

    public override string Page => "memory.md";

    public override string Method =>
        "The median run of each unit reads the same symbols. The gradient of the logit of what really comes next (or, where that cannot be known, of the likeliest) is followed back to each symbol; a strip shows its norms divided by the largest one of the row.";

    public override IReadOnlyList<string> Caveats =>
    [
        "Rows are divided by their own maximum: colours compare symbols within a row, and not the sizes of two units.",
        "A few sentences show what the measure is; the section on memory has the means over the text.",
    ];

    public override void Write(StudyContext study, SectionBuilder page)
    {
        Missing.Try(page, "the sentences", () =>
        {
            IReadOnlyList<Sentence> sentences = words.Count > 0 ? [.. words.Select(text => SentenceFacts.OfWords(study.Runs[0], text))] : SentenceFacts.OfTestText(study.Runs[0]);
            List<(Figure Figure, string Title, Html Table)> shown = [];
            foreach (Sentence sentence in sentences)
            {
                if (sentence.Ids.Length < 2)
                {
                    page.Skip($"{sentence.Title}; it has fewer than two symbols");
                    continue;
                }

                var all = Missing.ForEach(page, study.Runs, $"{sentence.Title}: the connectivity", run => SentenceFacts.Of(study, run, sentence));
                if (all.Count > 0) shown.Add((Draw(study, sentence, [.. all.Select(pair => pair.Facts)], shown.Count + 1), sentence.Title, Tabulate([.. all.Select(pair => pair.Facts)])));
            }

            if (shown.Count == 0) return;
            page.Figure(
                $"<b>The stronger the colour below a symbol, the more the prediction behind the last symbol depends on it.</b> At the right: the probability that each unit gave to what came. Pieces of the test text were read with 200 symbols before them.",
                [.. shown.Select(sentence => sentence.Figure)]);
            foreach ((_, string title, Html table) in shown) page.Folded($"What they expected: {title}", table);
        });
    }

    private Figure Draw(StudyContext study, Sentence sentence, IReadOnlyList<SentenceFacts> all, int number)
    {
        List<StripBlock> blocks = [];
        List<IReadOnlyList<object?>> data = [];
        Model model = all[0].Run.Run.Model;
        for (int row = 0; row < all[0].Rows.Count; row++)
        {
            ConnectivityRow first = all[0].Rows[row];
            string[] symbols = [.. Enumerable.Range(all[0].Shown, first.Position - all[0].Shown + 1).Select(at => Shown(model.Vocabulary.Symbol(sentence.Ids.Span[at])))];
            List<StripRow> strips = [];
            foreach (SentenceFacts facts in all)
            {
                ConnectivityRow own = facts.Rows[row];
                double largest = own.Norms.Where(float.IsFinite).DefaultIfEmpty(0).Max();
                double[] shares = [.. Enumerable.Range(facts.Shown, symbols.Length).Select(at => largest > 0 ? own.Of(at) / largest : 0)];
                strips.Add(new StripRow(facts.Run.Name, Words.Probability(own.TargetProbability), Palette.Series(study.SeriesOf(facts.Run)), shares));
                for (int at = own.From; at <= own.Position; at++)
                    data.Add([facts.Run.Name, sentence.Title, own.Position, ConnectivityReport.Predicted(model, own.Target), at, model.Vocabulary.Symbol(sentence.Ids.Span[at]), own.Position - at, (double)own.Of(at), own.TargetProbability]);
            }

            blocks.Add(new StripBlock(Heading(model, first), symbols, strips));
        }

        string name = $"{Id}-{number}", title = $"What predictions depend on: {sentence.Title}";
        string svg = new StripPlot(blocks) { Scale = "0 to the largest norm of the row" }.Draw(name, title, "Rows of cells, one row for each unit and one cell for each symbol; the stronger its colour, the more the prediction depends on it.");
        return new Figure(name, title, svg, new DataTable(["run", "sentence", "position", "target", "at", "symbol", "distance", "norm", "target_probability"], data));
    }

    /// <summary>A symbol in one cell: names of two characters and more have no room there.</summary>
    private static string Shown(string symbol) => symbol is "\\n" or "\\r" ? "↵" : new StringInfo(symbol).LengthInTextElements == 1 ? symbol : "·";

    private static Html Tabulate(IReadOnlyList<SentenceFacts> all)
    {
        Table table = new("Probability of what came, and what was found likeliest", "<what came", "<unit", "probability", "<likeliest");
        for (int row = 0; row < all[0].Rows.Count; row++)
        {
            foreach (SentenceFacts facts in all)
            {
                (ConnectivityRow own, Model model) = (facts.Rows[row], facts.Run.Run.Model);
                table.Add(
                    Target(model, own), facts.Run.Name, Words.Probability(own.TargetProbability),
                    string.Join(", ", own.Likeliest.Select(pair => $"{ConnectivityReport.Predicted(model, pair.Symbol)} {Words.Probability(pair.Probability)}")));
            }
        }

        return table.ToHtml();
    }

    private static string Heading(Model model, ConnectivityRow row) => row.IsStandIn ? "what came cannot be predicted; the likeliest stands in" : $"what came: {Target(model, row)}";

    private static string Target(Model model, ConnectivityRow row) => row.IsStandIn ? "–" : ConnectivityReport.Predicted(model, row.Target);
}
