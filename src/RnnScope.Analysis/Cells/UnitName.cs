namespace RnnScope.Analysis.Cells;

/// <summary>A unit of a network.</summary>
/// <param name="Site">Its site, as in <c>layers.0.c</c>.</param>
/// <param name="Unit">Its index within the site.</param>
public readonly record struct UnitName(string Site, int Unit)
{
    /// <summary>All units of all sites, in their order.</summary>
    public static IReadOnlyList<UnitName> AllOf(IUnitValues values) =>
        [.. values.Sites.SelectMany(site => Enumerable.Range(0, site.Width).Select(unit => new UnitName(site.Site, unit)))];

    /// <inheritdoc/>
    public override string ToString() => $"{Site} {Unit}";
}

/// <summary>A unit of a small group whose weighted sum follows a property.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Weight">What one of its values counts.</param>
/// <param name="Mean">Its mean where the weight was fitted; values are taken from there.</param>
public readonly record struct WeighedUnit(UnitName Unit, double Weight, double Mean);
