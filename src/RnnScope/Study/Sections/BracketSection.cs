using RnnScope.Analysis.Brackets;
using RnnScope.Figures;
using RnnScope.Figures.Marks;
using RnnScope.Study.Page;
using RnnScope.Study.Results;

namespace RnnScope.Study.Sections;

/// <summary>The probability of the right closing bracket against the distance from the opening one.</summary>
internal sealed class BracketSection : StudySection
{
    private const int FewestPairs = 20, MostSymbols = 4;
    private const double Shift = 2.5;

    public override string Id => "brackets";

    public override string Name => "Brackets";

    public override string Question => "How long does a network remember that a bracket is open?";

    public override string Page => "brackets.md";

    public override string Method => FormattableString.Invariant(
        $"Every pair of brackets and quotes that closes in the test part, in bins of distance that grow with it; the mean of the probability that each model gave to the closing symbol where it came. Bins with fewer than {BracketAnalysis.FewestPairs} pairs have no interval, closing symbols with fewer than {FewestPairs} pairs no figure.");

    public override IReadOnlyList<string> Caveats => ["Far pairs are few, and in their own kind of text: a curve that falls may be about what is written there as much as about memory.", "Both models see symbols between the brackets too: a closing quote can be guessed from the full stop before it."];

    public override void Write(StudyContext study, SectionBuilder page)
    {
        List<(StudyRun Run, BracketFacts Facts)> all = Missing.ForEach(page, study.Runs, "the brackets", run => BracketFacts.Of(study, run));
        if (all.Count == 0) return;
        ClosingBracket[] shown = [.. all[0].Facts.Brackets.Where(bracket => bracket.Pairs >= FewestPairs).Take(MostSymbols)];
        if (shown.Length == 0)
        {
            page.Skip($"the figure; no closing bracket or quote of the test part has {FewestPairs} pairs");
            return;
        }

        page.Figure(
            $"<b>How probable the closing symbol was found, by how many symbols before it was opened; the bars below say how many pairs there are.</b> Upright lines are 95 % intervals; pale marks stand for fewer than {BracketAnalysis.FewestPairs} pairs. Brackets were matched as {all[0].Facts.Matching.ToString().ToLowerInvariant()}. In the paper's figure for the closing brace of source code both models were nearly equal up to a distance of 20; from there the 20-gram model was flat, and the LSTM's lead grew up to about 60 and then slowly shrank (recalled, not checked against its text).",
            [.. shown.Select((bracket, index) => Draw(study, all, bracket.Symbol, index))]);
        foreach (ClosingBracket bracket in shown) page.Folded($"{bracket.Symbol} in numbers", Tabulate(study, all, bracket.Symbol));
    }

