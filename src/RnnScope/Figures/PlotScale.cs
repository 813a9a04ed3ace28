namespace RnnScope.Figures;

/// <summary>Turns values into places on the sheet.</summary>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
/// <param name="Left">Where the horizontal axis begins.</param>
/// <param name="Top">Where the vertical axis ends.</param>
/// <param name="Width">Width of the plot.</param>
/// <param name="Height">Height of the plot.</param>
internal sealed record PlotScale(Axis X, Axis Y, double Left, double Top, double Width, double Height)
{
    public double Right => Left + Width;

    public double Bottom => Top + Height;

    public double AtX(double value) => Left + Width * X.Share(value);

    public double AtY(double value) => Bottom - Height * Y.Share(value);
}
