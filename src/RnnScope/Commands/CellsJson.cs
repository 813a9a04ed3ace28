using RnnScope.Analysis.Cells;
using RnnScope.Analysis.Features;
using RnnScope.Runs;

namespace RnnScope.Commands;

/// <summary>The result of <c>cells</c> for scripts, for the file in the run's folder, and for the viewer.</summary>
internal static class CellsJson
{
    /// <summary>Everything; names are written as the reader's policy says.</summary>
    public static object Of(string run, string text, CellSearchResult result) => new
    {
        run,
        text,
        result.Characters,
        result.Picking,
        result.Units,
        result.Shifts,
        result.ShortestShift,
        Bootstrap = CommandContext.Json(result.Bootstrap),
        result.Level,
        result.Margin,
        Twin = result.HasTwin,
        Properties = result.Properties.Select(Of),
        result.Constant,
    };

    /// <summary>The best unit of each property that chance does not explain; those that were learned first.</summary>
    public static IReadOnlyList<Finding> Findings(CellSearchResult result) =>
    [
        .. from cells in result.Properties
           where cells.Best.Count > 0 && cells.Best[0].Verdict != CellVerdict.Chance
           let best = cells.Best[0]
           orderby best.Verdict == CellVerdict.Learned descending
           select new Finding(
               cells.Property.Name, best.Scored.Unit.Site, best.Scored.Unit.Unit, best.Scored.Score.Estimate, Measure(cells.Property.Kind, best.Scored.IsHigh),
               new FindingEvidence(
                   best.Scored.IsHigh, CommandContext.Finite(best.Scored.Score.Low), CommandContext.Finite(best.Scored.Score.High), cells.Chance, best.Corrected,
                   cells.Twin?.Score.Estimate, best.Verdict == CellVerdict.Learned)),
    ];

    /// <summary>What a score is, in words.</summary>
    public static string Measure(PropertyKind kind, bool isHigh) => (kind, isHigh) switch
    {
        (PropertyKind.Binary, true) => "area under the curve (high where it holds), on text it was not picked on",
        (PropertyKind.Binary, false) => "area under the curve (low where it holds), on text it was not picked on",
        (_, true) => "rank correlation (rises with it), on text it was not picked on",
        _ => "rank correlation (falls with it), on text it was not picked on",
    };

    private static object Of(PropertyCells cells) => new
    {
        Property = cells.Property.Name,
        cells.Property.Description,
        Kind = cells.Property.Kind == PropertyKind.Binary ? "binary" : "numeric",
        Measure = cells.Property.Kind == PropertyKind.Binary ? "area under the curve" : "rank correlation",
        Share = CommandContext.Finite(cells.Share),
        cells.Chance,
        Best = cells.Best.Select(Of),
        Twin = cells.Twin is { } twin ? Of(twin) : null,
        Group = cells.Group is { } group ? Of(group) : null,
        TwinGroup = cells.TwinGroup is { } twinGroup ? Of(twinGroup) : null,
    };

    private static object Of(CellEvidence evidence) => new
    {
        evidence.Scored.Unit.Site,
        evidence.Scored.Unit.Unit,
        Direction = Direction(evidence.Scored),
        evidence.Scored.PickedOn,
        Score = CommandContext.Json(evidence.Scored.Score),
        P = evidence.Probability,
        Q = evidence.Corrected,
        Lead = evidence.Lead is { } lead ? CommandContext.Json(lead) : null,
        Verdict = evidence.Verdict switch { CellVerdict.Learned => "learned", CellVerdict.Tracks => "tracks", _ => "chance" },
        Correlation = CommandContext.Finite(evidence.Correlation),
        Threshold = evidence.Threshold is { } threshold ? Of(threshold) : null,
        Counter = evidence.Counter is { } counter ? Of(counter) : null,
    };

    private static object Of(UnitScore scored) => new
    {
        scored.Unit.Site, scored.Unit.Unit, Direction = Direction(scored), scored.PickedOn, Score = CommandContext.Json(scored.Score),
    };

    private static object Of(ThresholdFit fit) => new
    {
        Value = CommandContext.Finite(fit.Threshold), F1 = CommandContext.Finite(fit.F1), Precision = CommandContext.Finite(fit.Precision),
        Recall = CommandContext.Finite(fit.Recall), AlwaysF1 = CommandContext.Finite(fit.AlwaysF1),
    };

    private static object Of(CounterFit fit) => new
    {
        Slope = CommandContext.Finite(fit.Slope), Straight = CommandContext.Finite(fit.Straight), WithinRuns = CommandContext.Finite(fit.WithinRuns), fit.Resets,
        Followed = CommandContext.Finite(fit.Followed),
    };

    private static object Of(GroupScore group) => new
    {
        Units = group.Units.Select(unit => new
        {
            unit.Unit.Site, unit.Unit.Unit, Weight = CommandContext.Finite(unit.Weight), Mean = CommandContext.Finite(unit.Mean),
        }),
        Score = CommandContext.Json(group.Score),
        Gain = CommandContext.Json(group.Gain),
    };

    private static string Direction(UnitScore scored) => scored.IsHigh ? "high" : "low";
}
