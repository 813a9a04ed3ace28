namespace RnnScope.Figures;

/// <summary>Says what the colours and shapes of a figure stand for, in rows that fit its width.</summary>
internal static class Legend
{
    private const double RowHeight = 20, MarkWidth = 22, Gap = 18;

    /// <summary>The height that it takes.</summary>
    public static double Height(IReadOnlyList<LegendEntry> entries, double width) => Rows(entries, width).Count * RowHeight;

    /// <summary>Draws it.</summary>
    public static void Draw(Drawing drawing, IReadOnlyList<LegendEntry> entries, double left, double top, double width)
    {
        double y = top + RowHeight / 2;
        foreach (List<LegendEntry> row in Rows(entries, width))
        {
            double x = left;
            foreach (LegendEntry entry in row)
            {
                if (entry.IsSurface) drawing.Rectangle(x + 2, y - 5, 14, 10, entry.Paint);
                else if (entry.Shape is { } shape) drawing.Marker(x + 8, y, shape, entry.Paint);
                else drawing.Line(x, y, x + 17, y, entry.Paint, 2, entry.Dashes);
                drawing.Text(x + MarkWidth, y + 4.5, entry.Text, Palette.Ink);
                x += WidthOf(entry);
            }

            y += RowHeight;
        }
    }

    private static double WidthOf(LegendEntry entry) => MarkWidth + Drawing.WidthOf(entry.Text) + Gap;

    private static List<List<LegendEntry>> Rows(IReadOnlyList<LegendEntry> entries, double width)
    {
        List<List<LegendEntry>> rows = [];
        double left = 0;
        foreach (LegendEntry entry in entries)
        {
            if (rows.Count == 0 || left < WidthOf(entry) - Gap) (rows, left) = ([.. rows, []], width);
            rows[^1].Add(entry);
            left -= WidthOf(entry);
        }

        return rows;
    }
}
