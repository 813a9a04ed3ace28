namespace RnnScope.Figures.Marks;

/// <summary>Words beside a point.</summary>
/// <param name="X">The point's value on the horizontal axis.</param>
/// <param name="Y">Its value on the vertical axis.</param>
/// <param name="Text">The words.</param>
internal sealed record Label(double X, double Y, string Text) : IMark
{
    private const double Away = 12, Size = 12;

    public void Draw(Drawing drawing, PlotScale scale)
    {
        (double x, double y) = (scale.AtX(X), scale.AtY(Y) + 4);
        // Where there is no room at the right, they stand at the left.
        bool isLeft = x + Away + Drawing.WidthOf(Text, Size) > scale.Right;
        drawing.Text(isLeft ? x - Away : x + Away, y, Text, Palette.Ink, isLeft ? "end" : "start", Size, isHaloed: true);
    }
}
