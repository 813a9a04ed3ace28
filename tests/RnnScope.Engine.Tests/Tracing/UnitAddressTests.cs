using RnnScope.Engine.Tracing;

namespace RnnScope.Engine.Tests.Tracing;

public sealed class UnitAddressTests
{
    private static readonly (string, int)[] Sites = [("layers.0.h", 4), ("loss", 1)];

    [Theory]
    [InlineData("layers.0.h:0", "layers.0.h", 0)]
    [InlineData("layers.0.h:3", "layers.0.h", 3)]
    [InlineData("loss:0", "loss", 0)]
    public void Parse_Address_IsWrittenTheSame(string text, string site, int unit)
    {
        UnitAddress address = UnitAddress.Parse(text, Sites);
        Assert.Equal(new UnitAddress(site, unit), address);
        Assert.Equal(text, address.ToString());
    }

    [Theory]
    [InlineData("", "expected a unit such as layers.0.h:12, found ''")]
    [InlineData("layers.0.h", "expected a unit")]
    [InlineData("layers.0.h:", "expected a unit")]
    [InlineData("layers.0.h:+1", "expected a unit")]
    [InlineData("layers.0.h: 1", "expected a unit")]
    [InlineData("layers.0.h:99999999999", "expected a unit")]
    [InlineData("layers.0.h:4", "there is no unit 4 in 'layers.0.h'")]
    [InlineData("layers.0.c:1", "there is no site 'layers.0.c'")]
    [InlineData(":1", "there is no site ''")]
    public void Parse_Mistake_SaysWhat(string text, string expected)
    {
        SiteException mistake = Assert.Throws<SiteException>(() => UnitAddress.Parse(text, Sites));
        Assert.Contains(expected, mistake.Message);
        Assert.NotEmpty(mistake.Hint);
    }
}
