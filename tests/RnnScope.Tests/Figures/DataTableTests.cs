using System.Text.Json;
using RnnScope.Figures;

namespace RnnScope.Tests.Figures;

public sealed class DataTableTests
{
    private static readonly DataTable Table = new(["name", "n", "loss", "is_good"], [["a, \"b\"\r\n", 3, 0.1 + 0.2, true], [null, 4L, double.NaN, false]]);

    [Fact]
    public void Csv_AnyValue_IsOneFieldAndExact() =>
        Assert.Equal("name,n,loss,is_good\n\"a, \"\"b\"\"\r\n\",3,0.30000000000000004,true\n,4,,false\n", Table.Csv());

    [Fact]
    public void Json_AnyValue_IsExactOrNull()
    {
        using JsonDocument json = JsonDocument.Parse(Table.Json("fig", "A <title>"));
        JsonElement[] rows = [.. json.RootElement.GetProperty("rows").EnumerateArray()];
        Assert.Equal("fig", json.RootElement.GetProperty("figure").GetString());
        Assert.Equal("a, \"b\"\r\n", rows[0].GetProperty("name").GetString());
        Assert.Equal(0.1 + 0.2, rows[0].GetProperty("loss").GetDouble());
        Assert.Equal(JsonValueKind.Null, rows[1].GetProperty("loss").ValueKind);
        Assert.False(rows[1].GetProperty("is_good").GetBoolean());
    }
}
