namespace RnnScope.Figures.Venn;

/// <summary>A circle of a diagram of overlapping sets.</summary>
/// <param name="X">Its middle.</param>
/// <param name="Y">Its middle.</param>
/// <param name="Radius">Its radius.</param>
internal readonly record struct Disc(double X, double Y, double Radius)
{
    /// <summary>How far a point is inside; negative outside.</summary>
    public double Depth(double x, double y) => Radius - Math.Sqrt((x - X) * (x - X) + (y - Y) * (y - Y));

    /// <summary>The radius of a circle of some area.</summary>
    public static double RadiusOf(double area) => Math.Sqrt(area / Math.PI);

    /// <summary>The area that two circles have in common.</summary>
    /// <param name="one">Radius of the first.</param>
    /// <param name="other">Radius of the second.</param>
    /// <param name="distance">Between their middles.</param>
    public static double Overlap(double one, double other, double distance)
    {
        if (distance >= one + other) return 0;
        if (distance <= Math.Abs(one - other)) return Math.PI * Math.Min(one, other) * Math.Min(one, other);
        double nearOne = (distance * distance + one * one - other * other) / (2 * distance), nearOther = distance - nearOne;
        return Segment(one, nearOne) + Segment(other, nearOther);
    }

    /// <summary>How far apart two circles have to be to have some area in common.</summary>
    /// <param name="one">Radius of the first.</param>
    /// <param name="other">Radius of the second.</param>
    /// <param name="overlap">The area; more than there can be puts one into the other, touching it from within.</param>
    public static double Distance(double one, double other, double overlap)
    {
        double low = Math.Abs(one - other), high = one + other;
        for (int step = 0; step < 60; step++)
        {
            double middle = (low + high) / 2;
            if (Overlap(one, other, middle) > overlap) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }

    /// <summary>What a straight line at some distance from the middle cuts off.</summary>
    private static double Segment(double radius, double distance)
    {
        double share = Math.Clamp(distance / radius, -1, 1);
        return radius * radius * (Math.Acos(share) - share * Math.Sqrt(1 - share * share));
    }
}
