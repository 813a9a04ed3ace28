namespace RnnScope.Figures.Marks;

/// <summary>A straight line that helps to read a plot, with words at its end.</summary>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Paint">Its colour.</param>
/// <param name="Text">What it is; empty for nothing.</param>
internal sealed record Reference((double X, double Y) From, (double X, double Y) To, Paint Paint, string Text = "") : IMark
{
    /// <summary>Lengths of dashes and gaps; null for an unbroken line.</summary>
    public string? Dashes { get; init; } = "5 4";

    public void Draw(Drawing drawing, PlotScale scale)
    {
        drawing.Line(scale.AtX(From.X), scale.AtY(From.Y), scale.AtX(To.X), scale.AtY(To.Y), Paint, 1.3, Dashes);
        if (Text.Length > 0) drawing.Text(scale.AtX(To.X) - 4, scale.AtY(To.Y) - 5, Text, Paint, "end", 12, isHaloed: true);
    }
}
