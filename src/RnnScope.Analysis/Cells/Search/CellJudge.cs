using RnnScope.Analysis.Features;
using RnnScope.Analysis.Statistics;

namespace RnnScope.Analysis.Cells.Search;

/// <summary>Puts the evidence together.</summary>
internal sealed class CellJudge(ShiftNull chance, IReadOnlyList<TextProperty> properties, int picking, CellSearchOptions options)
{
    private readonly double[] _corrected = chance.Corrected();

    /// <summary>Judges what was found about each property.</summary>
    /// <param name="details">The network's units.</param>
    /// <param name="twin">Those of the twin; null without one.</param>
    public IReadOnlyList<PropertyCells> Of(CellDetails details, CellDetails? twin) =>
        [.. properties.Select((property, p) => Of(p, property, details[p], twin?[p]))];

    private PropertyCells Of(int p, TextProperty property, PropertyDetail detail, PropertyDetail? twin)
    {
        bool isBinary = property.Kind == PropertyKind.Binary;
        DetailedUnit? rival = twin?.Best is [var first, ..] ? first : null;
        double share = isBinary ? Share(property.Track.AsSpan(picking)) : double.NaN;
        return new PropertyCells(
            property, share, Shown(chance.Chance(p), isBinary), [.. detail.Best.Select(unit => Judge(p, isBinary, unit, rival, twin is not null))], rival?.Scored,
            Group(detail), twin is null ? null : Group(twin));
    }

    private CellEvidence Judge(int p, bool isBinary, DetailedUnit unit, DetailedUnit? rival, bool hasTwin)
    {
        double score = unit.Score.Estimate, level = Shown(0, isBinary);
        bool isRightWay = score > level;
        double corrected = isRightWay ? _corrected[unit.Index * properties.Count + p] : 1;
        // A twin without any unit that varies leaves chance as the level to beat.
        Interval? lead = rival is not null ? unit.Score.Less(rival.Score)
            : hasTwin ? new Interval(score - level, unit.Score.Interval.Low - level, unit.Score.Interval.High - level) : null;
        CellVerdict verdict = !(corrected <= options.Level) ? CellVerdict.Chance
            : lead is { } known && known.Low > 0 && known.Estimate > options.Margin ? CellVerdict.Learned : CellVerdict.Tracks;
        return new CellEvidence(
            unit.Scored, isRightWay ? chance.Probability(p, isBinary ? 2 * score - 1 : score) : 1, corrected, lead, verdict, unit.Correlation, unit.Threshold,
            unit.Counter);
    }

    private static GroupScore? Group(PropertyDetail detail) =>
        detail.GroupScore is { } score && detail.Best.Count > 0 ? new GroupScore(detail.Group, score.Interval, score.Less(detail.Best[0].Score)) : null;

    /// <summary>A score from -1 to 1 as it is shown: as an area where the property is binary.</summary>
    private static double Shown(double score, bool isBinary) => isBinary ? (1 + score) / 2 : score;

    private static double Share(ReadOnlySpan<float> track)
    {
        int holds = 0, counted = 0;
        foreach (float value in track)
        {
            if (value > 0) holds++;
            if (!float.IsNaN(value)) counted++;
        }

        return (double)holds / counted;
    }
}
