namespace RnnScope.Figures;

/// <summary>Symbols of a text in a row, and below them strips whose colour says how much each symbol counts.</summary>
/// <param name="Blocks">The blocks, from top to bottom.</param>
internal sealed record StripPlot(IReadOnlyList<StripBlock> Blocks)
{
    private const double Width = 608, Margin = 6, RowHeight = 17, StripHeight = 14, SymbolSize = 11, NoteSize = 12, Faintest = 0.02;

    /// <summary>What full colour stands for.</summary>
    public string Scale { get; init; } = "";

    /// <summary>The figure as an SVG document; <see cref="Drawing.Document"/> says what the words are for.</summary>
    public string Draw(string name, string title, string description)
    {
        Drawing drawing = new();
        StripRow[] rows = [.. Blocks.SelectMany(block => block.Rows)];
        double left = Margin + 8 + rows.Select(row => Drawing.WidthOf(row.Name, NoteSize)).DefaultIfEmpty(0).Max();
        double right = Width - Margin - 8 - rows.Select(row => Drawing.WidthOf(row.Note, NoteSize)).DefaultIfEmpty(0).Max();
        double y = DrawScale(drawing, left);
        foreach (StripBlock block in Blocks)
        {
            drawing.Text(left, y + 13, block.Heading, Palette.Ink, size: 13, isBold: true);
            y += 20;
            double cell = (right - left) / Math.Max(1, block.Symbols.Count);
            for (int i = 0; i < block.Symbols.Count; i++) drawing.Text(left + (i + 0.5) * cell, y + 12, block.Symbols[i], Palette.Ink, "middle", SymbolSize);
            y += RowHeight;
            foreach (StripRow row in block.Rows)
            {
                DrawRow(drawing, row, left, right, cell, y);
                y += RowHeight;
            }

            y += 16;
        }

        return drawing.Document(name, title, description, Width, y);
    }

    private static void DrawRow(Drawing drawing, StripRow row, double left, double right, double cell, double y)
    {
        drawing.Text(left - 8, y + StripHeight - 3, row.Name, Palette.Ink, "end", NoteSize);
        drawing.Text(right + 8, y + StripHeight - 3, row.Note, Palette.Quiet, size: NoteSize);
        drawing.Rectangle(left, y, right - left, StripHeight, Palette.Grid, opacity: 0.45);
        for (int i = 0; i < row.Shares.Count; i++)
        {
            if (row.Shares[i] < Faintest) continue;
            drawing.Rectangle(left + i * cell, y, cell, StripHeight, row.Paint, FormattableString.Invariant($"{row.Name}: {row.Shares[i]:0.00}"), Math.Min(1, row.Shares[i]));
        }
    }

    private double DrawScale(Drawing drawing, double left)
    {
        const int Steps = 5;
        for (int step = 0; step <= Steps; step++)
        {
            drawing.Rectangle(left + step * 14, Margin, 14, 10, Palette.Grid, opacity: 0.45);
            drawing.Rectangle(left + step * 14, Margin, 14, 10, Palette.Ink, opacity: (double)step / Steps);
        }

        drawing.Text(left + 14 * (Steps + 1) + 8, Margin + 10, Scale, Palette.Quiet, size: NoteSize);
        return Margin + 30;
    }
}

/// <summary>A piece of text, and what several networks make of it.</summary>
/// <param name="Heading">What it is about.</param>
/// <param name="Symbols">The symbols, as they are shown.</param>
/// <param name="Rows">The strips.</param>
internal sealed record StripBlock(string Heading, IReadOnlyList<string> Symbols, IReadOnlyList<StripRow> Rows);

/// <summary>A strip.</summary>
/// <param name="Name">Whose it is.</param>
/// <param name="Note">What stands at its right.</param>
/// <param name="Paint">Its colour.</param>
/// <param name="Shares">One for each symbol, 0 to 1.</param>
internal sealed record StripRow(string Name, string Note, Paint Paint, IReadOnlyList<double> Shares);
