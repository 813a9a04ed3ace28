namespace RnnScope.Figures.Marks;

/// <summary>One mark for each point.</summary>
/// <param name="Points">The points.</param>
/// <param name="Paint">Their colour.</param>
/// <param name="Shape">Their shape, a number from 0.</param>
internal sealed record Dots(IReadOnlyList<Dot> Points, Paint Paint, int Shape = 0) : IMark
{
    /// <summary>Half the width of a mark, in pixels.</summary>
    public double Size { get; init; } = 4;

    /// <summary>Below 1, dots that lie on each other can be seen as many.</summary>
    public double Opacity { get; init; } = 1;

    public void Draw(Drawing drawing, PlotScale scale)
    {
        foreach (Dot dot in Points.Where(dot => double.IsFinite(dot.X) && double.IsFinite(dot.Y)))
            drawing.Marker(scale.AtX(dot.X), scale.AtY(dot.Y), Shape, Paint, Size, dot.Hint, dot.Address, Opacity);
    }
}

/// <summary>A point.</summary>
/// <param name="X">Its value on the horizontal axis.</param>
/// <param name="Y">Its value on the vertical axis.</param>
/// <param name="Hint">What it is, shown when somebody points at it.</param>
/// <param name="Address">Where it leads; null for nowhere.</param>
internal sealed record Dot(double X, double Y, string? Hint = null, string? Address = null);
