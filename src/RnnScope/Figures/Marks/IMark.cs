namespace RnnScope.Figures.Marks;

/// <summary>Something that is drawn into a plot.</summary>
internal interface IMark
{
    /// <summary>Draws it.</summary>
    void Draw(Drawing drawing, PlotScale scale);
}
