using System.Globalization;

namespace RnnScope.Engine.Tracing;

/// <summary>Where one unit is, written <c>layers.1.c:43</c> in command lines, files and addresses.</summary>
/// <param name="Site">The name of its site.</param>
/// <param name="Unit">Its index within the site, from 0.</param>
public readonly record struct UnitAddress(string Site, int Unit)
{
    /// <summary>Reads an address.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="sites">The sites that there are, with their numbers of units.</param>
    /// <exception cref="SiteException">It is no address, or there is no such site or unit.</exception>
    public static UnitAddress Parse(string text, IEnumerable<(string Site, int Width)> sites)
    {
        int colon = text.LastIndexOf(':');
        string site = colon < 0 ? text : text[..colon], number = colon < 0 ? "" : text[(colon + 1)..];
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int unit))
            throw new SiteException($"expected a unit such as layers.0.h:12, found '{text}'", "write the site, a colon and the number of the unit, from 0");
        return new UnitAddress(site, unit).Checked(sites);
    }

    /// <summary>This address, if there is such a unit.</summary>
    /// <exception cref="SiteException">There is none.</exception>
    public UnitAddress Checked(IEnumerable<(string Site, int Width)> sites)
    {
        (string Site, int Width)[] all = [.. sites];
        string wanted = Site;
        int found = Array.FindIndex(all, known => known.Site == wanted);
        if (found < 0) throw SiteName.Unknown(wanted, all.Select(known => known.Site));
        return (uint)Unit < (uint)all[found].Width
            ? this
            : throw new SiteException($"there is no unit {Unit} in '{wanted}'", $"expected 0 to {all[found].Width - 1}");
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Site}:{Unit}");
}
