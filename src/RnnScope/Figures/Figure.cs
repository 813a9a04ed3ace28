using System.Xml.Linq;

namespace RnnScope.Figures;

/// <summary>A finished figure with its numbers.</summary>
/// <param name="Name">The beginning of its files' names: small letters, digits and hyphens.</param>
/// <param name="Title">What it is.</param>
/// <param name="Svg">The SVG document.</param>
/// <param name="Data">The numbers that it was drawn from.</param>
internal sealed record Figure(string Name, string Title, string Svg, DataTable Data)
{
    /// <summary>Its width, in pixels.</summary>
    public double Width => (double?)XElement.Parse(Svg).Attribute("width") ?? 0;

    /// <summary>The drawing for the middle of a page, which has the name space of SVG already.</summary>
    public string Inline => Svg.Replace(" xmlns=\"http://www.w3.org/2000/svg\"", "", StringComparison.Ordinal);
}
