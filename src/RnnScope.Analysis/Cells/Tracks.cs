using RnnScope.Analysis.Features;

namespace RnnScope.Analysis.Cells;

/// <summary>Checks of the tracks that units are compared with.</summary>
internal static class Tracks
{
    /// <summary>Makes sure that a property belongs to a text.</summary>
    /// <exception cref="ArgumentException">It has not one number per symbol.</exception>
    public static void Require(TextProperty property, int characters)
    {
        if (property.Track.Length != characters)
            throw new ArgumentException($"'{property.Name}' has {property.Track.Length} numbers, the text {characters} symbols", nameof(property));
    }

    /// <summary>Whether two different values of a track count.</summary>
    public static bool Varies(ReadOnlySpan<float> track)
    {
        int first = 0;
        while (first < track.Length && float.IsNaN(track[first])) first++;
        foreach (float value in track[Math.Min(first, track.Length)..])
        {
            if (!float.IsNaN(value) && value != track[first]) return true;
        }

        return false;
    }
}
