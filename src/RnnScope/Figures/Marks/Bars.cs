namespace RnnScope.Figures.Marks;

/// <summary>Upright bars from the lower end of the axis.</summary>
/// <param name="Values">From where to where on the horizontal axis, and how high.</param>
/// <param name="Paint">Their colour.</param>
internal sealed record Bars(IReadOnlyList<(double From, double To, double Height)> Values, Paint Paint) : IMark
{
    private const double Gap = 1;

    public void Draw(Drawing drawing, PlotScale scale)
    {
        foreach ((double from, double to, double height) in Values.Where(bar => double.IsFinite(bar.Height)))
        {
            (double left, double right) = (Math.Max(scale.Left, scale.AtX(from)), Math.Min(scale.Right, scale.AtX(to)));
            drawing.Rectangle(left + Gap / 2, scale.AtY(height), right - left - Gap, scale.Bottom - scale.AtY(height), Paint, opacity: 0.75);
        }
    }
}
