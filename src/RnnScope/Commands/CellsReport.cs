using RnnScope.Analysis.Cells;
using RnnScope.Analysis.Features;
using RnnScope.Analysis.Statistics;
using RnnScope.Engine.Networks;

namespace RnnScope.Commands;

/// <summary>The result of <c>cells</c> for people: what was learned first, then what any such network does, then what chance gives.</summary>
internal static class CellsReport
{
    private static readonly (CellVerdict Verdict, string Title, string Otherwise)[] Chapters =
    [
        (CellVerdict.Learned, "learned: a unit goes with it, beyond chance and better than any unit did before training", ""),
        (CellVerdict.Tracks, "not learned: a unit goes with it beyond chance, but a unit of the untrained network does so about as well",
            "beyond chance (no untrained network was asked)"),
        (CellVerdict.Chance, "not found: no more than chance gives", ""),
    ];

    /// <summary>Writes the report.</summary>
    public static void Print(TextWriter output, NetworkShape shape, string text, CellSearchResult result)
    {
        output.WriteLine(FormattableString.Invariant(
            $"{shape.Unit.Name}, {shape.Layers} x {shape.Units} units: {result.Units:N0} values of each of the {result.Characters:N0} characters of {text}"));
        output.WriteLine(FormattableString.Invariant(
            $"units were picked on the first {result.Picking:N0} characters; scores are those of the other {result.Characters - result.Picking:N0}"));
        foreach ((CellVerdict verdict, string title, string otherwise) in Chapters)
        {
            PropertyCells[] chapter = [.. result.Properties.Where(cells => Verdict(cells) == verdict)];
            if (chapter.Length == 0) continue;
            output.WriteLine();
            output.WriteLine(verdict == CellVerdict.Tracks && !result.HasTwin ? otherwise : title);
            foreach (PropertyCells cells in chapter) Print(output, cells, verdict);
        }

        if (result.Constant.Count > 0)
        {
            output.WriteLine();
            output.WriteLine($"cannot be told, as the text has too little of it: {string.Join(", ", result.Constant)}");
        }

        PrintLegend(output, result);
    }

    private static CellVerdict Verdict(PropertyCells cells) => cells.Best.Count == 0 ? CellVerdict.Chance : cells.Best[0].Verdict;

    private static void Print(TextWriter output, PropertyCells cells, CellVerdict verdict)
    {
        bool isBinary = cells.Property.Kind == PropertyKind.Binary;
        output.WriteLine();
        output.WriteLine($"  {cells.Property.Name}{(isBinary ? FormattableString.Invariant($", which holds at {Percent(cells.Share)} of the characters") : "")}");
        if (cells.Best.Count == 0)
        {
            output.WriteLine("    no unit varies");
            return;
        }

        CellEvidence best = cells.Best[0];
        output.WriteLine($"    {best.Scored.Unit} {Does(isBinary, best.Scored.IsHigh)}: {Measure(isBinary)} {Interval(best.Scored.Score)}");
        string twin = cells.Twin is { } rival ? FormattableString.Invariant($"untrained {Number(rival.Score.Estimate)} ({rival.Unit}), ") : "";
        output.WriteLine(FormattableString.Invariant($"    {twin}chance up to {Number(cells.Chance)}, q {Small(best.Corrected)}, p {Small(best.Probability)}"));
        if (verdict == CellVerdict.Chance) return;
        if (best.Threshold is { } threshold)
        {
            output.WriteLine(FormattableString.Invariant(
                $"    {(best.Scored.IsHigh ? "from" : "up to")} {threshold.Threshold:0.###}: right at {Percent(threshold.Precision)} of the characters there, which are {Percent(threshold.Recall)} of those it should find; F1 {Number(threshold.F1)}, of always yes {Number(threshold.AlwaysF1)}"));
        }

        if (best.Counter is { } counter)
        {
            output.WriteLine(FormattableString.Invariant(
                $"    as a straight counter: {counter.Slope:+0.#####;-0.#####} a step, explains {Percent(counter.Straight)} of its variance, {Percent(counter.WithinRuns)} between resets; goes back at {Percent(counter.Followed)} of {counter.Resets:N0} resets"));
        }

        if (cells.Group is { } group) output.WriteLine($"    {group.Units.Count} units together: {Interval(group.Score)}{Untrained(cells.TwinGroup)}; {string.Join(", ", group.Units.Select(unit => unit.Unit))}");
        if (cells.Best.Count > 1)
        {
            output.WriteLine($"    next: {string.Join(", ", cells.Best.Skip(1).Select(unit => FormattableString.Invariant(
                $"{unit.Scored.Unit} {(unit.Scored.IsHigh ? "high" : "low")} {Number(unit.Scored.Score.Estimate)}")))}");
        }
    }

    private static string Untrained(GroupScore? group) => group is null ? "" : FormattableString.Invariant($", untrained {Number(group.Score.Estimate)}");

    private static void PrintLegend(TextWriter output, CellSearchResult result)
    {
        string[] lines =
        [
            "AUC, area under the curve: how often the unit is higher (lower) at a character where the property holds than at one where it does not; 0.5 says nothing, 1 is perfect.",
            "rank correlation: 1 where the two are in the same order, 0 where they have nothing to do with each other.",
            FormattableString.Invariant($"in brackets: {100 * result.Bootstrap.Confidence:0.#} % interval, from {result.Bootstrap.Resamples:N0} texts drawn in blocks of {result.Bootstrap.Block:N0} characters."),
            FormattableString.Invariant($"chance: what the best of all units reaches in 95 of 100 shifts of the text ({result.Shifts} shifts, by {result.ShortestShift:N0} characters or more); p: the share of shifts with such a score."),
            FormattableString.Invariant($"q: the share of false claims among all {result.Units:N0} units and {result.Properties.Count} properties that are as far from chance; claimed up to {result.Level:0.###}."),
            "a unit that goes with a property need not be what the network uses for it: only changing the unit can tell.",
        ];
        output.WriteLine();
        foreach (string line in lines) output.WriteLine(line);
    }

    private static string Does(bool isBinary, bool isHigh) => (isBinary, isHigh) switch
    {
        (true, true) => "is high there",
        (true, false) => "is low there",
        (false, true) => "rises with it",
        _ => "falls with it",
    };

    private static string Measure(bool isBinary) => isBinary ? "AUC" : "rank correlation";

    private static string Interval(Interval score) => double.IsNaN(score.Low)
        ? Number(score.Estimate) : $"{Number(score.Estimate)} ({Number(score.Low)} to {Number(score.High)})";

    private static string Number(double number) => FormattableString.Invariant($"{number:0.00}");

    private static string Percent(double share) => double.IsNaN(share) ? "-" : FormattableString.Invariant($"{100 * share:0.#} %");

    private static string Small(double number) => number < 0.001 ? "below 0.001" : FormattableString.Invariant($"{number:0.000}");
}
