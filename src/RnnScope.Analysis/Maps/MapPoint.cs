namespace RnnScope.Analysis.Maps;

/// <summary>A place on a map. Only distances mean something: a map may be turned and mirrored.</summary>
/// <param name="X">To the right.</param>
/// <param name="Y">Upwards.</param>
public readonly record struct MapPoint(double X, double Y)
{
    /// <summary>How far two places are from each other.</summary>
    public double DistanceTo(MapPoint other) => Math.Sqrt((X - other.X) * (X - other.X) + (Y - other.Y) * (Y - other.Y));
}
