using RnnScope.Analysis.Comparison;
using RnnScope.Figures;
using RnnScope.Figures.Marks;
using RnnScope.Study.Page;
using RnnScope.Study.Results;

namespace RnnScope.Study.Sections;

/// <summary>Several networks beside each other: by loss over the same symbols, and by what they expect.</summary>
internal sealed class CompareSection : StudySection
{
    public override string Id => "compare";

    public override string Name => "Comparison of the networks";

    public override string Question => "Which networks lose less, and which expect the same?";

    public override string Page => "compare.md";

    public override string Method =>
        "The difference of two losses is taken symbol by symbol, so its interval is narrower than those of the losses. Two networks agree where they find the same symbol likeliest; the map puts those that agree near to each other.";

    public override IReadOnlyList<string> Caveats =>
    [
        "A difference that is not chance on this text may still be chance among seeds.",
        "Only nearness means something on the map: it may be turned and mirrored, and far groups may stand anywhere.",
    ];

    public override void Write(StudyContext study, SectionBuilder page)
    {
        if (study.All.Count < 2)
        {
            page.Skip("the comparison; it takes two runs or more");
            return;
        }

        Missing.Try(page, "the comparison", () =>
        {
            CompareFacts facts = CompareFacts.Of(study);
            page.Figure(
                $"<b>How much more each network loses than {facts.Best}, over the same symbols.</b> Lines are 95 % intervals; one that does not reach 0 is a difference that another part of the text would hardly turn round.",
                Behind(study, facts));
            Grid(facts, page);
            if (study.All.Count > 2) Map(study, facts, page);
            Agreement(study, facts, page);
        });
    }

    private static Figure Behind(StudyContext study, CompareFacts facts)
    {
        ComparedModel[] ordered = [.. facts.Models.OrderBy(model => model.LossNats.Estimate)];
        Axis x = Axis.Linear($"loss less that of {facts.Best} (nats per symbol)", ordered.SelectMany(model => new[] { model.BehindBest.Estimate, model.BehindBest.Low, model.BehindBest.High }).Append(0));
        RowPlot plot = new(
            x, [("difference", Palette.Series(2))],
            [.. ordered.Select(model => new PlotRow(model.Model, Words.Loss(model.LossNats.Estimate), [(model.BehindBest.Estimate, model.BehindBest.Low, model.BehindBest.High)]))]) { Zero = 0, NoteTitle = "loss" };
        const string Title = "Losses less that of the best network";
        DataTable data = new(
            ["model", "unit", "layers", "units", "parameters", "test_loss_nats", "low", "high", "behind_best_nats", "behind_low", "behind_high"],
            [.. ordered.Select(model => (IReadOnlyList<object?>)[
                model.Model, model.Network?.Unit, model.Network?.Layers, model.Network?.Units, model.Network?.Parameters,
                model.LossNats.Estimate, model.LossNats.Low, model.LossNats.High, model.BehindBest.Estimate, model.BehindBest.Low, model.BehindBest.High])]);
        return new Figure("compare-losses", Title, plot.Draw("compare-losses", Title, "One row for each network with its difference to the best and its interval."), data);
    }

    private static void Grid(CompareFacts facts, SectionBuilder page)
    {
        Table table = new(
            "Test losses in nats: rows are sizes, columns are units and numbers of layers; networks that differ in neither have their mean",
            ["<parameters", .. facts.Grid.Columns.Select(column => $"{column.Unit} {column.Layers}")]);
        foreach (GridRow row in facts.Grid.Rows)
        {
            string size = row.FewestParameters == row.MostParameters ? Words.Count(row.FewestParameters) : $"{Words.Count(row.FewestParameters)} to {Words.Count(row.MostParameters)}";
            table.Add([size, .. row.Cells.Select(cell => cell is null ? "–" : Words.Loss(cell.LossNats) + (cell.Models.Count > 1 ? $" (of {cell.Models.Count})" : ""))]);
        }

        page.Table(table);
    }

