namespace RnnScope.Figures.Marks;

/// <summary>The intervals of a curve as a surface; where there is none it has a gap.</summary>
/// <param name="Points">Where, and from where to where, from left to right.</param>
/// <param name="Paint">Its colour.</param>
internal sealed record Band(IReadOnlyList<(double X, double Low, double High)> Points, Paint Paint) : IMark
{
    public void Draw(Drawing drawing, PlotScale scale)
    {
        List<(double X, double Low, double High)> piece = [];
        foreach ((double X, double Low, double High) point in Points)
        {
            if (double.IsFinite(point.Low) && double.IsFinite(point.High)) piece.Add(point);
            else Finish();
        }

        Finish();

        void Finish()
        {
            IEnumerable<(double, double)> there = piece.Select(point => (scale.AtX(point.X), scale.AtY(point.High)));
            IEnumerable<(double, double)> back = piece.AsEnumerable().Reverse().Select(point => (scale.AtX(point.X), scale.AtY(point.Low)));
            if (piece.Count > 1) drawing.Polygon([.. there, .. back], Paint, 0.18);
            piece.Clear();
        }
    }
}
