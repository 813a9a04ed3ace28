using RnnScope.Analysis.Features;
using RnnScope.Analysis.Statistics;
using RnnScope.Engine.Tracing;

namespace RnnScope.Analysis.Cells;

/// <summary>Which units track what, with the evidence.</summary>
/// <param name="Characters">N, symbols of the text.</param>
/// <param name="Picking">Symbols of its first part, which units were picked on.</param>
/// <param name="Units">Units that were searched.</param>
/// <param name="Shifts">Circular shifts that the null distribution is made of.</param>
/// <param name="ShortestShift">Symbols of the shortest of them.</param>
/// <param name="Bootstrap">What the intervals were made with.</param>
/// <param name="Level">The share of false claims that was allowed.</param>
/// <param name="Margin">By how much a unit has to beat the best one of the twin, with its whole interval.</param>
/// <param name="HasTwin">Whether an untrained twin was searched too.</param>
/// <param name="Properties">The properties, those with the best units first.</param>
/// <param name="Constant">Names of properties that do not vary in one of the parts; nothing can be said about them.</param>
public sealed record CellSearchResult(
    int Characters, int Picking, int Units, int Shifts, int ShortestShift, BlockBootstrap Bootstrap, double Level, double Margin, bool HasTwin,
    IReadOnlyList<PropertyCells> Properties, IReadOnlyList<string> Constant);

/// <summary>What was found about a property.</summary>
/// <param name="Property">The property; its track is that of the whole text.</param>
/// <param name="Share">Of a binary property, the share of the symbols of the second part where it holds; else NaN.</param>
/// <param name="Chance">The score that the best of all units stays within in 95 of 100 shifts of the property.</param>
/// <param name="Best">The units with the best scores on the first part, best first; scores are those of the second part.</param>
/// <param name="Twin">The best unit of the untrained twin, found and scored in the same way; null without a twin, or where none of its units varies.</param>
/// <param name="Group">A small group of units; null where none was asked for or found.</param>
/// <param name="TwinGroup">A small group of the twin's.</param>
public sealed record PropertyCells(
    TextProperty Property, double Share, double Chance, IReadOnlyList<CellEvidence> Best, UnitScore? Twin, GroupScore? Group, GroupScore? TwinGroup);

/// <summary>How well a unit goes with a property, on the part of the text that it was not picked on.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="IsHigh">Whether it was picked for being high, rather than low, where the property is.</param>
/// <param name="PickedOn">Its score on the part that it was picked on; too good by the choice among many units.</param>
/// <param name="Score">
/// Of a binary property the area under the curve, of a numeric one Spearman's correlation, both turned so that larger is better;
/// below 0.5 or 0 the unit goes the other way than it was picked for.
/// </param>
public sealed record UnitScore(UnitAddress Unit, bool IsHigh, double PickedOn, Interval Score);

/// <summary>A unit with all evidence.</summary>
/// <param name="Scored">The unit and its score.</param>
/// <param name="Probability">How often, by chance, the best of all units has such a score or a larger one.</param>
/// <param name="Corrected">The share of false claims among all units and properties that are as far from chance (q); 1 where the score is on the wrong side of chance.</param>
/// <param name="Lead">The score less that of the twin's best unit, over the same drawn texts; null without a twin.</param>
/// <param name="Verdict">What may be said about it.</param>
/// <param name="Correlation">Pearson's correlation with the property, with its true sign.</param>
/// <param name="Threshold">Of a binary property, how well it can be told from a threshold; else null.</param>
/// <param name="Counter">Of a numeric property, how well the unit is a straight counter; else null.</param>
public sealed record CellEvidence(
    UnitScore Scored, double Probability, double Corrected, Interval? Lead, CellVerdict Verdict, double Correlation, ThresholdFit? Threshold, CounterFit? Counter);

/// <summary>What may be said about a unit and a property.</summary>
public enum CellVerdict
{
    /// <summary>Its score is one that chance gives too.</summary>
    Chance,

    /// <summary>It goes with the property, and a unit of the untrained twin does so about as well, or no twin was asked.</summary>
    Tracks,

    /// <summary>It goes with the property, and clearly better than any unit of the untrained twin.</summary>
    Learned,
}

/// <summary>How well a property is read off a small group of units, on the part of the text that the group was not picked on.</summary>
/// <param name="Units">The units in the order in which they were taken, with their weights.</param>
/// <param name="Score">The score of their weighted sum, as of one unit.</param>
/// <param name="Gain">This less the score of the best unit, over the same drawn texts.</param>
public sealed record GroupScore(IReadOnlyList<WeighedUnit> Units, Interval Score, Interval Gain);
