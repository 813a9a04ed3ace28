using RnnScope.Analysis.Memory;
using RnnScope.Figures;
using RnnScope.Figures.Marks;

namespace RnnScope.Study.Sections;

/// <summary>The figures of the section on memory.</summary>
internal static class MemoryFigures
{
    /// <summary>The section's anchor.</summary>
    public const string Id = "memory";

    private const string Dashes = "5 4";

    /// <summary>The loss by how many symbols are read, with the n-gram models on the same axis.</summary>
    public static Figure Horizon(StudyContext study, List<(StudyRun Run, MemoryResult Facts)> all)
    {
        IReadOnlyList<NGramLoss> ngrams = all[0].Facts.Horizon.NGrams;
        Axis x = Axis.Logarithmic("symbols read before the prediction", all.SelectMany(pair => pair.Facts.Horizon.Contexts).Select(row => (double)row.Symbols).Concat(ngrams.Select(row => (double)row.Context)));
        Axis y = Axis.Linear("loss (nats per symbol)", all.SelectMany(pair => pair.Facts.Horizon.Contexts.Select(row => row.Loss.Estimate).Append(pair.Facts.Horizon.FullLoss.Estimate)).Concat(ngrams.Select(row => row.Loss.Estimate)));
        List<IMark> marks = [];
        List<LegendEntry> legend = [];
        if (ngrams.Count > 0)
        {
            marks.Add(new Curve([.. ngrams.Select(row => ((double)row.Context, row.Loss.Estimate))], Palette.Baseline));
            legend.Add(new LegendEntry("n-gram models", Palette.Baseline));
        }

        foreach ((StudyRun run, MemoryResult facts) in all)
        {
            int series = study.SeriesOf(run);
            (Paint paint, MemoryHorizon horizon) = (Palette.Series(series), facts.Horizon);
            marks.Add(new Reference((x.Minimum, horizon.FullLoss.Estimate), (x.Maximum, horizon.FullLoss.Estimate), paint));
            marks.Add(new Band([.. horizon.Contexts.Select(row => ((double)row.Symbols, Math.Max(y.Minimum, row.Loss.Low), Math.Min(y.Maximum, row.Loss.High)))], paint));
            marks.Add(new Curve([.. horizon.Contexts.Select(row => ((double)row.Symbols, row.Loss.Estimate))], paint));
            marks.Add(new Dots([.. horizon.Contexts.Select(row => new Dot(row.Symbols, row.Loss.Estimate, $"{run.Name}: {Words.Loss(row.Loss.Estimate)} nats after {Words.Count(row.Symbols)} symbols"))], paint, series));
            legend.Add(new LegendEntry(run.Name, paint, series));
        }

        const string Name = $"{Id}-horizon", Title = "Loss by symbols read";
        DataTable data = new(
            ["model", "symbols", "loss_nats", "loss_low", "loss_high", "lost_nats", "lost_low", "lost_high"],
            [
                .. all.SelectMany(pair => pair.Facts.Horizon.Contexts.Select(row => (IReadOnlyList<object?>)[
                    pair.Run.Name, row.Symbols, row.Loss.Estimate, row.Loss.Low, row.Loss.High, row.Lost.Estimate, row.Lost.Low, row.Lost.High])),
                .. all.Select(pair => (IReadOnlyList<object?>)[pair.Run.Name, null, pair.Facts.Horizon.FullLoss.Estimate, pair.Facts.Horizon.FullLoss.Low, pair.Facts.Horizon.FullLoss.High, 0.0, 0.0, 0.0]),
                .. ngrams.Select(row => (IReadOnlyList<object?>)["n-gram", row.Context, row.Loss.Estimate, row.Loss.Low, row.Loss.High, null, null, null]),
            ]);
        return new Figure(Name, Title, new Plot(x, y, marks) { Legend = legend }.Draw(Name, Title, "One line for each network: its loss against the number of symbols read, which is on a logarithmic scale; dashed, its loss after everything."), data);
    }

