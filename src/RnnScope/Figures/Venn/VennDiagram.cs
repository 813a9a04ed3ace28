namespace RnnScope.Figures.Venn;

/// <summary>Draws sets as circles, with the share of each region where there is room for it.</summary>
/// <param name="Layout">The circles.</param>
/// <param name="Sets">Names and colours, in the circles' order.</param>
internal sealed record VennDiagram(VennLayout Layout, IReadOnlyList<(string Name, Paint Paint)> Sets)
{
    private const double Width = 420, Height = 320, Margin = 12;
    private const int Grid = 120;

    /// <summary>Pixels from the edges of a region that a number needs.</summary>
    private const double Room = 17;

    /// <summary>The figure as an SVG document; <see cref="Drawing.Document"/> says what the words are for.</summary>
    public string Draw(string name, string title, string description)
    {
        Drawing drawing = new();
        LegendEntry[] legend = [.. Sets.Select(set => new LegendEntry(set.Name, set.Paint, 0))];
        double top = 6 + Legend.Height(legend, Width - 2 * Margin) + 8;
        Legend.Draw(drawing, legend, Margin, 6, Width - 2 * Margin);
        Disc[] discs = OnSheet(top);
        for (int set = 0; set < discs.Length; set++) drawing.Circle(discs[set].X, discs[set].Y, discs[set].Radius, Sets[set].Paint, 0.16);
        double all = Layout.Asked.Skip(1).Sum();
        foreach ((int region, (double x, double y, double room)) in Middles(discs).OrderBy(middle => middle.Key))
        {
            if (room < Room || Layout.Asked[region] == 0) continue;
            drawing.Text(x, y + 4.5, FormattableString.Invariant($"{100 * Layout.Asked[region] / all:0.0} %"), Palette.Ink, "middle", isHaloed: true);
        }

        return drawing.Document(name, title, description, Width, top + Height);
    }

    /// <summary>The circles, moved and scaled to fill the sheet.</summary>
    private Disc[] OnSheet(double top)
    {
        double left = Layout.Discs.Min(disc => disc.X - disc.Radius), right = Layout.Discs.Max(disc => disc.X + disc.Radius);
        double low = Layout.Discs.Min(disc => disc.Y - disc.Radius), high = Layout.Discs.Max(disc => disc.Y + disc.Radius);
        if (right <= left) return [.. Layout.Discs.Select(_ => new Disc(Width / 2, top + Height / 2, 0))];
        double scale = Math.Min((Width - 2 * Margin) / (right - left), (Height - 2 * Margin) / (high - low));
        return [.. Layout.Discs.Select(disc => new Disc(
            Width / 2 + scale * (disc.X - (left + right) / 2), top + Height / 2 + scale * (disc.Y - (low + high) / 2), scale * disc.Radius))];
    }

    /// <summary>For each region, its point that is farthest from all edges, and how far.</summary>
    private static Dictionary<int, (double X, double Y, double Room)> Middles(Disc[] discs)
    {
        Dictionary<int, (double, double, double Room)> middles = [];
        double left = discs.Min(disc => disc.X - disc.Radius), width = discs.Max(disc => disc.X + disc.Radius) - left;
        double top = discs.Min(disc => disc.Y - disc.Radius), height = discs.Max(disc => disc.Y + disc.Radius) - top;
        for (int row = 0; row <= Grid; row++)
        {
            for (int column = 0; column <= Grid; column++)
            {
                (double x, double y) = (left + width * column / Grid, top + height * row / Grid);
                int region = VennLayout.Region(discs, x, y);
                double room = discs.Min(disc => Math.Abs(disc.Depth(x, y)));
                if (region != 0 && room > middles.GetValueOrDefault(region).Room) middles[region] = (x, y, room);
            }
        }

        return middles;
    }
}
