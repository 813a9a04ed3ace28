using RnnScope.Analysis.Cells;
using RnnScope.Analysis.Features;
using RnnScope.Engine.Tracing;

namespace RnnScope.Analysis.Tests.Cells;

public sealed class CellSearchTests
{
    private const int Characters = 12_000;

    private static readonly (string, int)[] Sites = [("layers.0.h", 7), ("layers.1.c", 16), ("layers.1.h", 70)];

    [Fact]
    public void Find_PlantedUnits_AreFirstWithTheirSignAndLearned()
    {
        TextProperty[] properties = [.. PlantedText.Properties(Characters, 1), Gapped(PlantedText.Properties(Characters, 1)[0])];
        PlantedUnits units = new(Characters, 1, Sites);
        (string Site, int Unit, float Weight)[] plants = [("layers.1.c", 11, -0.9f), ("layers.0.h", 6, 0.7f), ("layers.1.h", 69, -0.02f), ("layers.1.h", 0, 0.5f), ("layers.1.c", 11, -0.9f)];
        for (int p = 0; p < 4; p++) Mix(units, plants[p].Site, plants[p].Unit, properties[p].Track, plants[p].Weight);
        CellSearchResult result = CellSearch.Find(units, new PlantedUnits(Characters, 2, Sites), properties, new CellSearchOptions());
        Assert.Equal(93, result.Units);
        Assert.Equal(Characters / 2, result.Picking, 512.0);
        for (int p = 0; p < properties.Length; p++)
        {
            PropertyCells cells = result.Properties.Single(cells => cells.Property == properties[p]);
            CellEvidence best = cells.Best[0];
            Assert.Equal((plants[p].Site, plants[p].Unit, plants[p].Weight > 0), (best.Scored.Unit.Site, best.Scored.Unit.Unit, best.Scored.IsHigh));
            Assert.Equal(CellVerdict.Learned, best.Verdict);
            Assert.InRange(best.Corrected, 0, 0.01);
            Assert.InRange(best.Probability, 0, 0.02);
            Assert.True(best.Scored.Score.Low > cells.Chance);
            Assert.True(best.Lead!.Low > cells.Best[0].Scored.Score.Low - cells.Chance - 0.1);
            Assert.Equal(plants[p].Weight > 0, best.Correlation > 0);
            // Noise is chance.
            Assert.All(
                cells.Best.Where(other => plants.All(plant => (plant.Site, plant.Unit) != (other.Scored.Unit.Site, other.Scored.Unit.Unit))),
                other => Assert.Equal(CellVerdict.Chance, other.Verdict));
            Assert.InRange(cells.Group!.Score.Estimate, best.Scored.Score.Estimate - 0.02, 1);
        }

        Assert.Equal(result.Properties.Select(Strength).OrderDescending(), result.Properties.Select(Strength));
    }

    [Fact]
    public void Find_Scores_AreThoseOfTheSecondPart()
    {
        TextProperty property = PlantedText.Properties(Characters, 1)[0];
        PlantedUnits units = new(Characters, 2, Sites);
        units.Plant("layers.0.h", 3, i => i < Characters / 2 ? property.Track[i] : units.Noise("layers.0.h", 3, i));
        CellSearchResult result = CellSearch.Find(units, null, [property], new CellSearchOptions());
        CellEvidence found = result.Properties[0].Best[0];
        Assert.Equal(new UnitAddress("layers.0.h", 3), found.Scored.Unit);
        Assert.Equal(1, found.Scored.PickedOn, 0.05);
        Assert.Equal(SlowScores.Area(units.Halves("layers.0.h", 3)[result.Picking..], property.Track[result.Picking..]), found.Scored.Score.Estimate, 1e-9);
        Assert.InRange(found.Scored.Score.Estimate, 0.45, 0.55);
        Assert.Equal(CellVerdict.Chance, found.Verdict);
        Assert.Null(found.Lead);
        Assert.False(result.HasTwin);
    }

    [Fact]
    public void Find_TwinThatDoesAsWell_WasNotLearned()
    {
        TextProperty property = PlantedText.Properties(Characters, 1)[1];
        PlantedUnits units = new(Characters, 2, Sites), twin = new(Characters, 3, Sites);
        Mix(units, "layers.0.h", 3, property.Track, 0.5f);
        Mix(twin, "layers.1.h", 60, property.Track, -0.5f);
        PropertyCells cells = CellSearch.Find(units, twin, [property], new CellSearchOptions()).Properties[0];
        Assert.Equal(CellVerdict.Tracks, cells.Best[0].Verdict);
        Assert.Equal((new UnitAddress("layers.1.h", 60), false), (cells.Twin!.Unit, cells.Twin.IsHigh));
        Assert.Equal(cells.Best[0].Scored.Score.Estimate - cells.Twin.Score.Estimate, cells.Best[0].Lead!.Estimate, 1e-12);
        Assert.InRange(cells.Best[0].Lead!.Estimate, -0.05, 0.05);
    }

