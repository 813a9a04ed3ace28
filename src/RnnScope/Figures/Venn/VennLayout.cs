namespace RnnScope.Figures.Venn;

/// <summary>Circles for up to three sets, and what of their sizes could be kept.</summary>
/// <param name="Discs">One circle for each set.</param>
/// <param name="Asked">(2^sets), elements of each region: index = bit i set where they are in set i.</param>
/// <param name="Drawn">(2^sets), the areas of the regions, in elements.</param>
/// <remarks>
/// Every circle, and the overlap of every two circles, has the right area. Of three sets that leaves nothing to choose for the
/// part that all three share: it comes out as it does, and <see cref="LargestMisfit"/> says how far off.
/// </remarks>
internal sealed record VennLayout(IReadOnlyList<Disc> Discs, IReadOnlyList<double> Asked, IReadOnlyList<double> Drawn)
{
    private const int Rows = 2000;

    /// <summary>The largest difference between the area of a region and what it should be, as a share of all elements in any set.</summary>
    public double LargestMisfit
    {
        get
        {
            double all = Asked.Skip(1).Sum();
            return all == 0 ? 0 : Enumerable.Range(1, Asked.Count - 1).Max(region => Math.Abs(Asked[region] - Drawn[region])) / all;
        }
    }

    /// <summary>Finds the circles.</summary>
    /// <param name="regions">(2^sets), as <see cref="Asked"/>; what is in no set, index 0, does not matter. One to three sets.</param>
    /// <exception cref="ArgumentException">There is another number of regions, or one is negative.</exception>
    public static VennLayout Of(IReadOnlyList<double> regions)
    {
        if (regions.Count is not (2 or 4 or 8)) throw new ArgumentException($"expected the 2, 4 or 8 regions of one to three sets, found {regions.Count}", nameof(regions));
        if (regions.Any(size => !(size >= 0) || double.IsInfinity(size))) throw new ArgumentException("expected regions of 0 elements or more", nameof(regions));
        int sets = int.Log2(regions.Count);
        double[] radius = [.. Enumerable.Range(0, sets).Select(set => Disc.RadiusOf(InAll(regions, 1 << set)))];
        Disc[] discs = new Disc[sets];
        discs[0] = new Disc(0, 0, radius[0]);
        if (sets > 1) discs[1] = new Disc(Apart(0, 1), 0, radius[1]);
        if (sets > 2)
        {
            (double x, double y) = Third(discs[1].X, Apart(0, 2), Apart(1, 2));
            discs[2] = new Disc(x, y, radius[2]);
        }

        return new VennLayout(discs, regions, Areas(discs));

        double Apart(int one, int other) => Disc.Distance(radius[one], radius[other], InAll(regions, 1 << one | 1 << other));
    }

    private static double InAll(IReadOnlyList<double> regions, int sets) =>
        Enumerable.Range(1, regions.Count - 1).Where(region => (region & sets) == sets).Sum(region => regions[region]);

    /// <summary>The third corner of a triangle; where its sides are too short or too long to meet, a point on the first side's line.</summary>
    private static (double X, double Y) Third(double side, double fromFirst, double fromSecond)
    {
        if (side < 1e-9) return (0, (fromFirst + fromSecond) / 2);
        double x = (side * side + fromFirst * fromFirst - fromSecond * fromSecond) / (2 * side), square = fromFirst * fromFirst - x * x;
        if (square >= 0) return (x, Math.Sqrt(square));
        // Too short: in between, in proportion. Too long: on the far side of the nearer one, half way between what the two ask for.
        if (fromFirst + fromSecond < side) return (side * fromFirst / (fromFirst + fromSecond), 0);
        return fromFirst > fromSecond ? ((fromFirst + side + fromSecond) / 2, 0) : ((side - fromSecond - fromFirst) / 2, 0);
    }

    /// <summary>The areas of all regions, row by row: within a row, regions are stretches between the circles' edges.</summary>
    private static double[] Areas(Disc[] discs)
    {
        double[] areas = new double[1 << discs.Length];
        double top = discs.Min(disc => disc.Y - disc.Radius), height = (discs.Max(disc => disc.Y + disc.Radius) - top) / Rows;
        List<double> edges = [];
        for (int row = 0; row < Rows; row++)
        {
            double y = top + (row + 0.5) * height;
            edges.Clear();
            foreach (Disc disc in discs)
            {
                double half = disc.Radius * disc.Radius - (y - disc.Y) * (y - disc.Y);
                if (half > 0) edges.AddRange([disc.X - Math.Sqrt(half), disc.X + Math.Sqrt(half)]);
            }

            edges.Sort();
            for (int i = 1; i < edges.Count; i++) areas[Region(discs, (edges[i - 1] + edges[i]) / 2, y)] += (edges[i] - edges[i - 1]) * height;
        }

        return areas;
    }

    /// <summary>The region that a point is in.</summary>
    public static int Region(IReadOnlyList<Disc> discs, double x, double y)
    {
        int region = 0;
        for (int set = 0; set < discs.Count; set++) region |= discs[set].Depth(x, y) > 0 ? 1 << set : 0;
        return region;
    }
}
