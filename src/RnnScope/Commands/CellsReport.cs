using RnnScope.Analysis.Cells;
using RnnScope.Analysis.Features;
using RnnScope.Analysis.Statistics;
using RnnScope.Runs;

namespace RnnScope.Commands;

/// <summary>The result of <c>cells</c> for people: what was learned first, then what any such network does, then what chance gives.</summary>
internal static class CellsReport
{
    private static readonly (CellVerdict Verdict, string Title, string Otherwise)[] Chapters =
    [
        (CellVerdict.Learned, "learned: a unit goes with it, beyond chance and clearly better than any unit did before training", ""),
        (CellVerdict.Tracks, "not learned: a unit goes with it beyond chance, but not clearly better than a unit of the untrained network",
            "beyond chance (no untrained network was asked)"),
        (CellVerdict.Chance, "not found: no more than chance gives", ""),
    ];

    /// <summary>Writes the report.</summary>
    public static void Print(TextWriter output, FoundCells found)
    {
        PrintHead(output, found);
        PrintTable(output, found, [.. Chapters.Select(chapter => chapter.Verdict)]);
        foreach (PropertyCells cells in found.Result.Properties.Where(cells => Verdict(cells) != CellVerdict.Chance)) Print(output, cells);
        LeftOutProperty[] leftOut = [.. found.LeftOut()];
        if (leftOut.Length > 0)
        {
            output.WriteLine();
            output.WriteLine("cannot be told from this text:");
            foreach (LeftOutProperty property in leftOut) output.WriteLine($"  {property.Name}: {property.Reason}");
        }

        PrintLegend(output, found.Result);
    }

    /// <summary>Writes a line for each property that was learned.</summary>
    public static void PrintShort(TextWriter output, FoundCells found)
    {
        PrintHead(output, found);
        if (Chapter(found, CellVerdict.Learned).Length > 0) PrintTable(output, found, CellVerdict.Learned);
        else output.WriteLine("no unit goes with a property clearly better than before training");
        output.WriteLine();
        output.WriteLine("with all evidence: `rnnscope cells` (docs/cells.md)");
    }

    /// <summary>A line for each property, chapter by chapter.</summary>
    private static void PrintTable(TextWriter output, FoundCells found, params CellVerdict[] verdicts)
    {
        PropertyCells[] all = [.. verdicts.SelectMany(verdict => Chapter(found, verdict)).Where(cells => cells.Best.Count > 0)];
        if (all.Length == 0) return;
        int name = Width(all.Select(cells => cells.Property.Name)), unit = Width(all.Select(cells => $"{cells.Best[0].Scored.Unit}")), group = all.Max(cells => cells.Group?.Units.Count ?? 0);
        string together = group > 0 ? FormattableString.Invariant($"{group} together") : "";
        output.WriteLine();
        output.WriteLine($"  {"property".PadRight(name)}  {"unit".PadRight(unit)}  where it is  {"score",-26}  {(found.Result.HasTwin ? "untrained  " : "")}chance      q  {together}".TrimEnd());
        foreach ((CellVerdict verdict, string title, string otherwise) in Chapters.Where(chapter => verdicts.Contains(chapter.Verdict)))
        {
            PropertyCells[] chapter = [.. Chapter(found, verdict).Where(cells => cells.Best.Count > 0)];
            if (chapter.Length == 0) continue;
            output.WriteLine(verdict == CellVerdict.Tracks && !found.Result.HasTwin ? otherwise : title);
            foreach (PropertyCells cells in chapter)
            {
                CellEvidence best = cells.Best[0];
                bool isBinary = cells.Property.Kind == PropertyKind.Binary;
                string twin = found.Result.HasTwin ? $"{(cells.Twin is { } rival ? Number(rival.Score.Estimate) : "-"),9}  " : "";
                output.WriteLine($"  {cells.Property.Name.PadRight(name)}  {$"{best.Scored.Unit}".PadRight(unit)}  {Side(isBinary, best.Scored.IsHigh),-11}  {$"{(isBinary ? "AUC" : "rank")} {Interval(best.Scored.Score)}",-26}  {twin}{Number(cells.Chance),6} {Small(best.Corrected),6}  {(cells.Group is { } some ? Number(some.Score.Estimate) : "")}".TrimEnd());
            }
        }

        static int Width(IEnumerable<string> texts) => texts.Max(text => text.Length);
    }

