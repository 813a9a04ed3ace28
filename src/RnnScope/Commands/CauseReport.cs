using RnnScope.Analysis.Cause;

namespace RnnScope.Commands;

/// <summary>The result of <c>cause</c> as tables.</summary>
/// <param name="output">Receives the lines.</param>
internal sealed class CauseReport(TextWriter output)
{
    private const int ShownSymbols = 8, ShownFollowing = 12, ShownUnits = 5, NameWidth = 42;

    public void Write(CauseResult result)
    {
        Line($"{string.Join("; ", result.Interventions)}");
        string where = result.Options.Where switch
        {
            HoldWhere.Holds => ", only where the property holds", HoldWhere.Elsewhere => ", only where the property does not hold", _ => "",
        };
        Line($"on {Failure.OneLine(result.Text)}: {result.Characters:N0} symbols{where}");
        if (result.Property is { } property) Line($"property: {property} (above {result.Options.Above}), {result.Description}");
        int counted = result.All.Sides.Sum(side => side.Count);
        // Behind a patch, only what follows counts.
        if (counted < result.Characters - 1 && result.Following.Count == 0 && result.Property is not null)
            Line($"{result.Characters - 1 - counted:N0} of {result.Characters - 1:N0} predictions count on neither side: the property has no number before them");
        foreach (TreatedUnit unit in result.Units.Take(ShownUnits))
            Line($"{unit.Site}:{unit.Unit} by itself: mean {unit.Mean:0.000}, standard deviation {unit.StandardDeviation:0.000}, {unit.Minimum:0.000} to {unit.Maximum:0.000}");
        if (result.Units.Count > ShownUnits) Line($"and {result.Units.Count - ShownUnits:N0} more units");
        Controls(result);
        for (int side = 0; side < result.Sides.Count; side++)
        {
            Line($"");
            Line($"{result.Sides[side],-NameWidth} symbols    loss   change  95 %                    control  smallest   largest      times");
            if (result.All.Sides[side].Count == 0) continue;
            Row("all", result.All.Sides[side]);
            foreach (CauseTable table in result.Tables) Table(table, side);
        }

        Following(result.Following);
        Line($"");
        Line($"loss and change in nats; times: the change by the mean size of the controls' changes");
    }

    private void Controls(CauseResult result)
    {
        if (result.Controls.Count == 0)
        {
            Line($"no controls");
            return;
        }

        double[] deviations = [.. result.Controls.SelectMany(control => control.StandardDeviation)];
        Line($"controls: the same done to {result.Controls.Count} other {(result.Units.Count == 1 ? "units" : "groups of units")}, standard deviation {deviations.Min():0.000} to {deviations.Max():0.000}: {string.Join(" | ", result.Controls.Take(ShownUnits).Select(control => string.Join(", ", control.Units)))}{(result.Controls.Count > ShownUnits ? " ..." : "")}");
        for (int side = 0; side < result.Sides.Count; side++)
        {
            // A control that changes much is perhaps no control, but another unit that does the same.
            if (result.Controls.Where(control => double.IsFinite(control.Change[side])).MaxBy(control => Math.Abs(control.Change[side])) is { } largest)
                Line($"largest change of a control, {result.Sides[side]}: {string.Join(", ", largest.Units)} ({Signed(largest.Change[side])})");
        }
    }

    private void Table(CauseTable table, int side)
    {
        bool isSymbols = table.Name == "symbol";
        CauseRow[] rows = [.. table.Rows.Where(row => row.Sides[side].Count >= (isSymbols ? CauseCell.FewestForInterval : 1))];
        // Of the symbols, those that make up most of the change.
        if (isSymbols) rows = [.. rows.OrderByDescending(row => Math.Abs(row.Sides[side].Count * row.Sides[side].Change.Estimate)).Take(ShownSymbols)];
        Line($"{(isSymbols ? "symbols with most of the change" : $"by {table.Name}")}");
        foreach (CauseRow row in rows) Row($"  {Meaning(table.Name, row.Class)}", row.Sides[side]);
    }

    private static string Meaning(string table, string name) => table != "error" ? name
        : name == SymbolClassification.Right ? "no error" : ErrorsReport.Meaning(name);

    private void Row(string name, CauseCell cell)
    {
        string interval = double.IsNaN(cell.Change.Low) ? "" : FormattableString.Invariant($"({Signed(cell.Change.Low)} to {Signed(cell.Change.High)})");
        string control = double.IsNaN(cell.ControlMean) ? "" : $"{Signed(cell.ControlMean),8}  {Signed(cell.ControlLow),8}  {Signed(cell.ControlHigh),8}";
        string ratio = double.IsNaN(cell.Ratio) ? "" : double.IsInfinity(cell.Ratio) ? "only this" : FormattableString.Invariant($"{cell.Ratio:N1}");
        Line($"{name,-NameWidth}{cell.Count,8:N0}{cell.Loss,8:F4} {Signed(cell.Change.Estimate),8}  {interval,-22} {control,28}  {ratio,9}");
    }

    private void Following(IReadOnlyList<FollowingPrediction> following)
    {
        if (following.Count == 0) return;
        Line($"");
        Line($"behind the patch: symbol        loss   change  control");
        foreach (FollowingPrediction prediction in following.Take(ShownFollowing))
            Line($"{prediction.Place,24:N0}{prediction.Loss,12:F4} {Signed(prediction.Patched - prediction.Loss),8} {(double.IsNaN(prediction.ControlMean) ? "" : Signed(prediction.ControlMean)),8}");
    }

    private static string Signed(double nats) => FormattableString.Invariant($"{nats:+0.0000;-0.0000;0.0000}");

    private void Line(FormattableString line) => output.WriteLine(FormattableString.Invariant(line).TrimEnd());
}
