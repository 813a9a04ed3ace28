namespace RnnScope.Analysis.Cells;

/// <summary>A unit and how well it goes with a property.</summary>
/// <param name="Site">Its site, as in <c>layers.0.c</c>.</param>
/// <param name="Unit">Its index within the site.</param>
/// <param name="Score">
/// -1 to 1, positive where the unit is high when the property is. Of a binary property twice the area under the curve less 1; of a
/// numeric one the rank correlation.
/// </param>
public readonly record struct RankedUnit(string Site, int Unit, double Score)
{
    /// <summary>
    /// How often the unit is higher at a symbol where a binary property holds than at one where it does not, equal values
    /// counting half: the area under the curve, 0 to 1.
    /// </summary>
    public double Area => (1 + Score) / 2;
}
