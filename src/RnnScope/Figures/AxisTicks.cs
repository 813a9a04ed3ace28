namespace RnnScope.Figures;

/// <summary>Draws the numbers of a horizontal axis with their grid lines, and leaves out numbers that would run into the one before.</summary>
internal static class AxisTicks
{
    private const double Gap = 8;

    public static void Draw(Drawing drawing, PlotScale scale)
    {
        double free = double.NegativeInfinity;
        foreach (double tick in scale.X.Ticks)
        {
            double x = scale.AtX(tick);
            drawing.Line(x, scale.Top, x, scale.Bottom, Palette.Grid);
            drawing.Line(x, scale.Bottom, x, scale.Bottom + 4, Palette.Quiet);
            string label = scale.X.Label(tick);
            double half = Drawing.WidthOf(label) / 2;
            if (x - half < free) continue;
            drawing.Text(x, scale.Bottom + 18, label, Palette.Ink, "middle");
            free = x + half + Gap;
        }
    }
}