    private static void Map(StudyContext study, CompareFacts facts, SectionBuilder page)
    {
        // Feed-forward networks are one kind, however many symbols they see.
        string[] kinds = [.. study.All.Zip(facts.Models, (run, model) => run.Context is null ? model.Network!.Unit : "n-nn")], units = [.. kinds.Distinct()];
        double largest = facts.Models.Max(model => model.Network!.Parameters);
        List<IMark> marks = [];
        for (int i = 0; i < facts.Models.Count; i++)
        {
            (ComparedModel model, double x, double y) = (facts.Models[i], facts.Places[i].X, facts.Places[i].Y);
            Paint paint = Palette.Series(Array.IndexOf(units, kinds[i]));
            // Area goes with the number of parameters, as far as small ones can be seen.
            double size = 4 + 5 * Math.Sqrt(model.Network!.Parameters / largest);
            marks.Add(new Dots([new Dot(x, y, $"{model.Model}: {model.Network!.Unit}, {model.Network.Layers} × {model.Network.Units}, {Words.Count(model.Network.Parameters)} parameters, loss {Words.Loss(model.LossNats.Estimate)}")], paint, model.Network.Layers - 1) { Size = size, Opacity = 0.8 });
        }

        // On top of all marks.
        marks.AddRange(facts.Models.Select((model, i) => new Label(facts.Places[i].X, facts.Places[i].Y, model.Model)));

        double span = Math.Max(1e-9, Math.Max(facts.Places.Max(place => place.X) - facts.Places.Min(place => place.X), facts.Places.Max(place => place.Y) - facts.Places.Min(place => place.Y)));
        bool isTSne = double.IsFinite(facts.Perplexity);
        LegendEntry[] legend = [.. units.Select((unit, i) => new LegendEntry(unit, Palette.Series(i)) { IsSurface = true })];
        Plot plot = new(AxisOf(facts.Places.Select(place => place.X), span), AxisOf(facts.Places.Select(place => place.Y), span), marks) { Legend = legend, Height = 420 };
        const string Title = "Networks by what they expect";
        DataTable data = new(
            ["model", "unit", "layers", "parameters", "x", "y"],
            [.. facts.Models.Select((model, i) => (IReadOnlyList<object?>)[model.Model, model.Network!.Unit, model.Network.Layers, model.Network.Parameters, facts.Places[i].X, facts.Places[i].Y])]);
        string method = isTSne ? FormattableString.Invariant($"t-SNE with a perplexity of {facts.Perplexity:0.#}; its axes have no unit") : "Classical scaling, as there are too few networks for t-SNE; distances are shares of the symbols at which two do not agree";
        page.Figure(
            $"<b>Networks that find the same symbol likeliest are near to each other.</b> Colour is the unit, shape the number of layers (circle one, square two, triangle three), size the number of parameters. {method}. The paper's map of all its networks mixed LSTMs and GRUs, and had the RNNs in a group of their own (recalled, not checked against its text).",
            new Figure("compare-map", Title, plot.Draw("compare-map", Title, "A map of the networks; near ones agree more often about the likeliest symbol."), data));

        static Axis AxisOf(IEnumerable<double> values, double span)
        {
            double middle = (values.Min() + values.Max()) / 2;
            // Numbers would mean nothing here.
            return new Axis("", middle - 0.65 * span, middle + 0.65 * span) { Ticks = [] };
        }
    }

    private static void Agreement(StudyContext study, CompareFacts facts, SectionBuilder page)
    {
        Table table = new("Share of the test symbols at which two networks find the same symbol likeliest", ["<network", .. study.All.Select(run => run.Name)]);
        for (int i = 0; i < facts.Models.Count; i++) table.Add([facts.Models[i].Model, .. facts.Agreement[i].Select((share, j) => i == j ? "" : Words.Percent(share))]);
        page.Table(table);
    }
}
