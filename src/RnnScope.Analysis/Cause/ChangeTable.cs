using RnnScope.Analysis.Statistics;

namespace RnnScope.Analysis.Cause;

/// <summary>Adds up changes of losses by class and side of the text.</summary>
/// <param name="sides">How many sides there are.</param>
/// <param name="sideOf">(N - 1), the side of each prediction; -1 where it does not count.</param>
/// <param name="losses">(N - 1), what each prediction cost.</param>
/// <param name="change">(N - 1), what the intervention added.</param>
/// <param name="controls">(controls, N - 1), what each control added.</param>
/// <param name="bootstrap">Makes intervals; null for none.</param>
internal sealed class ChangeTable(
    int sides, int[] sideOf, double[] losses, double[] change, IReadOnlyList<double[]> controls, BlockBootstrap? bootstrap)
{
    /// <summary>All predictions as one class.</summary>
    public CauseRow All() => Rows(["all"], new int[sideOf.Length])[0]!;

    /// <summary>The classes that the text has.</summary>
    public CauseTable Of(SymbolClassification classification)
    {
        if (classification.ClassOf.Count != sideOf.Length)
            throw new ArgumentException($"'{classification.Name}' has {classification.ClassOf.Count} symbols, the text {sideOf.Length} that are predicted");
        return new CauseTable(classification.Name, [.. Rows(classification.Classes, classification.ClassOf).OfType<CauseRow>()]);
    }

    /// <summary>What one control changed on each side.</summary>
    public double[] Changes(int control)
    {
        int[] members = new int[sides];
        foreach (int side in sideOf)
            if (side >= 0) members[side]++;
        return Means(controls[control], sideOf, members);
    }

    private CauseRow?[] Rows(IReadOnlyList<string> classes, IReadOnlyList<int> classOf)
    {
        int[] groups = new int[sideOf.Length];
        for (int i = 0; i < groups.Length; i++) groups[i] = sideOf[i] < 0 || classOf[i] < 0 ? -1 : sideOf[i] * classes.Count + classOf[i];
        int count = sides * classes.Count;
        int[] members = new int[count];
        foreach (int group in groups)
            if (group >= 0) members[group]++;
        double[] loss = Means(losses, groups, members), changes = Means(change, groups, members);
        double[][] controlled = [.. controls.Select(control => Means(control, groups, members))];
        IReadOnlyList<Interval>? intervals = bootstrap?.Means(change, groups, count);
        return [.. classes.Select((name, i) => !Enumerable.Range(0, sides).Any(side => members[side * classes.Count + i] > 0)
            ? null : new CauseRow(name, [.. Enumerable.Range(0, sides).Select(side => Cell(side * classes.Count + i))]))];

        CauseCell Cell(int group)
        {
            double estimate = changes[group];
            Interval interval = intervals is not null && members[group] >= CauseCell.FewestForInterval
                ? intervals[group] with { Estimate = estimate } : new Interval(estimate, double.NaN, double.NaN);
            double[] others = [.. controlled.Select(control => control[group])];
            if (others.Length == 0 || members[group] == 0)
                return new CauseCell(members[group], loss[group], interval, double.NaN, double.NaN, double.NaN, double.NaN);
            double ratio = estimate / others.Average(Math.Abs);
            return new CauseCell(members[group], loss[group], interval, others.Average(), others.Min(), others.Max(), ratio);
        }
    }

    private static double[] Means(double[] track, int[] groups, int[] members)
    {
        double[] means = new double[members.Length];
        for (int i = 0; i < groups.Length; i++)
            if (groups[i] >= 0) means[groups[i]] += track[i];
        for (int group = 0; group < means.Length; group++) means[group] /= members[group];
        return means;
    }
}
