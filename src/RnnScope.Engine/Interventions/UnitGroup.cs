using System.Globalization;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Tracing;

namespace RnnScope.Engine.Interventions;

/// <summary>Units of one site, by name: <c>layers.1.c:43</c>, <c>layers.1.c:3,7,10-12</c>, or <c>layers.1.c</c> for all of them.</summary>
/// <param name="Site">The site; one of a layer.</param>
/// <param name="Units">Indices below H, ascending, each once; at least one.</param>
public sealed record UnitGroup(Site Site, IReadOnlyList<int> Units)
{
    /// <summary>Reads a name.</summary>
    /// <param name="shape">The network that has the units.</param>
    /// <param name="name">Site, a colon and units with commas and ranges between them; without a colon, the whole site.</param>
    /// <exception cref="SiteException">The network has no such site or unit, or the name cannot be read.</exception>
    public static UnitGroup Parse(NetworkShape shape, string name)
    {
        int colon = name.IndexOf(':', StringComparison.Ordinal);
        string siteName = (colon < 0 ? name : name[..colon]).Trim();
        Site[] sites = [.. SiteName.AllOf(shape).Where(site => site.Layer >= 0)];
        Site site = sites.FirstOrDefault(site => site.Name == siteName) ?? throw SiteName.Unknown(siteName, sites.Select(site => site.Name));
        if (colon < 0) return new UnitGroup(site, [.. Enumerable.Range(0, site.Width)]);
        SortedSet<int> units = [];
        foreach (string part in name[(colon + 1)..].Split(',', StringSplitOptions.TrimEntries))
        {
            string[] ends = part.Split('-', 2, StringSplitOptions.TrimEntries);
            (int from, int to) = (Unit(ends[0], part, site), Unit(ends[^1], part, site));
            if (to < from) throw Bad(site, $"a range from the smaller to the larger unit, found '{part}'");
            for (int unit = from; unit <= to; unit++) units.Add(unit);
        }

        return new UnitGroup(site, [.. units]);
    }

    /// <summary>The same units and no others.</summary>
    public bool Equals(UnitGroup? other) => other is not null && Site == other.Site && Units.SequenceEqual(other.Units);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Site, Units.Count, Units[0]);

    /// <summary>The name, as <see cref="Parse"/> reads it; neighbours are written as ranges.</summary>
    public override string ToString()
    {
        if (Units.Count == Site.Width) return Site.Name;
        List<string> parts = [];
        for (int i = 0, next; i < Units.Count; i = next)
        {
            next = i + 1;
            while (next < Units.Count && Units[next] == Units[next - 1] + 1) next++;
            parts.Add(next == i + 1 ? Text(Units[i]) : $"{Text(Units[i])}-{Text(Units[next - 1])}");
        }

        return $"{Site.Name}:{string.Join(',', parts)}";
    }

    private static string Text(int unit) => unit.ToString(CultureInfo.InvariantCulture);

    private static int Unit(string text, string part, Site site)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int unit))
            throw Bad(site, $"numbers of units, found '{part}'");
        return unit < site.Width ? unit : throw Bad(site, $"units below {site.Width}, found {unit}");
    }

    private static SiteException Bad(Site site, string problem) =>
        new($"{site.Name}: expected {problem}", $"write {site.Name}:0, {site.Name}:0,2-3, or {site.Name} for all {site.Width} units");
}
