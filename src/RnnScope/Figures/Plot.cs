using RnnScope.Figures.Marks;

namespace RnnScope.Figures;

/// <summary>A plot: two axes, grid lines, marks, and a legend above.</summary>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
/// <param name="Marks">What is drawn, in this order.</param>
internal sealed record Plot(Axis X, Axis Y, IReadOnlyList<IMark> Marks)
{
    private const double Right = 14, AxisGap = 8, Gap = 6;

    /// <summary>What colours and shapes stand for; none where there is only one.</summary>
    public IReadOnlyList<LegendEntry> Legend { get; init; } = [];

    /// <summary>A heading within the figure; empty for none.</summary>
    public string Heading { get; init; } = "";

    /// <summary>Width of the whole figure, in pixels.</summary>
    public double Width { get; init; } = 560;

    /// <summary>Height of the plot without legend and heading.</summary>
    public double Height { get; init; } = 360;

    /// <summary>A plot of the same horizontal axis, drawn below this one; null for none.</summary>
    public Plot? Below { get; init; }

    private double LeftRoom => Math.Max(Below?.LeftRoom ?? 0, 34 + Y.Ticks.Select(tick => Drawing.WidthOf(Y.Label(tick))).DefaultIfEmpty(0).Max());

    private double BottomRoom => X.Title.Length > 0 ? 50 : 26;

    /// <summary>The figure as an SVG document; <see cref="Drawing.Document"/> says what the words are for.</summary>
    public string Draw(string name, string title, string description)
    {
        Drawing drawing = new();
        double bottom = DrawOn(drawing, Gap, LeftRoom);
        return drawing.Document(name, title, description, Width, bottom);
    }

    /// <returns>Where it ends.</returns>
    private double DrawOn(Drawing drawing, double y, double left)
    {
        if (Heading.Length > 0)
        {
            drawing.Text(left, y + 14, Heading, Palette.Ink, isBold: true);
            y += 24;
        }

        Figures.Legend.Draw(drawing, Legend, left, y, Width - left);
        y += Figures.Legend.Height(Legend, Width - left) + Gap;
        PlotScale scale = new(X, Y, left, y, Width - left - Right, Height - BottomRoom);
        DrawAxes(drawing, scale);
        foreach (IMark mark in Marks) mark.Draw(drawing, scale);
        return Below is null ? y + Height : Below.DrawOn(drawing, y + Height, left);
    }

    private void DrawAxes(Drawing drawing, PlotScale scale)
    {
        foreach (double tick in Y.Ticks)
        {
            drawing.Line(scale.Left, scale.AtY(tick), scale.Right, scale.AtY(tick), Palette.Grid);
            drawing.Text(scale.Left - AxisGap, scale.AtY(tick) + 4.5, Y.Label(tick), Palette.Ink, "end");
        }

        AxisTicks.Draw(drawing, scale);
        drawing.Line(scale.Left, scale.Bottom, scale.Right, scale.Bottom, Palette.Quiet);
        drawing.Line(scale.Left, scale.Top, scale.Left, scale.Bottom, Palette.Quiet);
        drawing.Text((scale.Left + scale.Right) / 2, scale.Bottom + 40, X.Title, Palette.Ink, "middle");
        drawing.Text(15, (scale.Top + scale.Bottom) / 2, Y.Title, Palette.Ink, "middle", turned: true);
    }
}
