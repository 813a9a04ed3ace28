using RnnScope.Engine.Interventions;
using RnnScope.Engine.Tracing;

namespace RnnScope.Analysis.Cause;

/// <summary>Turns interventions into values that units are held at, for the units themselves and for controls.</summary>
/// <param name="interventions">The interventions.</param>
/// <param name="statistics">What all units of their sites are like.</param>
/// <param name="sources">Values from other places.</param>
/// <param name="rows">For interventions of one row, where it holds, (N); null for everywhere.</param>
internal sealed class HoldPlan(
    IReadOnlyList<Intervention> interventions, IReadOnlyDictionary<string, UnitStatistics[]> statistics, SourceRows sources, int[]? rows)
{
    /// <summary>The holds, with other units in the place of those of the interventions.</summary>
    /// <param name="stand">For each intervention, its units or those that stand for them.</param>
    /// <param name="characters">N.</param>
    public Hold[] For(IReadOnlyList<IReadOnlyList<int>> stand, int characters) =>
        [.. interventions.Select((intervention, i) => For(intervention, stand[i], characters))];

    private Hold For(Intervention intervention, IReadOnlyList<int> units, int characters)
    {
        Site site = intervention.Units.Site;
        // A group lists its units in order; here their order is that of the units that they stand for.
        UnitGroup group = new(site, units);
        UnitStatistics[] all = statistics[site.Name];
        switch (intervention.Kind)
        {
            case InterventionKind.Patch:
                int[] once = new int[characters];
                Array.Fill(once, Hold.Free);
                once[intervention.To] = sources.RowOf(intervention.From);
                return new Hold(group, sources.Of(site, units), once);
            case InterventionKind.Exchange:
                return new Hold(group, sources.Of(site, units), sources.Exchange);
            case InterventionKind.Mean:
                return new Hold(group, [.. units.Select(unit => all[unit].Mean)], rows);
            case InterventionKind.Clamp:
                return new Hold(group, [.. units.Select((unit, i) => AsFar(intervention.Value, all[intervention.Units.Units[i]], all[unit]))], rows);
            default:
                return new Hold(group, new float[units.Count], rows);
        }
    }

    /// <summary>The value that is as far from the one unit's mean, in standard deviations, as a value is from the other's.</summary>
    private static float AsFar(float value, UnitStatistics treated, UnitStatistics stand)
    {
        if (treated.Equals(stand) || treated.StandardDeviation == 0) return value;
        return (float)(stand.Mean + ((double)value - treated.Mean) / treated.StandardDeviation * stand.StandardDeviation);
    }
}