    private Figure Draw(StudyContext study, List<(StudyRun Run, BracketFacts Facts)> all, string symbol, int index)
    {
        string ngram = Words.NGram(study.Options.Baseline), name = $"{Id}-{index + 1}", title = $"Probability of {symbol} by the distance from where it was opened";
        List<(string Model, Paint Paint, IReadOnlyList<(double X, int Pairs, Analysis.Statistics.Interval Mean)> Points)> series =
            [(ngram, Palette.Baseline, [.. Bins(all[0].Facts, symbol).Select(bin => (bin.MeanDistance, bin.Pairs, bin.NGram))])];
        series.AddRange(all.Select(pair => (pair.Run.Name, Palette.Series(study.SeriesOf(pair.Run)), (IReadOnlyList<(double, int, Analysis.Statistics.Interval)>)[.. Bins(pair.Facts, symbol).Select(bin => (bin.MeanDistance, bin.Pairs, bin.Network))])));
        List<IMark> marks = [];
        foreach (((_, Paint paint, var points), int i) in series.Select((one, i) => (one, i)))
        {
            marks.Add(new Whiskers([.. points.Select(point => (point.X, point.Mean.Low, point.Mean.High))], paint) { Shift = (i - (series.Count - 1) / 2.0) * Shift });
            // What a few pairs say is shown, but not as part of a curve.
            marks.Add(new Curve([.. points.Select(point => (point.X, point.Pairs < BracketAnalysis.FewestPairs ? double.NaN : point.Mean.Estimate))], paint));
            foreach (bool isFew in new[] { true, false })
            {
                marks.Add(new Dots([.. points.Where(point => point.Pairs < BracketAnalysis.FewestPairs == isFew).Select(point => new Dot(point.X, point.Mean.Estimate, FormattableString.Invariant($"{series[i].Model}: {point.Mean.Estimate:0.000} at a mean distance of {point.X:0.#}, {point.Pairs} pairs")))], paint, i)
                {
                    Opacity = isFew ? 0.25 : 1,
                });
            }
        }

        DistanceBin[] bins = [.. Bins(all[0].Facts, symbol)];
        Axis x = Axis.Logarithmic("distance from the opening symbol (symbols)", bins.SelectMany(bin => new[] { bin.First - 0.5, bin.Last + 0.5 }));
        LegendEntry[] legend = [.. series.Select((one, i) => new LegendEntry(one.Model, one.Paint, i))];
        Plot counts = new(x, Axis.Linear("pairs", [0, .. bins.Select(bin => (double)bin.Pairs)]), [new Bars([.. bins.Select(bin => (bin.First - 0.5, bin.Last + 0.5, (double)bin.Pairs))], Palette.Baseline)]) { Height = 140 };
        Plot plot = new(x with { Title = "" }, new Axis("mean probability", 0, 1), marks)
        {
            Legend = legend, Heading = $"{symbol}  closes {Words.Count(bins.Sum(bin => bin.Pairs))} pairs", Height = 270, Below = counts,
        };
        DataTable data = new(
            ["model", "symbol", "from", "to", "mean_distance", "pairs", "mean_probability", "low", "high"],
            [.. series.SelectMany(one => one.Points.Zip(bins, (point, bin) => (IReadOnlyList<object?>)[one.Model, symbol, bin.First, bin.Last, bin.MeanDistance, bin.Pairs, point.Mean.Estimate, point.Mean.Low, point.Mean.High]))]);
        return new Figure(name, title, plot.Draw(name, title, "Mean probability against distance, one line for each model, with intervals; below, the number of pairs in each bin of distance."), data);
    }

    private static IReadOnlyList<DistanceBin> Bins(BracketFacts facts, string symbol) => facts.Brackets.FirstOrDefault(bracket => bracket.Symbol == symbol)?.Bins ?? [];

    private static Html Tabulate(StudyContext study, List<(StudyRun Run, BracketFacts Facts)> all, string symbol)
    {
        string[] columns = ["distance", "pairs", Words.NGram(study.Options.Baseline), .. all.SelectMany(pair => new[] { pair.Run.Name, "difference (95 %)" })];
        Table table = new($"Mean probability of {symbol} where it came", columns);
        IReadOnlyList<DistanceBin> first = Bins(all[0].Facts, symbol);
        for (int i = 0; i < first.Count; i++)
        {
            DistanceBin bin = first[i];
            string distance = bin.First == bin.Last ? Words.Count(bin.First) : $"{Words.Count(bin.First)}–{Words.Count(bin.Last)}";
            IEnumerable<string> networks = all.Select(pair => Bins(pair.Facts, symbol)).SelectMany(bins => i < bins.Count
                ? new[] { Words.Probability(bins[i].Network.Estimate), $"{Words.Signed(bins[i].Difference.Estimate)} ({Words.Range(bins[i].Difference, "+0.000;−0.000;0.000")})" } : ["–", "–"]);
            table.Add([distance, Words.Count(bin.Pairs), Words.Probability(bin.NGram.Estimate), .. networks]);
        }

        return table.ToHtml();
    }
}
