namespace RnnScope.Figures.Marks;

/// <summary>A line from point to point; a point that is no number breaks it.</summary>
/// <param name="Points">The points, from left to right.</param>
/// <param name="Paint">Its colour.</param>
internal sealed record Curve(IReadOnlyList<(double X, double Y)> Points, Paint Paint) : IMark
{
    /// <summary>Its width, in pixels.</summary>
    public double Width { get; init; } = 1.8;

    /// <summary>Lengths of dashes and gaps; null for an unbroken line.</summary>
    public string? Dashes { get; init; }

    /// <summary>Below 1 for lines in the background.</summary>
    public double Opacity { get; init; } = 1;

    public void Draw(Drawing drawing, PlotScale scale)
    {
        List<(double, double)> piece = [];
        foreach ((double x, double y) in Points)
        {
            if (double.IsFinite(x) && double.IsFinite(y)) piece.Add((scale.AtX(x), scale.AtY(y)));
            else Finish();
        }

        Finish();

        void Finish()
        {
            if (piece.Count > 1) drawing.Polyline(piece, Paint, Width, Dashes, Opacity);
            piece.Clear();
        }
    }
}
