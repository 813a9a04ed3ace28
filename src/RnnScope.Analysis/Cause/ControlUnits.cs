using RnnScope.Engine.Tracing;
using RnnScope.Numerics;

namespace RnnScope.Analysis.Cause;

/// <summary>Finds units that move as much as those that something is done to: what would happen to any such unit?</summary>
internal static class ControlUnits
{
    /// <summary>Control groups for units of one site.</summary>
    /// <param name="statistics">All units of the site.</param>
    /// <param name="units">The units that something is done to; none of them is in a control.</param>
    /// <param name="count">The most groups.</param>
    /// <param name="seed">Which of the candidates go together.</param>
    /// <returns>
    /// Groups of as many units as <paramref name="units"/>, each in the place of the unit that it stands for: one of the
    /// <paramref name="count"/> whose standard deviation is nearest. A single unit's controls are just these. Fewer groups
    /// where the site has fewer units to fill them.
    /// </returns>
    public static IReadOnlyList<int[]> Match(IReadOnlyList<UnitStatistics> statistics, IReadOnlyList<int> units, int count, ulong seed)
    {
        HashSet<int> treated = [.. units];
        int[] others = [.. Enumerable.Range(0, statistics.Count).Where(unit => !treated.Contains(unit))];
        int groups = others.Length < units.Count ? 0 : Math.Min(count, others.Length);
        int[][] nearest = [.. units.Select(unit => others.OrderBy(other => Distance(unit, other)).ThenBy(other => other).ToArray())];
        Rng rng = new(seed);
        foreach (int[] candidates in nearest) rng.Shuffle(candidates.AsSpan(0, groups));
        List<int[]> result = [];
        for (int group = 0; group < groups; group++)
        {
            HashSet<int> taken = [];
            // From the group's own turn on, and when all near ones are taken, farther ones.
            result.Add([.. nearest.Select(candidates => Turn(candidates, group, groups).First(taken.Add))]);
        }

        return result;

        double Distance(int unit, int other) => Math.Abs((double)statistics[unit].StandardDeviation - statistics[other].StandardDeviation);
    }

    private static IEnumerable<int> Turn(int[] candidates, int turn, int near) =>
        Enumerable.Range(0, near).Select(i => candidates[(turn + i) % near]).Concat(candidates.Skip(near));
}
