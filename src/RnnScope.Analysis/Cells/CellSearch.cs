using RnnScope.Analysis.Cells.Search;
using RnnScope.Analysis.Features;
using RnnScope.Analysis.Statistics;

namespace RnnScope.Analysis.Cells;

/// <summary>Finds, for each property of a text, the units that go up and down with it, and says how far that can be trusted.</summary>
/// <remarks>
/// Units are picked on the first half of the text. Everything that is said about them comes from the second: score and interval,
/// the null distribution of circular shifts, the correction for all units and properties, and the untrained twin. A unit that
/// goes with a property need not be used for it: docs/cells.md.
/// </remarks>
public static class CellSearch
{
    /// <summary>The fewest symbols that a text must have.</summary>
    public const int FewestCharacters = 2048;

    // Symbols of the shortest segment; a shorter text has fewer shifts.
    private const int ShortestSegment = 16;

    /// <summary>Searches all units of all sites for all properties.</summary>
    /// <param name="values">The units.</param>
    /// <param name="twin">The units of the same network before training, reading the same text; null leaves the comparison out.</param>
    /// <param name="properties">The properties, over the same text. NaN does not count.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told now and then how many units of both networks are done.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <exception cref="ArgumentException">
    /// The text is shorter than <see cref="FewestCharacters"/>, the twin read another one, a property has not one number per symbol, or an option makes no sense.
    /// </exception>
    public static CellSearchResult Find(
        IUnitValues values, IUnitValues? twin, IReadOnlyList<TextProperty> properties, CellSearchOptions options,
        Action<long>? progress = null, CancellationToken cancellation = default)
    {
        Check(values, twin, properties, options.Validated());
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellation };
        int shifts = options.Shifts;
        while (shifts * ShortestSegment > values.Characters / 2) shifts /= 2;
        int test = values.Characters / 2 / shifts * shifts, picking = values.Characters - test;
        bool Varies(TextProperty property) => Tracks.Varies(property.Track.AsSpan(0, picking)) && Tracks.Varies(property.Track.AsSpan(picking));
        TextProperty[] varying = [.. properties.Where(Varies)];
        PickedUnits picked = new(values, varying, (picking, shifts), options, parallel, done => progress?.Invoke(done));
        PickedUnits? twinPicked = twin is null
            ? null : new(twin, varying, (picking, 0), options, parallel, done => progress?.Invoke(picked.Units.Count + done));
        BlockBootstrap bootstrap = new(test);
        CellDetails details = new(values, picked, varying, picking, bootstrap, options, parallel);
        CellDetails? twinDetails = twin is null ? null : new(twin, twinPicked!, varying, picking, bootstrap, options with { Top = 1 }, parallel);
        IReadOnlyList<PropertyCells> found = new CellJudge(picked.Null!, varying, picking, options).Of(details, twinDetails);
        return new CellSearchResult(
            values.Characters, picking, picked.Units.Count, ShiftNull.Counted(shifts), ShiftNull.Near(shifts) * (test / shifts), bootstrap,
            options.Level, options.Margin, twin is not null,
            [.. found.OrderByDescending(cells => cells.Best.Count > 0 ? Strength(cells) : double.NegativeInfinity)],
            [.. properties.Except(varying).Select(property => property.Name)]);
    }

    /// <summary>How far the best unit's score is from chance, from 0 to 1 for either kind of property.</summary>
    private static double Strength(PropertyCells cells)
    {
        double score = cells.Best[0].Scored.Score.Estimate;
        return cells.Property.Kind == PropertyKind.Binary ? 2 * score - 1 : score;
    }

    private static void Check(IUnitValues values, IUnitValues? twin, IReadOnlyList<TextProperty> properties, CellSearchOptions options)
    {
        if (values.Characters < FewestCharacters)
            throw new ArgumentException($"expected a text of at least {FewestCharacters} symbols, found {values.Characters}", nameof(values));
        if (twin is not null && twin.Characters != values.Characters)
            throw new ArgumentException($"the twin read {twin.Characters} symbols, the network {values.Characters}", nameof(twin));
        foreach (TextProperty property in properties) Tracks.Require(property, values.Characters);
    }
}
