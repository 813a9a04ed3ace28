using RnnScope.Engine.Interventions;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Tracing;
using RnnScope.Engine.Units;

namespace RnnScope.Engine.Tests.Interventions;

public sealed class UnitGroupTests
{
    private static readonly NetworkShape Shape = new(BuiltInUnits.Resolve("lstm"), 2, 20, 5);

    [Theory]
    [InlineData("layers.1.c:4", "layers.1.c:4", 1)]
    [InlineData("layers.0.h: 12 - 14, 3,7,13", "layers.0.h:3,7,12-14", 5)]
    [InlineData("layers.0.f:0-1", "layers.0.f:0-1", 2)]
    [InlineData("layers.0.f:0-19", "layers.0.f", 20)]
    [InlineData("layers.1.g", "layers.1.g", 20)]
    public void Parse_Name_IsWrittenBackInOrder(string name, string expected, int count)
    {
        UnitGroup group = UnitGroup.Parse(Shape, name);
        Assert.Equal(expected, group.ToString());
        Assert.Equal(count, group.Units.Count);
        Assert.Equal(group, UnitGroup.Parse(Shape, group.ToString()));
    }

    [Theory]
    [InlineData("layers.1.d:4", "there is no site 'layers.1.d'")]
    [InlineData("layers.2.c:4", "there is no site 'layers.2.c'")]
    [InlineData("logits:4", "there is no site 'logits'")]
    [InlineData("layers.1.c:20", "layers.1.c: expected units below 20, found 20")]
    [InlineData("layers.1.c:", "layers.1.c: expected numbers of units, found ''")]
    [InlineData("layers.1.c:-3", "layers.1.c: expected numbers of units, found '-3'")]
    [InlineData("layers.1.c:3,x", "layers.1.c: expected numbers of units, found 'x'")]
    [InlineData("layers.1.c:7-3", "layers.1.c: expected a range from the smaller to the larger unit, found '7-3'")]
    [InlineData("layers.1.c:0-99999999999", "layers.1.c: expected numbers of units, found '0-99999999999'")]
    public void Parse_OtherNames_SaysWhatIsWrong(string name, string expected)
    {
        SiteException refused = Assert.Throws<SiteException>(() => UnitGroup.Parse(Shape, name));
        Assert.Equal(expected, refused.Message);
        Assert.NotEqual("", refused.Hint);
    }
}