    /// <summary>The share of the connectivity by distance, and its sum.</summary>
    public static Figure Distances(StudyContext study, List<(StudyRun Run, MemoryResult Facts)> all)
    {
        List<IMark> shares = [], sums = [];
        List<LegendEntry> legend = [];
        foreach ((StudyRun run, MemoryResult facts) in all)
        {
            Paint paint = Palette.Series(study.SeriesOf(run));
            double sum = 0;
            shares.Add(new Curve([.. facts.Connectivity.Distances.Select(row => (row.Distance + 1.0, row.Share > 0 ? row.Share : double.NaN))], paint));
            sums.Add(new Curve([.. facts.Connectivity.Distances.Select(row => (row.Distance + 1.0, sum += row.Share))], paint));
            legend.Add(new LegendEntry(run.Name, paint));
        }

        Axis x = Axis.Logarithmic("symbols back", all.SelectMany(pair => pair.Facts.Connectivity.Distances).Select(row => row.Distance + 1.0));
        // What is smaller than this is nothing, and would take all the room.
        double[] shown = [.. all.SelectMany(pair => pair.Facts.Connectivity.Distances).Select(row => row.Share).Where(share => share > 1e-6)];
        Axis y = Axis.Logarithmic("share", shown);
        Plot plot = new(x with { Title = "" }, y, [.. shares.Cast<Curve>().Select(curve => curve with { Points = [.. curve.Points.Select(point => (point.X, point.Y >= y.Minimum ? point.Y : double.NaN))] })])
        {
            Legend = all.Count > 1 ? legend : [], Height = 280, Below = new Plot(x, new Axis("share up to here", 0, 1), sums) { Height = 220 },
        };
        const string Name = $"{Id}-distances", Title = "Connectivity by distance";
        DataTable data = new(
            ["run", "distance", "q10", "q25", "median", "q75", "q90", "share", "square_share"],
            [.. all.SelectMany(pair => pair.Facts.Connectivity.Distances.Select(row => (IReadOnlyList<object?>)[
                pair.Run.Name, row.Distance, row.Tenth, row.Quarter, row.Median, row.ThreeQuarters, row.NineTenths, row.Share, row.SquareShare]))]);
        return new Figure(Name, Title, plot.Draw(Name, Title, "Two plots against the distance in symbols, on a logarithmic scale: share of the connectivity, and its sum from the symbol read last."), data);
    }

    /// <summary>How long the units of a run remember, sorted.</summary>
    public static Figure Lengths(StudyRun run, MemoryResult facts)
    {
        List<IMark> marks = [];
        List<LegendEntry> legend = [];
        var all = LengthsOf(facts).ToArray();
        foreach ((int layer, string by, IReadOnlyList<double> lengths, bool isGate) in all)
        {
            Paint paint = Palette.Series(layer);
            marks.Add(new Curve([.. lengths.Select((length, i) => ((i + 0.5) / lengths.Count, length > 0 ? length : double.NaN))], paint) { Dashes = isGate ? null : Dashes });
            legend.Add(new LegendEntry($"layer {layer}, {by}", paint) { Dashes = isGate ? null : Dashes });
        }

        Axis y = Axis.Logarithmic("memory length (symbols)", all.SelectMany(row => row.Lengths));
        string name = $"{Id}-lengths-{run.Slug}", title = $"Memory lengths of the units of {run.Name}";
        DataTable data = new(
            ["run", "layer", "by", "rank", "symbols"],
            [.. all.SelectMany(row => row.Lengths.Select((length, rank) => (IReadOnlyList<object?>)[run.Name, row.Layer, row.By, rank, length]))]);
        Plot plot = new(new Axis("share of the units", 0, 1), y, marks) { Legend = legend, Heading = run.Name, Width = 440, Height = 300 };
        return new Figure(name, title, plot.Draw(name, title, "Memory lengths of all units, sorted: one line for each layer and measure."), data);
    }

    /// <summary>The memory lengths of each layer's units, ascending, by gate and by autocorrelation.</summary>
    public static IEnumerable<(int Layer, string By, IReadOnlyList<double> Lengths, bool IsGate)> LengthsOf(MemoryResult facts)
    {
        foreach (UnitMemory layer in facts.Units)
        {
            foreach (GateMemoryLength gate in layer.Gates) yield return (layer.Layer, $"gate {gate.Gate}", [.. gate.Symbols.Order()], true);
            yield return (layer.Layer, "autocorrelation", [.. layer.Autocorrelation.Where(length => !double.IsNaN(length)).Order()], false);
        }
    }
}
