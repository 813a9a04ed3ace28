using RnnScope.Analysis.Statistics;

namespace RnnScope.Analysis.Cause;

/// <summary>What interventions changed.</summary>
/// <param name="Text">What people call the text.</param>
/// <param name="Characters">N, symbols of the text.</param>
/// <param name="Interventions">What was done.</param>
/// <param name="Property">The property's name; null where none was asked for.</param>
/// <param name="Description">Its definition; empty where there is none.</param>
/// <param name="Options">How it was measured.</param>
/// <param name="Sides">Names of the sides of the text: where the property holds and elsewhere, or everywhere.</param>
/// <param name="Units">Each unit on which something was done, with what it is like in the network as it is.</param>
/// <param name="Controls">What was done instead: for each control, its units by site.</param>
/// <param name="All">All predictions.</param>
/// <param name="Tables">The same by class, one for each classification.</param>
/// <param name="Following">For a single patch, the predictions from that place on; else empty.</param>
public sealed record CauseResult(
    string Text, int Characters, IReadOnlyList<Intervention> Interventions, string? Property, string Description, CauseOptions Options,
    IReadOnlyList<string> Sides, IReadOnlyList<TreatedUnit> Units, IReadOnlyList<ControlGroup> Controls,
    CauseRow All, IReadOnlyList<CauseTable> Tables, IReadOnlyList<FollowingPrediction> Following);

/// <summary>A unit on which something was done.</summary>
/// <param name="Site">Its site.</param>
/// <param name="Unit">Its index.</param>
/// <param name="Mean">Its mean over the text.</param>
/// <param name="StandardDeviation">Its standard deviation.</param>
/// <param name="Minimum">Its smallest value.</param>
/// <param name="Maximum">Its largest value.</param>
public sealed record TreatedUnit(string Site, int Unit, double Mean, double StandardDeviation, double Minimum, double Maximum);

/// <summary>Other units to which the same was done.</summary>
/// <param name="Units">Names of the groups, one for each intervention.</param>
/// <param name="StandardDeviation">The standard deviation of each of their units, group after group.</param>
/// <param name="Change">What it changed, one number for each side of the text: a mean over all its predictions, in nats.</param>
public sealed record ControlGroup(IReadOnlyList<string> Units, IReadOnlyList<double> StandardDeviation, IReadOnlyList<double> Change);

/// <summary>The changes of the classes of one classification.</summary>
/// <param name="Name">What symbols are sorted by.</param>
/// <param name="Rows">One for each class that the text has.</param>
public sealed record CauseTable(string Name, IReadOnlyList<CauseRow> Rows);

/// <summary>The changes of one class.</summary>
/// <param name="Class">Its name.</param>
/// <param name="Sides">One for each side of the text.</param>
public sealed record CauseRow(string Class, IReadOnlyList<CauseCell> Sides);

/// <summary>What an intervention changed for some predictions.</summary>
/// <param name="Count">How many predictions.</param>
/// <param name="Loss">Their mean loss as the network is, in nats; NaN where there are none.</param>
/// <param name="Change">The mean loss with the intervention less that; below <see cref="FewestForInterval"/> predictions there is no interval.</param>
/// <param name="ControlMean">The mean of the controls' changes; NaN without controls.</param>
/// <param name="ControlLow">The smallest of them.</param>
/// <param name="ControlHigh">The largest of them.</param>
/// <param name="Ratio">The change by the mean size of the controls' changes: so many times a control's.</param>
public sealed record CauseCell(
    int Count, double Loss, Interval Change, double ControlMean, double ControlLow, double ControlHigh, double Ratio)
{
    /// <summary>Of fewer predictions a bootstrap knows too little.</summary>
    public const int FewestForInterval = 10;
}

/// <summary>One prediction behind a patch.</summary>
/// <param name="Place">The place of the predicted symbol in the text.</param>
/// <param name="Loss">What it cost, in nats.</param>
/// <param name="Patched">What it cost with the patch.</param>
/// <param name="ControlMean">The mean change with the controls; NaN without.</param>
public sealed record FollowingPrediction(int Place, double Loss, double Patched, double ControlMean);
