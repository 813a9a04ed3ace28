using System.Globalization;
using System.Xml.Linq;
using RnnScope.Figures;
using RnnScope.Figures.Marks;

namespace RnnScope.Tests.Figures;

public sealed class PlotTests
{
    private const string Evil = "<script>alert('\u0000\u001b[31m & \"quoted\"')</script>\uFFFE\uD800";

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Draw_EveryMark_IsWellFormedAndNamed()
    {
        Axis x = new("epoch", 0.1, 50, IsLogarithmic: true), y = new("loss (nats)", 1, 3);
        Plot plot = new(x, y,
        [
            new Band([(1, 1.5, 2), (2, double.NaN, double.NaN), (3, 1.5, 2), (4, 1.4, 1.9)], Palette.Baseline), new Curve([(1, 2), (2, double.NaN), (3, 1.5), (4, 1.4)], Palette.Series(0)),
            new Dots([new Dot(1, 2, "layers.1.f unit 9", "http://127.0.0.1:80/#unit=9"), new Dot(double.NaN, 1)], Palette.Series(1), 3),
            new Whiskers([(1, 1.5, 2), (2, double.NaN, double.NaN)], Palette.Series(2)), new Bars([(1, 2, 1.5), (2, 3, double.NaN)], Palette.Series(3)),
            new Reference((0.1, 3), (50, 1), Palette.Ink, "x + y = 1"),
        ])
        {
            Heading = "heading", Legend = [new LegendEntry("a", Palette.Ink), new LegendEntry("b", Palette.Ink, 2), new LegendEntry("c", Palette.Ink) { IsSurface = true }],
            Below = new Plot(x, y, []),
        };
        XElement root = XDocument.Parse(plot.Draw("curves", "Loss during training", "What it shows.")).Root!;
        Assert.Equal(Svg + "svg", root.Name);
        Assert.Equal("Loss during training", root.Element(Svg + "title")!.Value);
        Assert.Equal("What it shows.", root.Element(Svg + "desc")!.Value);
        Assert.Equal("curves-title curves-description", root.Attribute("aria-labelledby")!.Value);
        Assert.Equal("layers.1.f unit 9", Assert.Single(root.Descendants(Svg + "a")).Descendants(Svg + "title").Single().Value);
        Assert.Equal(["epoch", "loss (nats)"], root.Descendants(Svg + "text").Select(text => text.Value).Where(text => text is "epoch" or "loss (nats)").Distinct().Order(StringComparer.Ordinal));
        AssertOnSheet(root);
    }

    [Fact]
    public void Draw_Dots_AreWhereTheirValuesAre()
    {
        Plot plot = new(new Axis("x", 1, 100, IsLogarithmic: true), new Axis("y", 0, 1), [new Dots([new Dot(1, 0), new Dot(10, 0.5), new Dot(100, 1)], Palette.Series(0))]);
        (double X, double Y)[] places = [.. XDocument.Parse(plot.Draw("a", "b", "c")).Descendants(Svg + "circle").Select(dot => (Number(dot, "cx"), Number(dot, "cy")))];
        Assert.Equal(3, places.Length);
        Assert.Equal((places[0].X + places[2].X) / 2, places[1].X, 0.02);
        Assert.Equal((places[0].Y + places[2].Y) / 2, places[1].Y, 0.02);
        Assert.True(places[0].X < places[2].X && places[0].Y > places[2].Y, "values grow to the right and upwards");
    }

    [Fact]
    public void Draw_AnyText_IsTextAndNothingElse()
    {
        Plot plot = new(new Axis(Evil, 0, 1), new Axis(Evil, 0, 1), [new Dots([new Dot(0, 0, Evil)], Palette.Series(0)), new Reference((0, 0), (1, 1), Palette.Ink, Evil)])
        {
            Heading = Evil, Legend = [new LegendEntry(Evil, Palette.Ink)],
        };
        foreach (string svg in new[]
        {
            plot.Draw("a", Evil, Evil),
            new RowPlot(new Axis(Evil, 0, 1), [(Evil, Palette.Ink), (Evil, Palette.Ink)], [PlotRow.Gap(Evil), new PlotRow(Evil, Evil, [(0.5, 0, 1), (double.NaN, 0, 0)])]).Draw("a", Evil, Evil),
            new StackedBars([(Evil, Palette.Ink)], [(Evil, [1]), (Evil, [0])]).Draw("a", Evil, Evil),
        })
        {
            XElement root = XDocument.Parse(svg).Root!;
            Assert.DoesNotContain(root.DescendantsAndSelf(), element => element.Name.LocalName == "script");
            Assert.DoesNotContain("<script", svg, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(svg, character => char.IsControl(character) && character != '\n');
            Assert.StartsWith("<script>alert('\u2400\u241b[31m & \"quoted\"')</script>", root.Element(Svg + "title")!.Value);
        }
    }

    [Fact]
    public void Draw_InAnyCulture_HasPoints()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NumberGroupSeparator = "." } };
            string svg = new Plot(new Axis("x", 0, 0.5), new Axis("y", 0, 0.5), [new Dots([new Dot(0.1234, 0.3)], Palette.Series(2), 2)]).Draw("a", "b", "c");
            Assert.Contains(">0.1<", svg);
            Assert.DoesNotContain(">0,1<", svg);
            AssertOnSheet(XDocument.Parse(svg).Root!);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Draw_NumbersOfAnAxis_DoNotRunIntoEachOther()
    {
        RowPlot plot = new(new Axis("errors", -1_000_000, 1_000_000), [("difference", Palette.Ink)], [new PlotRow("a row with a long name before it", "", [(0, -5, 5)])]) { Width = 420 };
        (double Left, double Right)[] labels = [.. XDocument.Parse(plot.Draw("a", "b", "c")).Descendants(Svg + "text").Where(text => text.Value.EndsWith('0'))
            .Select(text => (Number(text, "x") - Drawing.WidthOf(text.Value) / 2, Number(text, "x") + Drawing.WidthOf(text.Value) / 2))];
        Assert.True(labels.Length >= 2);
        Assert.All(labels.Zip(labels.Skip(1)), pair => Assert.True(pair.First.Right < pair.Second.Left));
    }

    [Fact]
    public void Palette_Series_CanBeSeenOnWhiteAndOnDark()
    {
        for (int i = 0; i < Palette.Count; i++)
        {
            Assert.True(Contrast(Palette.Series(i).Light, "#ffffff") >= 3, Palette.Series(i).Name);
            Assert.True(Contrast(Palette.Series(i).Dark, "#161719") >= 3, Palette.Series(i).Name);
        }
    }

    private static void AssertOnSheet(XElement root)
    {
        (double width, double height) = (Number(root, "width"), Number(root, "height"));
        foreach (XElement element in root.Descendants())
        {
            foreach (string name in new[] { "x", "cx", "x1", "x2" }.Where(name => element.Attribute(name) is not null)) Assert.InRange(Number(element, name), 0, width);
            foreach (string name in new[] { "y", "cy", "y1", "y2" }.Where(name => element.Attribute(name) is not null)) Assert.InRange(Number(element, name), 0, height);
        }
    }

    private static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    /// <summary>The contrast of two colours, as WCAG 2 defines it.</summary>
    private static double Contrast(string one, string other)
    {
        (double a, double b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);

        static double Luminance(string colour)
        {
            double[] parts = [.. new[] { 1, 3, 5 }.Select(at => int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
                .Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4))];
            return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
        }
    }
}
