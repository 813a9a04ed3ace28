using System.Globalization;
using RnnScope.Runs;
using RnnScope.Study;
using RnnScope.Study.Page;
using RnnScope.Study.Tournaments;

namespace RnnScope.Sweeps;

/// <summary>The cells of a grid beside each other: the 2015 paper's table, with an interval from the seeds.</summary>
/// <param name="group">The cells of one text.</param>
/// <param name="id">Its anchor and the name of its figure.</param>
/// <param name="tournament">The page that studies the units in detail, relative to the report; null for none.</param>
internal sealed class GridSection(SweepGroup group, string id, string? tournament) : StudySection
{
    public override string Id => id;

    public override string Name => group.Text;

    public override string Question => $"What do networks lose on {group.Text}?";

    public override string Page => "clusters.md";

    public override string Method =>
        "Test losses of the weights that were best on the validation part, in nats per prediction. A cell is the mean over its seeds with half the width of the interval that they give (Student's t, 95 %).";

    public override IReadOnlyList<string> Caveats =>
    [
        "One seed gives no interval, and two give a very wide one.",
        "A larger network loses less, whatever its unit: with equally many units, networks of different units and depths differ in their parameters too.",
        "The best of many cells is a little too good by that choice.",
    ];

    public override void Write(StudyContext study, SectionBuilder page) => Fill(page);

    /// <summary>As <see cref="Write"/>, without anything of a study.</summary>
    public void Fill(SectionBuilder page)
    {
        Contestant[] all = [.. group.Cells.Select(cell => cell.Contestant)];
        if (group.Finished.Count == 0)
        {
            page.Skip($"all losses; no training on {group.Text} has come to its end");
            return;
        }

        if (Grid() is { } grid) page.Table(grid);
        page.Figure(
            $"<b>Test losses, best mean first.</b> Lines are 95 % intervals of the mean over the seeds, cut where they leave the figure; the other two marks are the smallest and the largest loss of a seed.",
            LossFigure.Of(all, id, $"Test losses on {group.Text}", "cell"));
        if (tournament is not null) page.Add(Html.Of($"<p>The units differ in nothing else, so there is <a href=\"{tournament}\">a page that looks into the median run of each</a>.</p>\n"));
        page.Folded("All cells, in numbers", List().ToHtml());
    }

    /// <summary>Sizes in rows, units and layers in columns; null where something else varies too, or there is but one cell.</summary>
    private Table? Grid()
    {
        var cells = group.Finished.Select(cell => (Size: Size(cell), Column: (cell.Run!.Unit, cell.Run.Layers), cell.Contestant)).ToLookup(cell => (cell.Size, cell.Column));
        if (cells.Count < 2 || cells.Any(place => place.Count() > 1)) return null;
        // In the order of the grid, which is that of the tasks.
        (string Unit, int Layers)[] columns = [.. cells.Select(place => place.Key.Column).Distinct().OrderBy(column => Place(cell => (cell.Run?.Unit, cell.Run?.Layers) == column))];
        (string Key, int Value)[] sizes = [.. cells.Select(place => place.Key.Size).Distinct().OrderBy(size => size.Value)];
        Table table = new(
            "Mean test loss in nats, ± half the 95 % interval over the seeds",
            ["<size", .. columns.Select(column => $"{column.Unit}, {column.Layers} layer{(column.Layers == 1 ? "" : "s")}")]);
        foreach ((string Key, int Value) size in sizes)
            table.Add([$"{Words.Count(size.Value)} {size.Key}", .. columns.Select(column => cells[(size, column)].Select(cell => Mean(cell.Contestant)).FirstOrDefault("–"))]);
        return table;

        int Place(Func<SweepCell, bool> fits) => group.Cells.Where(fits).Min(cell => cell.First);
    }

    /// <summary>What decides the size: parameters where they were asked for, else units.</summary>
    private static (string Key, int Value) Size(SweepCell cell) =>
        int.TryParse(cell.Options.GetValueOrDefault("parameters"), NumberStyles.None, CultureInfo.InvariantCulture, out int parameters) ? ("parameters", parameters) : ("units", cell.Run!.Units);

    private Table List()
    {
        Table table = new("Test losses in nats. ±: half the interval of the mean", "<cell", "units", "parameters", "seeds", "mean", "±", "s.d.", "characters/s");
        foreach (Contestant cell in group.Cells.Select(cell => cell.Contestant))
        {
            int done = cell.Results.Count;
            table.Add(
                cell.Unit, cell.Units == 0 ? "–" : Words.Count(cell.Units), done == 0 ? "–" : Words.Count(cell.Results[0].Parameters),
                done < cell.Seeds.Count ? $"{done} of {cell.Seeds.Count}" : $"{done}", Words.Loss(cell.Loss.Mean), Words.Loss(cell.Loss.Uncertainty), Words.Loss(cell.Loss.Deviation),
                done == 0 ? "–" : Words.Count((long)cell.Speed));
        }

        return table;
    }

    private static string Mean(Contestant cell) => double.IsFinite(cell.Loss.Uncertainty) ? $"{Words.Loss(cell.Loss.Mean)} ± {Words.Loss(cell.Loss.Uncertainty)}" : Words.Loss(cell.Loss.Mean);
}
