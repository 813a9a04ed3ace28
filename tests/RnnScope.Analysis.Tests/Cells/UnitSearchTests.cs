using RnnScope.Analysis.Cells;
using RnnScope.Analysis.Features;
using RnnScope.Analysis.Statistics;

namespace RnnScope.Analysis.Tests.Cells;

public sealed class UnitSearchTests
{
    private const int Characters = 20_000;

    private static readonly (string, int)[] Sites = [("layers.0.h", 7), ("layers.1.c", 16), ("loss", 1)];

    [Fact]
    public void Find_PlantedUnits_AreFoundWithTheirSign()
    {
        IReadOnlyList<TextProperty> properties = SourceProperties.Of(Text());
        PlantedUnits units = new(Characters, 1, Sites);
        Mix(units, "layers.1.c", 11, properties[0].Track, -0.9f);
        Mix(units, "layers.0.h", 6, properties[1].Track, 0.7f);
        units.Plant("loss", 0, i => properties[2].Track[i] * 0.01f - 5);

        IReadOnlyList<UnitFinding> findings = UnitSearch.Find(units, properties);
        Assert.Equal(properties.Select(p => p.Name), findings.Select(f => f.Property));
        Assert.Equal(("layers.1.c", 11), (findings[0].Site, findings[0].Unit));
        Assert.InRange(findings[0].HeldOut, -1, -0.5);
        Assert.Equal(("layers.0.h", 6), (findings[1].Site, findings[1].Unit));
        Assert.InRange(findings[1].HeldOut, 0.3, 1);
        Assert.Equal(("loss", 0), (findings[2].Site, findings[2].Unit));
        Assert.Equal(1, findings[2].HeldOut, 1e-6);
        Assert.Equal("correlation, on text it was not picked on", findings[0].Measure);

        float[] second = [.. Enumerable.Range(Characters / 2, Characters / 2).Select(i => units.Noise("layers.1.c", 11, i))];
        Assert.Equal(Correlation.Pearson(second, properties[0].Track.AsSpan(Characters / 2)), findings[0].HeldOut);
    }

    [Fact]
    public void Find_UnitThatFitsTheFirstHalfOnly_ShowsInTheHeldOutScore()
    {
        TextProperty property = InsideString.Of(Text());
        PlantedUnits units = new(Characters, 2, Sites);
        units.Plant("layers.0.h", 3, i => i < Characters / 2 ? property.Track[i] : units.Noise("layers.0.h", 3, i));
        UnitFinding finding = Assert.Single(UnitSearch.Find(units, [property]));
        Assert.Equal(("layers.0.h", 3), (finding.Site, finding.Unit));
        Assert.Equal(1, finding.PickedOn, 1e-12);
        Assert.InRange(finding.HeldOut, -0.05, 0.05);
    }

    [Fact]
    public void Find_ManySites_ReadsEachValueOnceInBlocks()
    {
        PlantedUnits units = new(Characters, 3, ("layers.0.h", 200), ("layers.1.h", 3));
        UnitSearch.Find(units, SourceProperties.Of(Text()));
        Assert.Equal(Characters * 203L, units.FloatsRead);
    }

    [Fact]
    public void Find_ConstantsAndNaN_NeverWin()
    {
        TextProperty property = InsideString.Of(Text());
        PlantedUnits units = new(Characters, 4, ("a", 4));
        units.Plant("a", 0, _ => 0.3f);
        units.Plant("a", 1, i => i == 5 ? float.NaN : property.Track[i]);
        units.Plant("a", 2, i => i < Characters / 2 ? property.Track[i] : 1);
        UnitFinding finding = Assert.Single(UnitSearch.Find(units, [property]));
        Assert.Equal(2, finding.Unit);
        Assert.Equal(0, finding.HeldOut);
    }

    [Fact]
    public void Find_PropertyWithoutVariation_HasNoFinding()
    {
        PlantedUnits units = new(Characters, 5, ("a", 4));
        float[] first = new float[Characters];
        first[7] = 1;
        float[] second = new float[Characters];
        second[^7] = 1;
        Assert.Empty(UnitSearch.Find(units, [Of(first), Of(second), Of(new float[Characters])]));
        Assert.Empty(UnitSearch.Find(units, []));
        Assert.Empty(UnitSearch.Find(new PlantedUnits(0, 1, ("a", 4)), SourceProperties.Of([])));
        Assert.Empty(UnitSearch.Find(new PlantedUnits(1, 1, ("a", 4)), SourceProperties.Of([97])));

        static TextProperty Of(float[] track) => new("p", "a property", PropertyKind.Numeric, track);
    }

    [Fact]
    public void Find_TrackOfOtherLength_Throws()
    {
        PlantedUnits units = new(10, 6, ("a", 4));
        ArgumentException e = Assert.Throws<ArgumentException>(() => UnitSearch.Find(units, SourceProperties.Of([97])));
        Assert.Contains("1 numbers, the text 10 symbols", e.Message, StringComparison.Ordinal);
    }

    private static void Mix(PlantedUnits units, string site, int unit, float[] track, float weight) =>
        units.Plant(site, unit, i => weight * track[i] + (1 - Math.Abs(weight)) * units.Noise(site, unit, i));

    /// <summary>Something like source text, seeded.</summary>
    private static int[] Text()
    {
        string[] pieces = ["x = y;\n", "call(\"some text\");\n", "// a remark\n", "    deeper();\n", "/* block */", "\"a\", ", "name "];
        Random random = new(9);
        List<int> codes = [];
        while (codes.Count < Characters) codes.AddRange(pieces[random.Next(pieces.Length)].Select(c => (int)c));
        return [.. codes.Take(Characters)];
    }
}
