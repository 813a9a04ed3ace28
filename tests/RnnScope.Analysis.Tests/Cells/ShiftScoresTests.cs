using RnnScope.Analysis.Cells;
using RnnScope.Analysis.Cells.Search;
using RnnScope.Analysis.Features;

namespace RnnScope.Analysis.Tests.Cells;

public sealed class ShiftScoresTests
{
    private const int Shifts = 16, Segment = 70, Symbols = Shifts * Segment, Offset = 13;

    private static readonly ParallelOptions Alone = new() { MaxDegreeOfParallelism = 1 };

    [Fact]
    public void Score_EveryShift_IsTheScoreOfTheShiftedUnit()
    {
        TextProperty[] properties = [Property(PropertyKind.Binary), Property(PropertyKind.Numeric), new("none", "constant", PropertyKind.Binary, new float[Offset + Symbols])];
        PlantedUnits units = Units(5);
        float[] scores = Score(units, properties, 0, 5);
        for (int unit = 0; unit < 5; unit++)
        {
            float[] values = units.Halves("a", unit)[Offset..];
            for (int p = 0; p < 3; p++)
            {
                float[] track = properties[p].Track[Offset..];
                for (int s = 0; s < Shifts; s++)
                {
                    float[] shifted = [.. values[(s * Segment)..], .. values[..(s * Segment)]];
                    double expected = p == 2 || unit == 3 ? 0 : p == 0 ? 2 * SlowScores.Area(shifted, track) - 1 : SlowScores.RankCorrelation(shifted, track);
                    Assert.Equal(expected, scores[(unit * 3 + p) * Shifts + s], 1e-4);
                }
            }
        }
    }

    [Fact]
    public void Score_PropertyWithGaps_IsTheSumOfProductsOfRanks()
    {
        TextProperty property = Property(PropertyKind.Numeric);
        for (int i = 0; i < property.Track.Length; i += 3) property.Track[i] = float.NaN;
        PlantedUnits units = Units(1);
        float[] scores = Score(units, [property], 0, 1);
        double[] x = Normalised(units.Halves("a", 0)[Offset..]);
        double[] y = TrackRanks.Centred(property.Track.AsSpan(Offset));
        double length = Math.Sqrt(y.Sum(rank => rank * rank)), counted = property.Track[Offset..].Count(value => !float.IsNaN(value));
        for (int s = 0; s < Shifts; s++)
        {
            double expected = Enumerable.Range(0, Symbols).Sum(i => x[(i + s * Segment) % Symbols] * y[i]) / length * Math.Sqrt(Symbols / counted);
            Assert.Equal(expected, scores[s], 1e-4);
        }
    }

    [Fact]
    public void Score_UnitsTogetherOrInPairs_AreTheSameBits()
    {
        TextProperty[] properties = [Property(PropertyKind.Binary), Property(PropertyKind.Numeric)];
        PlantedUnits units = Units(9);
        float[] together = Score(units, properties, 0, 9);
        Assert.Equal(together[(4 * 2 * Shifts)..(6 * 2 * Shifts)], Score(units, properties, 4, 2));
        Assert.Equal(together[(8 * 2 * Shifts)..], Score(units, properties, 8, 1));
    }

    [Theory]
    [InlineData(PropertyKind.Binary, false, 1e-4)]
    [InlineData(PropertyKind.Numeric, false, 1e-4)]
    [InlineData(PropertyKind.Binary, true, 0.02)]
    [InlineData(PropertyKind.Numeric, true, 0.02)]
    public void PickingScores_AnyProperty_AreTheScores(PropertyKind kind, bool hasGaps, double tolerance)
    {
        TextProperty property = Property(kind);
        for (int i = 0; hasGaps && i < property.Track.Length; i++) property.Track[i] = i % 200 < 80 ? float.NaN : property.Track[i];
        PlantedUnits units = Units(5);
        using PickingScores picking = new([new TrackWeights(property, Offset, Symbols)], Symbols);
        double[] scores = picking.Score(Columns(units, 0, 5));
        for (int unit = 0; unit < 5; unit++)
        {
            float[] values = units.Halves("a", unit)[Offset..], track = property.Track[Offset..];
            double expected = unit == 3 ? 0 : kind == PropertyKind.Binary ? 2 * SlowScores.Area(values, track) - 1 : SlowScores.RankCorrelation(values, track);
            Assert.Equal(expected, scores[unit], tolerance);
        }
    }

    [Fact]
    public void ShiftNull_ScoresThatStandOut_AreCountedAgainstAllShifts()
    {
        const int K = 64;
        ShiftNull chance = new(2, 1, K);
        // Of the second unit a shift stands out as much as no shift does of the first.
        chance.Add(0, Spike(K, 0));
        chance.Add(1, Spike(K, 32));
        Assert.Equal(61, ShiftNull.Counted(K));
        Assert.Equal(1, chance.Score(0, 0));
        Assert.Equal(2.0 / 62, chance.Probability(0, 1), 1e-12);
        Assert.Equal(0.1, chance.Chance(0), 1e-6);
        double[] corrected = chance.Corrected();
        // One of 2 x 61 shifted scores, and one for the pair itself, of 123; 2 pairs, one as far out.
        Assert.Equal(2.0 / 123 * 2, corrected[0], 1e-12);
        Assert.Equal(1, corrected[1]);
    }

    private static float[] Spike(int count, int at)
    {
        float[] scores = [.. Enumerable.Range(0, count).Select(i => i % 2 == 0 ? 0.1f : -0.1f)];
        scores[at] = 1;
        return scores;
    }

    private static float[] Score(PlantedUnits units, TextProperty[] properties, int from, int count)
    {
        TrackWeights[] tracks = [.. properties.Select(property => new TrackWeights(property, Offset, Symbols))];
        using ShiftScores shifts = new(tracks, Symbols, Shifts, Alone);
        float[] scores = new float[count * properties.Length * Shifts];
        shifts.Score(Columns(units, from, count), scores, CancellationToken.None);
        return scores;
    }

    private static RankedColumn[] Columns(PlantedUnits units, int from, int count)
    {
        RankTable table = new();
        return [.. UnitColumns.Read(units, "a", [.. Enumerable.Range(from, count)], Offset, Symbols, Alone).Select(column => RankedColumn.InPlace(column, table))];
    }

    /// <summary>Noise, one unit that does not vary, and one that follows the numeric property.</summary>
    private static PlantedUnits Units(int width)
    {
        PlantedUnits units = new(Offset + Symbols, 4, ("a", width));
        float[] track = Property(PropertyKind.Numeric).Track;
        if (width > 1) units.Plant("a", 1, i => track[i] / 10 + units.Noise("a", 0, i));
        if (width > 3) units.Plant("a", 3, _ => 0.5f);
        return units;
    }

    private static TextProperty Property(PropertyKind kind)
    {
        Random random = new(8);
        float[] track = new float[Offset + Symbols];
        for (int i = 1; i < track.Length; i++) track[i] = random.Next(9) == 0 ? 0 : track[i - 1] + 1;
        if (kind == PropertyKind.Binary) track = [.. track.Select(value => value > 4 ? 1f : 0)];
        return new TextProperty("p", "a property", kind, track);
    }

    private static double[] Normalised(float[] values)
    {
        double[] ranks = TrackRanks.Centred(values);
        double length = Math.Sqrt(ranks.Sum(rank => rank * rank));
        return [.. ranks.Select(rank => rank / length)];
    }
}
