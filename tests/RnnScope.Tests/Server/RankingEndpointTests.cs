using System.Text.Json;
using RnnScope.Analysis.Cells;
using RnnScope.Analysis.Errors;
using RnnScope.Analysis.Features;
using RnnScope.Analysis.Features.Labels;
using RnnScope.Engine.Text;

namespace RnnScope.Tests.Server;

public sealed class RankingEndpointTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Text = "/api/runs/tiny/texts/test/";

    private ScannedText Scanned => new(
        Array.ConvertAll(server.Trace.Symbols.ToArray(), id => server.Trace.Vocabulary.Codes[id]), SymbolKind.Characters);

    /// <summary>The ranking once the units are ready.</summary>
    private async Task<JsonElement> Ranking(string property, string text = Text)
    {
        while (true)
        {
            JsonElement answer = await server.Json($"{text}ranking?top=7&property={Uri.EscapeDataString(property)}");
            if (answer.GetProperty("preparing").ValueKind == JsonValueKind.Null) return answer;
            Assert.InRange(answer.GetProperty("preparing").GetDouble(), 0, 1);
            await Task.Delay(10);
        }
    }

    private void AssertRanking(TextProperty property, JsonElement answer) => Assert.Equal(
        RankedUnits.Of(new TraceUnits(server.Trace)).Rank(property, 7).Select(unit => (unit.Site, unit.Unit, unit.Score)),
        answer.GetProperty("ranked").EnumerateArray().Select(unit =>
            (unit.GetProperty("site").GetString()!, unit.GetProperty("unit").GetInt32(), unit.GetProperty("score").GetDouble())));

    [Theory]
    [InlineData("/[aeiou]/")]
    [InlineData("since(\" \")")]
    public async Task Ranking_OfAnExpression_IsThatOfTheAnalysis(string source)
    {
        TextProperty property = PropertyExpression.Parse(source).Over(Scanned);
        JsonElement answer = await Ranking(source);
        AssertRanking(property, answer);
        Assert.Equal((300, 300), (answer.GetProperty("characters").GetInt32(), answer.GetProperty("positions").GetInt32()));
        Assert.Equal(server.Trace.Sites.Where(site => site.Site.StartsWith("layers.", StringComparison.Ordinal)).Sum(site => site.Width), answer.GetProperty("units").GetInt32());
        JsonElement said = answer.GetProperty("property");
        float[] known = [.. property.Track.Where(value => !float.IsNaN(value))];
        Assert.Equal((source, (double)known.Min(), (double)known.Max()),
            (said.GetProperty("name").GetString(), said.GetProperty("low").GetDouble(), said.GetProperty("high").GetDouble()));
        if (property.Kind == PropertyKind.Binary) Assert.Equal(property.Track.Average(), said.GetProperty("share").GetDouble(), 1e-6);
        Assert.Equal(property.Track[10..25], await server.Floats($"test/track?property={Uri.EscapeDataString(source)}&from=10&count=15"));
    }

    [Fact]
    public async Task Ranking_OfABuiltInProperty_KnowsItsName()
    {
        JsonElement answer = await Ranking("position in the line");
        AssertRanking(BuiltInProperties.Find("position in the line")!.Over(Scanned), answer);
        Assert.Equal("numeric", answer.GetProperty("property").GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Ranking_OfExamples_TakesThemAsWhereItHolds()
    {
        AssertRanking(LabelledSpans.Of("x", 300, [new TextRange(30, 4), new TextRange(100, 12)], []), await Ranking("spans 30:4,100:12"));
        Assert.Contains("overlap", (await Ranking("spans 30:4,32:12")).GetProperty("mistake").GetProperty("message").GetString());
    }

    [Fact]
    public async Task Ranking_OfSomethingHalfTyped_SaysWhere()
    {
        JsonElement answer = await Ranking("inside(\"(\",");
        PropertyException expected = Assert.Throws<PropertyException>(() => PropertyExpression.Parse("inside(\"(\","));
        JsonElement mistake = answer.GetProperty("mistake");
        Assert.Equal((expected.Message, expected.Hint, expected.Column),
            (mistake.GetProperty("message").GetString(), mistake.GetProperty("hint").GetString(), mistake.GetProperty("column").GetInt32()));
        Assert.True(expected.Column > 0, "the column says where");
        Assert.Empty(answer.GetProperty("ranked").EnumerateArray());
    }

    [Fact]
    public async Task Ranking_OfNothing_MakesTheUnitsReady()
    {
        JsonElement answer = await Ranking("");
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null, 0),
            (answer.GetProperty("mistake").ValueKind, answer.GetProperty("property").ValueKind, answer.GetProperty("ranked").GetArrayLength()));
    }

    [Fact]
    public async Task Chance_IsTheBestOfAllUnitsForShiftedCopies()
    {
        string id = (await server.Type(string.Concat(Enumerable.Repeat("the quick brown fox. ", 60)))).GetProperty("id").GetString()!;
        string text = $"/api/runs/tiny/texts/{id}/";
        await Ranking("word start", text);
        JsonElement chance = await server.Json(text + "ranking/chance?property=word%20start");
        Assert.Equal(19, chance.GetProperty("shifts").GetInt32());
        Assert.InRange(chance.GetProperty("best").GetDouble(), 0.01, 1);
        await Ranking("word start");
        Assert.Equal("""{"shifts":0,"best":null}""", (await server.Json(Text + "ranking/chance?property=word%20start")).GetRawText());
    }

    [Fact]
    public async Task Properties_AreThoseThatFitTheText()
    {
        IReadOnlyList<TextProperty> expected = PropertySet.Of(Scanned).Properties;
        JsonElement[] properties = [.. (await server.Json(Text + "properties")).EnumerateArray()];
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Select(property => (property.Name, property.Description)),
            properties.Select(property => (property.GetProperty("name").GetString()!, property.GetProperty("description").GetString()!)));
    }

    [Theory]
    [InlineData(400, Text + "track?from=0&count=3", "'property' is missing")]
    [InlineData(400, Text + "track?property=/(/", "there is no such property")]
    [InlineData(400, Text + "ranking?property=spans%20a", "expected spans=FROM:COUNT")]
    [InlineData(400, Text + "ranking?property=digit&top=0", "expected 1 to 1000, found 0")]
    public async Task Mistakes_AreExplained(int status, string path, string expected) => Assert.Contains(expected, await server.Problem(status, path));
}
