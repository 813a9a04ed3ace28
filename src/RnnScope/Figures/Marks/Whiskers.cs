namespace RnnScope.Figures.Marks;

/// <summary>Intervals as upright lines.</summary>
/// <param name="Points">Where, and from where to where.</param>
/// <param name="Paint">Their colour.</param>
internal sealed record Whiskers(IReadOnlyList<(double X, double Low, double High)> Points, Paint Paint) : IMark
{
    /// <summary>Moves them sideways by so many pixels, so that those of several series can be told apart.</summary>
    public double Shift { get; init; }

    public void Draw(Drawing drawing, PlotScale scale)
    {
        foreach ((double x, double low, double high) in Points.Where(point => double.IsFinite(point.Low) && double.IsFinite(point.High)))
            drawing.Line(scale.AtX(x) + Shift, scale.AtY(low), scale.AtX(x) + Shift, scale.AtY(high), Paint, 1.4);
    }
}