    [Fact]
    public void Find_DistributedCode_IsReadOffAGroup()
    {
        TextProperty property = PlantedText.Properties(Characters, 4)[0];
        PlantedUnits units = new(Characters, 2, Sites);
        // Each of three units hides the property in a large noise that the next one cancels.
        float[] first = Hidden(units, 4), second = Hidden(units, 5);
        units.Plant("layers.0.h", 1, i => property.Track[i] + 4 * first[i]);
        units.Plant("layers.1.c", 2, i => property.Track[i] - 4 * first[i] + 4 * second[i]);
        units.Plant("layers.1.h", 3, i => property.Track[i] - 4 * second[i]);
        PropertyCells cells = CellSearch.Find(units, units, [property], new CellSearchOptions { Group = 3 }).Properties[0];
        Assert.InRange(cells.Best[0].Scored.Score.Estimate, 0.5, 0.65);
        Assert.InRange(cells.Group!.Score.Estimate, 0.99, 1);
        Assert.True(cells.Group.Gain.Low > 0.3);
        Assert.Equal(["layers.0.h:1", "layers.1.c:2", "layers.1.h:3"], cells.Group.Units.Select(unit => unit.Unit.ToString()).Order());
        Assert.Equal(cells.Group.Score, cells.TwinGroup!.Score);
    }

    [Fact]
    public void Find_AnyThreadsAndMemory_IsTheSame()
    {
        TextProperty[] properties = [.. PlantedText.Properties(Characters, 1), Gapped(PlantedText.Properties(Characters, 3)[3])];
        PlantedUnits units = new(Characters, 7, Sites), twin = new(Characters, 8, Sites);
        CellSearchResult one = CellSearch.Find(units, twin, properties, new CellSearchOptions());
        CellSearchResult other = CellSearch.Find(units, twin, properties, new CellSearchOptions { Threads = 3, Memory = 20 * 2 * Characters });
        Assert.Equal(one.Properties.Select(Told), other.Properties.Select(Told));

        static string Told(PropertyCells cells) =>
            $"{cells.Property.Name} {cells.Chance:R} {cells.Twin!.Score} {cells.Group!.Score} {string.Join(' ', cells.Group.Units)} {string.Join(' ', cells.Best)}";
    }

    [Fact]
    public void Find_ConstantsAndNaN_NeverWin()
    {
        TextProperty property = PlantedText.Properties(Characters, 1)[0];
        PlantedUnits units = new(Characters, 4, ("a", 4), ("b", 0));
        units.Plant("a", 0, _ => 0.3f);
        units.Plant("a", 1, i => i == 5 ? float.NaN : property.Track[i]);
        units.Plant("a", 3, _ => float.PositiveInfinity);
        PropertyCells cells = CellSearch.Find(units, units, [property], new CellSearchOptions()).Properties[0];
        Assert.Equal(new UnitAddress("a", 2), Assert.Single(cells.Best).Scored.Unit);
        Assert.Equal(new UnitAddress("a", 2), Assert.Single(cells.Group!.Units).Unit);
        units.Plant("a", 2, _ => 0);
        cells = CellSearch.Find(units, units, [property], new CellSearchOptions()).Properties[0];
        Assert.Empty(cells.Best);
        Assert.Null(cells.Group);
    }

    [Fact]
    public void Find_PropertyWithoutVariation_IsNamed()
    {
        PlantedUnits units = new(Characters, 5, Sites);
        float[] first = new float[Characters], second = new float[Characters];
        (first[7], second[^7]) = (1, 1);
        CellSearchResult result = CellSearch.Find(units, null, [Of("first", first), Of("second", second), Of("none", new float[Characters])], new CellSearchOptions());
        Assert.Empty(result.Properties);
        Assert.Equal(["first", "second", "none"], result.Constant);
        Assert.Empty(CellSearch.Find(units, null, [], new CellSearchOptions()).Properties);

        static TextProperty Of(string name, float[] track) => new(name, "a property", PropertyKind.Numeric, track);
    }

    [Fact]
    public void Find_WhatDoesNotFit_Throws()
    {
        PlantedUnits units = new(Characters, 6, Sites), small = new(100, 6, Sites);
        TextProperty property = new("p", "a property", PropertyKind.Binary, [1]);
        Assert.Contains("1 numbers, the text 12000 symbols", Thrown(() => CellSearch.Find(units, null, [property], new CellSearchOptions())), StringComparison.Ordinal);
        Assert.Contains("expected a text of at least 2048 symbols, found 100", Thrown(() => CellSearch.Find(small, null, [], new CellSearchOptions())), StringComparison.Ordinal);
        Assert.Contains("the twin read 100 symbols, the network 12000", Thrown(() => CellSearch.Find(units, small, [], new CellSearchOptions())), StringComparison.Ordinal);
        Assert.Contains("shifts: expected a power of two from 64 to 4096, found 100", Thrown(() => CellSearch.Find(units, null, [], new CellSearchOptions { Shifts = 100 })), StringComparison.Ordinal);

        static string Thrown(Action action) => Assert.Throws<ArgumentException>(action).Message;
    }

    [Fact]
    public void Find_Cancelled_Stops()
    {
        using CancellationTokenSource cancellation = new();
        cancellation.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            CellSearch.Find(new PlantedUnits(Characters, 6, Sites), null, PlantedText.Properties(Characters, 1), new CellSearchOptions(), null, cancellation.Token));
    }

    private static double Strength(PropertyCells cells) =>
        cells.Best[0].Scored.Score.Estimate * (cells.Property.Kind == PropertyKind.Binary ? 2 : 1) - (cells.Property.Kind == PropertyKind.Binary ? 1 : 0);

    private static float[] Hidden(PlantedUnits units, int unit) => [.. Enumerable.Range(0, Characters).Select(i => units.Noise("layers.1.h", unit, i))];

    private static void Mix(PlantedUnits units, string site, int unit, float[] track, float weight) =>
        units.Plant(site, unit, i => weight * track[i] + (1 - Math.Abs(weight)) * units.Noise(site, unit, i));

    private static TextProperty Gapped(TextProperty property) =>
        property with { Name = "gapped", Track = [.. property.Track.Select((value, i) => i % 900 < 300 ? float.NaN : value)] };
}
