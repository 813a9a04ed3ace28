namespace RnnScope.Figures;

/// <summary>Wholes that are divided into parts: one bar for each whole, all bars of the same length.</summary>
/// <param name="Parts">Names and colours of the parts, in their order.</param>
/// <param name="Rows">A name and the size of each part.</param>
internal sealed record StackedBars(IReadOnlyList<(string Name, Paint Paint)> Parts, IReadOnlyList<(string Name, IReadOnlyList<double> Sizes)> Rows)
{
    private const double Width = 560, BarHeight = 34, RowHeight = 62, Margin = 8;

    /// <summary>The figure as an SVG document; <see cref="Drawing.Document"/> says what the words are for.</summary>
    public string Draw(string name, string title, string description)
    {
        Drawing drawing = new();
        LegendEntry[] legend = [.. Parts.Select(part => new LegendEntry(part.Name, part.Paint) { IsSurface = true })];
        Legend.Draw(drawing, legend, Margin, 6, Width - 2 * Margin);
        double y = 6 + Legend.Height(legend, Width - 2 * Margin) + 8;
        foreach ((string row, IReadOnlyList<double> sizes) in Rows)
        {
            drawing.Text(Margin, y + 14, row, Palette.Ink);
            Bar(drawing, row, sizes, y + 20);
            y += RowHeight;
        }

        return drawing.Document(name, title, description, Width, y + 2);
    }

    private void Bar(Drawing drawing, string row, IReadOnlyList<double> sizes, double y)
    {
        double all = sizes.Sum(), x = Margin;
        if (all <= 0) return;
        for (int part = 0; part < sizes.Count; part++)
        {
            double width = (Width - 2 * Margin) * sizes[part] / all;
            string share = FormattableString.Invariant($"{100 * sizes[part] / all:0.0} %");
            drawing.Rectangle(x, y, width - 1, BarHeight, Parts[part].Paint, $"{row}: {Parts[part].Name}, {share}");
            if (Drawing.WidthOf(share) + 10 < width) drawing.Text(x + width / 2, y + BarHeight / 2 + 4.5, share, Palette.Paper, "middle", isBold: true);
            x += width;
        }
    }
}
