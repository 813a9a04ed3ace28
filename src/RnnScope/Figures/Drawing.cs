using System.Globalization;
using System.Xml.Linq;

namespace RnnScope.Figures;

/// <summary>A sheet that lines, shapes and words are drawn on; it becomes an SVG document. Sizes are in pixels, y goes down.</summary>
internal sealed class Drawing
{
    /// <summary>Size of words and numbers.</summary>
    public const double TextSize = 14;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private readonly List<XElement> _elements = [];

    /// <summary>Adds a straight line.</summary>
    public void Line(double x1, double y1, double x2, double y2, Paint paint, double width = 1, string? dashes = null) =>
        Add("line", ("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2), Stroke(paint), ("stroke-width", width), ("stroke-dasharray", dashes));

    /// <summary>Adds lines from point to point.</summary>
    public void Polyline(IEnumerable<(double X, double Y)> points, Paint paint, double width = 1.8, string? dashes = null, double opacity = 1) =>
        Add("polyline", ("points", Points(points)), ("fill", "none"), Stroke(paint), ("stroke-width", width), ("stroke-dasharray", dashes),
            ("stroke-linejoin", "round"), ("opacity", opacity == 1 ? null : opacity));

    /// <summary>Adds a filled outline.</summary>
    public void Polygon(IEnumerable<(double X, double Y)> points, Paint paint, double opacity = 1) =>
        Add("polygon", ("points", Points(points)), Fill(paint), ("fill-opacity", opacity));

    /// <summary>Adds a rectangle; with a hint it shows when somebody points at it.</summary>
    public void Rectangle(double x, double y, double width, double height, Paint paint, string? hint = null, double opacity = 1) =>
        Add("rect", hint, ("x", x), ("y", y), ("width", Math.Max(0, width)), ("height", Math.Max(0, height)), Fill(paint), ("fill-opacity", opacity == 1 ? null : opacity));

    /// <summary>Adds a circle with an outline.</summary>
    public void Circle(double x, double y, double radius, Paint paint, double opacity) =>
        Add("circle", ("cx", x), ("cy", y), ("r", radius), Fill(paint), Stroke(paint), ("fill-opacity", opacity), ("stroke-width", 1.8));

    /// <summary>Adds a mark whose shape goes with its series, so that colour is not all that tells them apart.</summary>
    public void Marker(double x, double y, int shape, Paint paint, double size = 4, string? hint = null, string? address = null, double opacity = 1)
    {
        XElement marker = (shape % 4) switch
        {
            0 => Element("circle", ("cx", x), ("cy", y), ("r", size)),
            1 => Element("path", ("d", FormattableString.Invariant($"M{x - size:0.##} {y - size:0.##}h{2 * size:0.##}v{2 * size:0.##}h{-2 * size:0.##}z"))),
            2 => Element("path", ("d", FormattableString.Invariant($"M{x:0.##} {y - 1.25 * size:0.##}l{1.2 * size:0.##} {2.1 * size:0.##}h{-2.4 * size:0.##}z"))),
            _ => Element("path", ("d", FormattableString.Invariant($"M{x:0.##} {y - 1.35 * size:0.##}l{1.35 * size:0.##} {1.35 * size:0.##}l{-1.35 * size:0.##} {1.35 * size:0.##}l{-1.35 * size:0.##} {-1.35 * size:0.##}z"))),
        };
        Set(marker, Fill(paint));
        Set(marker, Stroke(Palette.Paper));
        Set(marker, ("stroke-width", 0.7));
        if (opacity != 1) Set(marker, ("fill-opacity", opacity));
        if (hint is not null) marker.Add(new XElement(Svg + "title", VisibleText.Of(hint)));
        // Thousands of dots would be thousands of stops for the tab key: the lists beside a figure have links that can be reached.
        _elements.Add(address is null ? marker : new XElement(Svg + "a", new XAttribute("href", address), new XAttribute("tabindex", "-1"), marker));
    }

    /// <summary>Adds words.</summary>
    /// <param name="x">Where they start, end or have their middle.</param>
    /// <param name="y">Their base line.</param>
    /// <param name="text">The words; any text.</param>
    /// <param name="paint">Their colour.</param>
    /// <param name="anchor"><c>start</c>, <c>middle</c> or <c>end</c>.</param>
    /// <param name="size">Their size.</param>
    /// <param name="turned">Whether they go upwards.</param>
    /// <param name="isBold">Whether they are a heading.</param>
    /// <param name="isHaloed">Whether what is behind them is lightened, so that they can be read on lines.</param>
    public void Text(
        double x, double y, string text, Paint paint, string anchor = "start", double size = TextSize, bool turned = false, bool isBold = false, bool isHaloed = false)
    {
        XElement element = Element("text", ("x", x), ("y", y), ("text-anchor", anchor == "start" ? null : anchor), ("font-size", size), Fill(paint),
            ("font-weight", isBold ? "600" : null),
            ("transform", turned ? FormattableString.Invariant($"rotate(-90 {x:0.##} {y:0.##})") : null));
        if (isHaloed)
        {
            Set(element, Stroke(Palette.Paper));
            Set(element, ("stroke-width", 3));
            Set(element, ("paint-order", "stroke"));
            Set(element, ("stroke-linejoin", "round"));
        }

        element.Value = VisibleText.Of(text);
        _elements.Add(element);
    }

    /// <summary>About how wide words are: fonts differ, so this is for leaving room, not for setting type.</summary>
    public static double WidthOf(string text, double size = TextSize) => 0.56 * size * new StringInfo(text).LengthInTextElements;

    /// <summary>The document.</summary>
    /// <param name="name">The figure's name: the beginning of all ids, so that several figures fit on one page.</param>
    /// <param name="title">What it is, for people who do not see it.</param>
    /// <param name="description">What it shows.</param>
    /// <param name="width">Width of the sheet.</param>
    /// <param name="height">Height of the sheet.</param>
    public string Document(string name, string title, string description, double width, double height)
    {
        XElement root = Element("svg",
            ("viewBox", FormattableString.Invariant($"0 0 {width:0.##} {height:0.##}")), ("width", width), ("height", height), ("role", "img"),
            ("aria-labelledby", $"{name}-title {name}-description"),
            ("font-family", "system-ui, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif"));
        XElement paper = Element("rect", ("width", width), ("height", height), ("fill", Palette.Paper.Light));
        paper.Add(new XAttribute("class", "sheet"));
        root.Add(Named("title", $"{name}-title", title), Named("desc", $"{name}-description", description), paper);
        root.Add(_elements);
        return root.ToString(SaveOptions.None) + "\n";
    }

    private static XElement Named(string element, string id, string text) => new(Svg + element, new XAttribute("id", id), VisibleText.Of(text));

    private static (string, object?) Fill(Paint paint) => ("fill", paint);

    private static (string, object?) Stroke(Paint paint) => ("stroke", paint);

    private static string Points(IEnumerable<(double X, double Y)> points) =>
        string.Join(' ', points.Select(point => FormattableString.Invariant($"{point.X:0.##},{point.Y:0.##}")));

    private void Add(string name, params (string, object?)[] attributes) => Add(name, null, attributes);

    private void Add(string name, string? hint, params (string, object?)[] attributes)
    {
        XElement element = Element(name, attributes);
        if (hint is not null) element.Add(new XElement(Svg + "title", VisibleText.Of(hint)));
        _elements.Add(element);
    }

    private static XElement Element(string name, params (string, object?)[] attributes)
    {
        XElement element = new(Svg + name);
        foreach ((string, object?) attribute in attributes) Set(element, attribute);
        return element;
    }

    /// <summary>Sets an attribute; a colour is set as its light value and, for pages, as a class that goes before it.</summary>
    private static void Set(XElement element, (string Name, object? Value) attribute)
    {
        if (attribute.Value is Paint paint)
        {
            string? before = element.Attribute("class")?.Value;
            element.SetAttributeValue("class", (before is null ? "" : before + " ") + $"{attribute.Name}-{paint.Name}");
            element.SetAttributeValue(attribute.Name, paint.Light);
            return;
        }

        element.SetAttributeValue(attribute.Name, attribute.Value is double number ? number.ToString("0.##", CultureInfo.InvariantCulture) : attribute.Value);
    }
}
