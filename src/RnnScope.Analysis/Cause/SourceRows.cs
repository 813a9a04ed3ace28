using RnnScope.Engine.Interventions;
using RnnScope.Engine.Tracing;
using RnnScope.Numerics;

namespace RnnScope.Analysis.Cause;

/// <summary>What sites held after some symbols of a text, to be put in elsewhere.</summary>
internal sealed class SourceRows
{
    // More would take memory, and add nothing to what units can be at random places.
    private const int MostPlaces = 1000;

    private readonly int[] _places;
    private readonly Dictionary<string, float[]> _values;

    private SourceRows(IEnumerable<int> places, IReadOnlyList<Site> sites, IReadOnlyList<int>? exchange)
    {
        _places = [.. places.Distinct().Order()];
        _values = sites.ToDictionary(site => site.Name, site => new float[_places.Length * site.Width]);
        Exchange = exchange?.Select(place => place < 0 ? Hold.Free : Array.BinarySearch(_places, place)).ToArray();
    }

    /// <summary>Whether there is anything to remember.</summary>
    public bool IsEmpty => _places.Length == 0;

    /// <summary>(N), for each place the row of a random place of the other side; null where nothing is exchanged.</summary>
    public int[]? Exchange { get; }

    /// <summary>The places that interventions take values from.</summary>
    /// <param name="characters">N.</param>
    /// <param name="interventions">The interventions.</param>
    /// <param name="sides">The sides of the text.</param>
    /// <param name="options">Where units are held, and the seed.</param>
    /// <exception cref="ArgumentException">A patch is outside of the text, or there is nothing to exchange with.</exception>
    public static SourceRows For(int characters, IReadOnlyList<Intervention> interventions, TextSides sides, CauseOptions options)
    {
        Intervention[] patches = [.. interventions.Where(intervention => intervention.Kind == InterventionKind.Patch)];
        foreach (int place in patches.SelectMany(patch => new[] { patch.From, patch.To }))
        {
            if (place < 0 || place >= characters)
                throw new ArgumentException($"expected places of a patch from 0 to {characters - 1}, found {place}");
        }

        bool exchanges = interventions.Any(intervention => intervention.Kind == InterventionKind.Exchange);
        int[]? exchange = exchanges ? Draw(characters, sides, options) : null;
        Site[] sites = [.. interventions.Select(intervention => intervention.Units.Site).Distinct()];
        return new SourceRows(patches.Select(patch => patch.From).Concat(exchange?.Where(place => place >= 0) ?? []), sites, exchange);
    }

    /// <summary>Takes what a site held; from any thread, as each row comes once.</summary>
    public void Add(Site site, int from, ReadOnlySpan<float> rows)
    {
        int width = site.Width, first = Array.BinarySearch(_places, from);
        for (int i = first < 0 ? ~first : first; i < _places.Length && _places[i] < from + rows.Length / width; i++)
            rows.Slice((_places[i] - from) * width, width).CopyTo(_values[site.Name].AsSpan(i * width));
    }

    /// <summary>Which row is of a place.</summary>
    public int RowOf(int place) => Array.BinarySearch(_places, place);

    /// <summary>All rows of some units of a site, (rows, units).</summary>
    public float[] Of(Site site, IReadOnlyList<int> units)
    {
        float[] all = _values[site.Name], some = new float[_places.Length * units.Count];
        for (int row = 0; row < _places.Length; row++)
            for (int i = 0; i < units.Count; i++) some[row * units.Count + i] = all[row * site.Width + units[i]];
        return some;
    }

    /// <summary>(N), a random place of the other side; -1 where nothing is exchanged.</summary>
    private static int[] Draw(int characters, TextSides sides, CauseOptions options)
    {
        Rng rng = new(options.Seed);
        int[][] sources = [Some(sides.PlacesOf(1), rng), Some(sides.PlacesOf(TextSides.Holds), rng)];
        if (sources.Any(places => places.Length == 0))
            throw new ArgumentException("expected a property that holds in one part of the text and not in another, to exchange values between them");
        return [.. Enumerable.Range(0, characters).Select(place => sides[place] < 0 || !sides.Includes(options.Where, place)
            ? Hold.Free : sources[sides[place]][rng.NextInt(sources[sides[place]].Length)])];
    }

    private static int[] Some(int[] places, Rng rng)
    {
        if (places.Length <= MostPlaces) return places;
        HashSet<int> some = [];
        while (some.Count < MostPlaces) some.Add(places[rng.NextInt(places.Length)]);
        return [.. some];
    }
}