    private static void PrintHead(TextWriter output, FoundCells found)
    {
        CellSearchResult result = found.Result;
        output.WriteLine(FormattableString.Invariant(
            $"{found.Network.Unit.Name}, {found.Network.Layers} x {found.Network.Units}: {result.Units:N0} units of its signals over the {result.Characters:N0} characters of {found.Text}, {found.Searched.Kind.ToString().ToLowerInvariant()}"));
        output.WriteLine(FormattableString.Invariant(
            $"units were picked on the first {result.Picking:N0} characters; scores are those of the other {result.Characters - result.Picking:N0}"));
    }

    private static PropertyCells[] Chapter(FoundCells found, CellVerdict verdict) => [.. found.Result.Properties.Where(cells => Verdict(cells) == verdict)];

    private static CellVerdict Verdict(PropertyCells cells) => cells.Best.Count == 0 ? CellVerdict.Chance : cells.Best[0].Verdict;

    private static void Print(TextWriter output, PropertyCells cells)
    {
        bool isBinary = cells.Property.Kind == PropertyKind.Binary;
        output.WriteLine();
        output.WriteLine($"  {cells.Property.Name}{(isBinary ? FormattableString.Invariant($", which holds at {Percent(cells.Share)} of the characters") : "")}");
        CellEvidence best = cells.Best[0];
        output.WriteLine($"    {best.Scored.Unit} {Does(isBinary, best.Scored.IsHigh)}: {Measure(isBinary)} {Interval(best.Scored.Score)}");
        string twin = cells.Twin is { } rival ? FormattableString.Invariant($"untrained {Number(rival.Score.Estimate)} ({rival.Unit}), ") : "";
        output.WriteLine(FormattableString.Invariant($"    {twin}chance up to {Number(cells.Chance)}, q {Small(best.Corrected)}, p {Small(best.Probability)}"));
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

        if (cells.Group is { } group) output.WriteLine($"    {group.Units.Count} units together: {Interval(group.Score)}{Untrained(cells.TwinGroup?.Score)}; {string.Join(", ", group.Units.Select(unit => unit.Unit))}");
        if (cells.Best.Count > 1)
        {
            output.WriteLine($"    next: {string.Join(", ", cells.Best.Skip(1).Select(unit => FormattableString.Invariant(
                $"{unit.Scored.Unit} {(unit.Scored.IsHigh ? "high" : "low")} {Number(unit.Scored.Score.Estimate)}{(unit.Verdict > best.Verdict ? ", learned" : "")}")))}");
        }
    }

    private static string Untrained(Interval? score) => score is null ? "" : $", untrained {Number(score.Estimate)}";

    private static void PrintLegend(TextWriter output, CellSearchResult result)
    {
        string[] lines =
        [
            "AUC, area under the curve: how often the unit is higher (lower) at a character where the property holds than at one where it does not; 0.5 says nothing, 1 is perfect.",
            "rank, Spearman's rank correlation: 1 where the two are in the same order, 0 where they have nothing to do with each other.",
            FormattableString.Invariant($"in brackets: {100 * result.Bootstrap.Confidence:0.#} % interval, from {result.Bootstrap.Resamples:N0} texts drawn in blocks of {result.Bootstrap.Block:N0} characters."),
            FormattableString.Invariant($"chance: what the best of all units reaches in 95 of 100 shifts of the text ({result.Shifts} shifts, by {result.ShortestShift:N0} characters or more); p: the share of shifts with such a score."),
            FormattableString.Invariant($"q: the share of false claims among all {result.Units:N0} units and {result.Properties.Count} properties that are as far from chance; claimed up to {result.Level:0.###}."),
            .. Untrained(result),
            "together: a small group of units, weighted to follow the property; it finds what no unit holds alone.",
            "a unit that goes with a property need not be what the network uses for it: only changing the unit can tell.",
        ];
        output.WriteLine();
        foreach (string line in lines) output.WriteLine(line);
    }

    private static string[] Untrained(CellSearchResult result) => !result.HasTwin ? [] :
    [
        FormattableString.Invariant($"untrained: the best unit of the same network before training, found and scored in the same way; learned is what beats it by more than {result.Margin:0.##}, with the whole interval of the difference."),
    ];

    private static string Side(bool isBinary, bool isHigh) => (isBinary, isHigh) switch
    {
        (true, true) => "high",
        (true, false) => "low",
        (false, true) => "rises",
        _ => "falls",
    };

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

    private static string Small(double number) => number < 0.001 ? "<0.001" : FormattableString.Invariant($"{number:0.000}");
}
