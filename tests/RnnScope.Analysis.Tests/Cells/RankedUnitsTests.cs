using RnnScope.Analysis.Cells;
using RnnScope.Analysis.Features;

namespace RnnScope.Analysis.Tests.Cells;

public sealed class RankedUnitsTests
{
    private const int Characters = 1500;

    // Steps of the ranks, and where a property does not count everywhere, of the counted areas.
    private const double Step = 1e-4, CountedStep = 4e-3;

    [Theory]
    [InlineData(PropertyKind.Binary, false, Step)]
    [InlineData(PropertyKind.Binary, true, CountedStep)]
    [InlineData(PropertyKind.Numeric, false, Step)]
    public void Rank_AnyProperty_ScoresAsDefined(PropertyKind kind, bool hasGaps, double tolerance)
    {
        PlantedUnits units = Units();
        TextProperty property = Property(kind, hasGaps);
        IReadOnlyList<RankedUnit> ranked = RankedUnits.Of(units).Rank(property);
        Assert.Equal(23, ranked.Count);
        foreach (RankedUnit unit in ranked)
        {
            float[] values = units.Halves(unit.Site, unit.Unit);
            double expected = unit is { Site: "a", Unit: 2 or 3 } ? 0
                : kind == PropertyKind.Binary ? 2 * SlowScores.Area(values, property.Track) - 1
                : SlowScores.RankCorrelation(values, property.Track);
            Assert.Equal(expected, unit.Score, tolerance);
        }

        Assert.Equal(ranked.Select(unit => Math.Abs(unit.Score)).OrderDescending(), ranked.Select(unit => Math.Abs(unit.Score)));
        Assert.Equal(("b", 9), (ranked[0].Site, ranked[0].Unit));
        Assert.True(ranked[0].Score < -0.5);
    }

    [Fact]
    public void Rank_NumericPropertyWithGaps_FindsTheUnitBySize()
    {
        IReadOnlyList<RankedUnit> ranked = RankedUnits.Of(Units()).Rank(Property(PropertyKind.Numeric, hasGaps: true), top: 3);
        Assert.Equal(3, ranked.Count);
        Assert.Equal(("b", 9), (ranked[0].Site, ranked[0].Unit));
        Assert.InRange(ranked[0].Score, -1, -0.9);
    }

    [Fact]
    public void Rank_LittleMemory_SamplesTheTextEvenly()
    {
        PlantedUnits units = Units();
        RankedUnits some = RankedUnits.Of(units, memory: 1);
        Assert.False(some.IsWhole);
        Assert.InRange(some.Positions, RankedUnits.FewestPositions - 5, RankedUnits.FewestPositions + 5);
        RankedUnit best = some.Rank(Property(PropertyKind.Binary, false))[0];
        Assert.Equal(("b", 9), (best.Site, best.Unit));
        Assert.True(RankedUnits.Of(units).IsWhole);
    }

    [Fact]
    public void Rank_AnyNumberOfThreads_IsTheSame()
    {
        PlantedUnits units = Units();
        foreach ((PropertyKind kind, bool hasGaps) in new[] { (PropertyKind.Binary, false), (PropertyKind.Binary, true), (PropertyKind.Numeric, false), (PropertyKind.Numeric, true) })
        {
            TextProperty property = Property(kind, hasGaps);
            Assert.Equal(RankedUnits.Of(units).Rank(property), RankedUnits.Of(units, threads: 3).Rank(property));
        }
    }

    [Fact]
    public void Rank_PropertyThatDoesNotVary_HasNoUnits()
    {
        RankedUnits units = RankedUnits.Of(Units());
        foreach (PropertyKind kind in Enum.GetValues<PropertyKind>())
        {
            float[] track = new float[Characters];
            Assert.Empty(units.Rank(new TextProperty("p", "a property", kind, track)));
            track.AsSpan().Fill(float.NaN);
            Assert.Empty(units.Rank(new TextProperty("p", "a property", kind, track)));
        }

        Assert.Throws<ArgumentException>(() => units.Rank(new TextProperty("p", "a property", PropertyKind.Binary, [1])));
    }

    /// <summary>Noise, one unit with a NaN, one that does not vary, one with few values, and one that is low where the property is high.</summary>
    private static PlantedUnits Units()
    {
        PlantedUnits units = new(Characters, 3, ("a", 5), ("b", 18));
        float[] track = Property(PropertyKind.Numeric, false).Track;
        units.Plant("a", 2, i => i == 77 ? float.NaN : track[i]);
        units.Plant("a", 3, _ => 0.25f);
        units.Plant("a", 4, i => i % 3 == 0 ? -0f : i % 7 == 0 ? 0f : 1);
        units.Plant("b", 9, i => -track[i] - 0.2f * units.Noise("b", 8, i));
        return units;
    }

    private static TextProperty Property(PropertyKind kind, bool hasGaps)
    {
        float[] track = new float[Characters];
        for (int i = 0; i < Characters; i++)
        {
            float value = i * 7 % 100 / 10;
            track[i] = hasGaps && i % 11 < 4 ? float.NaN : kind == PropertyKind.Binary ? (value > 6 ? 1 : 0) : value;
        }

        return new TextProperty("p", "a property", kind, track);
    }
}
