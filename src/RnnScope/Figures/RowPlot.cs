namespace RnnScope.Figures;

/// <summary>Rows of values on one horizontal axis: for things that have names and no order of their own.</summary>
/// <param name="X">The axis.</param>
/// <param name="Series">Names and colours of the values of a row.</param>
/// <param name="Rows">The rows, from top to bottom.</param>
internal sealed record RowPlot(Axis X, IReadOnlyList<(string Name, Paint Paint)> Series, IReadOnlyList<PlotRow> Rows)
{
    private const double RowHeight = 22, Bottom = 48;

    /// <summary>A value that gets a line of its own, such as 0; null for none.</summary>
    public double? Zero { get; init; }

    /// <summary>Width of the whole figure, in pixels.</summary>
    public double Width { get; init; } = 560;

    /// <summary>What the notes at the right are; empty for none.</summary>
    public string NoteTitle { get; init; } = "";

    /// <summary>The figure as an SVG document; <see cref="Drawing.Document"/> says what the words are for.</summary>
    public string Draw(string name, string title, string description)
    {
        Drawing drawing = new();
        double left = 12 + Rows.Where(row => !row.IsGap).Select(row => Drawing.WidthOf(row.Name)).DefaultIfEmpty(0).Max();
        double right = Width - 12 - Rows.Select(row => Drawing.WidthOf(row.Note)).Append(Drawing.WidthOf(NoteTitle)).Max();
        LegendEntry[] legend = Series.Count < 2 ? [] : [.. Series.Select((series, i) => new LegendEntry(series.Name, series.Paint, i))];
        Legend.Draw(drawing, legend, left, 6, Width - left);
        double top = 6 + Legend.Height(legend, Width - left) + (NoteTitle.Length > 0 ? 18 : 4), bottom = top + Rows.Sum(row => row.Height * RowHeight);
        PlotScale scale = new(X, new Axis("", 0, 1), left, top, right - left, bottom - top);
        DrawAxis(drawing, scale);
        if (NoteTitle.Length > 0) drawing.Text(Width - 4, top - 6, NoteTitle, Palette.Quiet, "end", 12);
        double y = top;
        foreach (PlotRow row in Rows)
        {
            DrawRow(drawing, scale, row, y + RowHeight * row.Height / 2);
            y += RowHeight * row.Height;
        }

        return drawing.Document(name, title, description, Width, bottom + Bottom);
    }

    private void DrawAxis(Drawing drawing, PlotScale scale)
    {
        AxisTicks.Draw(drawing, scale);
        if (Zero is { } zero) drawing.Line(scale.AtX(zero), scale.Top, scale.AtX(zero), scale.Bottom, Palette.Quiet, 1.2);
        drawing.Line(scale.Left, scale.Bottom, scale.Right, scale.Bottom, Palette.Quiet);
        drawing.Text((scale.Left + scale.Right) / 2, scale.Bottom + 40, X.Title, Palette.Ink, "middle");
    }

    private void DrawRow(Drawing drawing, PlotScale scale, PlotRow row, double y)
    {
        if (row.IsGap)
        {
            drawing.Text((scale.Left + scale.Right) / 2, y + 4.5, row.Name, Palette.Quiet, "middle", 12, isHaloed: true);
            return;
        }

        drawing.Text(scale.Left - 8, y + 4.5, row.Name, Palette.Ink, "end");
        drawing.Text(Width - 4, y + 4.5, row.Note, Palette.Quiet, "end", 12);
        double[] places = [.. row.Values.Where(value => double.IsFinite(value.Estimate)).Select(value => scale.AtX(value.Estimate))];
        if (places.Length > 1) drawing.Line(places.Min(), y, places.Max(), y, Palette.Grid, 4);
        // The first series lies on top; those below it are a little larger, so that equal values can be seen as two.
        for (int i = row.Values.Count - 1; i >= 0; i--)
        {
            (double estimate, double low, double high) = row.Values[i];
            if (!double.IsFinite(estimate)) continue;
            if (double.IsFinite(low)) drawing.Line(scale.AtX(low), y, scale.AtX(high), y, Series[i].Paint, 1.6);
            drawing.Marker(scale.AtX(estimate), y, i, Series[i].Paint, 4 + 0.8 * i, hint: $"{row.Name}: {Series[i].Name} {Ticks.Label(Math.Round(estimate, 4))}");
        }
    }
}

/// <summary>A row.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Note">What stands at its right.</param>
/// <param name="Values">One for each series, with the ends of its interval; NaN where there is none.</param>
internal sealed record PlotRow(string Name, string Note, IReadOnlyList<(double Estimate, double Low, double High)> Values)
{
    /// <summary>A row of words between others.</summary>
    public static PlotRow Gap(string words) => new(words, "", []) { IsGap = true };

    /// <summary>Whether it is words only.</summary>
    public bool IsGap { get; private init; }

    /// <summary>Its height, in rows.</summary>
    public double Height => IsGap ? 1.3 : 1;
}
