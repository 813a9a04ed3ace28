using System.Text.Json;
using RnnScope.Analysis.Contexts;
using RnnScope.Analysis.Counters;
using RnnScope.Analysis.Errors;

namespace RnnScope.Tests.Server;

public sealed class UnitEndpointTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Text = "/api/runs/tiny/texts/test/";

    private float[] Column(string site, int unit)
    {
        float[] column = new float[TinyRun.Characters];
        server.Trace.ReadColumn(site, unit, 0, column);
        return column;
    }

    [Fact]
    public async Task Counters_OfAUnit_AreThoseOfTheAnalysis()
    {
        CounterResult expected = CounterAnalysis.Measure(server.Trace.Symbols, Column("layers.1.c", 4));
        JsonElement counters = await server.Json(Text + "counters?site=layers.1.c&unit=4&top=7");
        Assert.Equal((299, expected.ChangeExplained, expected.LevelExplained),
            (counters.GetProperty("steps").GetInt32(), counters.GetProperty("changeExplained").GetDouble(), counters.GetProperty("levelExplained").GetDouble()));
        Assert.Equal(expected.Symbols.Count, counters.GetProperty("different").GetInt32());
        JsonElement[] symbols = [.. counters.GetProperty("symbols").EnumerateArray()];
        Assert.Equal(
            expected.Symbols.Take(7).Select(symbol => (symbol.Symbol, symbol.Count, symbol.Change.Estimate, symbol.Share)),
            symbols.Select(symbol => (symbol.GetProperty("symbol").GetInt32(), symbol.GetProperty("count").GetInt32(),
                symbol.GetProperty("change").GetProperty("estimate").GetDouble(), symbol.GetProperty("share").GetDouble())));
        Assert.Equal(server.Run.Vocabulary.Symbol(expected.Symbols[0].Symbol), symbols[0].GetProperty("name").GetString());
        Assert.Contains(symbols[0].GetProperty("role").GetString(), new[] { "none", "increments", "decrements", "resets" });
    }

    [Fact]
    public async Task Contexts_OfAUnit_AreThoseOfTheAnalysis()
    {
        TopContextsResult expected = TopContexts.Find(Column("layers.0.i", 1), new ContextOptions { Count = 3, Before = 5, After = 2 });
        JsonElement contexts = await server.Json(Text + "contexts?site=layers.0.i&unit=1&top=3&before=5&after=2");
        foreach ((string name, IReadOnlyList<UnitContext> places) in new[] { ("highest", expected.Highest), ("lowest", expected.Lowest), ("changing", expected.Changing) })
        {
            Assert.Equal(
                places.Select(place => (place.Position, place.Value, place.Range)),
                contexts.GetProperty(name).EnumerateArray().Select(place => (place.GetProperty("at").GetInt32(), place.GetProperty("value").GetSingle(),
                    new TextRange(place.GetProperty("from").GetInt32(), place.GetProperty("count").GetInt32()))));
        }
    }

    [Fact]
    public async Task SpanUnits_AndTheirPlaces_AreThoseOfTheAnalysis()
    {
        UnitThresholds thresholds = new(server.Trace);
        SpanUnitsResult expected = SpanUnits.Find(
            thresholds, new TextSpans([new TextRange(30, 4), new TextRange(100, 12)], TinyRun.Characters), new SpanOptions { Margin = 3, Count = 4 });
        JsonElement found = await server.Json(Text + "span-units?spans=100:12,30:4&margin=3&top=4");
        Assert.Equal(expected.Compared, found.GetProperty("compared").GetInt32());
        Assert.Equal("""[{"from":30,"count":4},{"from":100,"count":12}]""", found.GetProperty("spans").GetRawText());
        JsonElement[] units = [.. found.GetProperty("units").EnumerateArray()];
        Assert.Equal(
            expected.Units.Select(unit => (unit.Side.Site, unit.Side.Unit, unit.Side.IsHigh ? "high" : "low", unit.Score)),
            units.Select(unit => (unit.GetProperty("site").GetString()!, unit.GetProperty("unit").GetInt32(), unit.GetProperty("side").GetString()!, unit.GetProperty("score").GetDouble())));
        // The answer leads to the next question as it is.
        string asked = string.Join(',', units.Select(unit => $"{unit.GetProperty("site")}:{unit.GetProperty("unit")}:{unit.GetProperty("side")}"));
        UnitPlacesResult places = UnitPlaces.Find(thresholds, [.. expected.Units.Select(unit => unit.Side)], new PlaceOptions { Least = 3, Count = 6, Margin = 2 });
        JsonElement answered = await server.Json($"{Text}places?units={asked}&least=3&top=6&margin=2");
        Assert.Equal((places.Total, places.Longest, places.Symbols),
            (answered.GetProperty("total").GetInt32(), answered.GetProperty("longest").GetInt32(), answered.GetProperty("symbols").GetInt64()));
        Assert.Equal(
            places.Places.Select(place => (place.Range.From, place.Range.Count, place.Score)),
            answered.GetProperty("places").EnumerateArray().Select(place => (place.GetProperty("from").GetInt32(), place.GetProperty("count").GetInt32(), place.GetProperty("score").GetDouble())));
        Assert.NotEmpty(places.Places);
    }

    [Fact]
    public async Task SpanUnits_OfATypedText_AreFound()
    {
        string id = (await server.Type("the quick brown fox jumps")).GetProperty("id").GetString()!;
        JsonElement found = await server.Json($"/api/runs/tiny/texts/{id}/span-units?spans=4:5&sites=layers.0.h");
        Assert.All(found.GetProperty("units").EnumerateArray(), unit => Assert.Equal("layers.0.h", unit.GetProperty("site").GetString()));
        Assert.Equal(5, found.GetProperty("compared").GetInt32());
    }

    [Theory]
    [InlineData(404, "counters?site=layers.9.c&unit=1", "there is no site 'layers.9.c'")]
    [InlineData(404, "counters?site=layers.1.c&unit=5", "there is no unit 5")]
    [InlineData(400, "counters?site=layers.1.c&unit=1&top=0", "expected 1 to 1000, found 0")]
    [InlineData(400, "contexts?site=layers.1.c&unit=1&before=501", "expected 0 to 500, found 501")]
    [InlineData(400, "contexts?unit=1", "'site' is missing")]
    [InlineData(400, "span-units", "'spans' is missing")]
    [InlineData(400, "span-units?spans=1", "expected spans=FROM:COUNT")]
    [InlineData(400, "span-units?spans=-1:4", "expected spans=FROM:COUNT")]
    [InlineData(400, "span-units?spans=1:0", "expected spans of at least one symbol within a text of 300")]
    [InlineData(400, "span-units?spans=299:2147483647", "expected spans of at least one symbol within a text of 300")]
    [InlineData(400, "span-units?spans=99999999999:1", "expected spans=FROM:COUNT")]
    [InlineData(404, "span-units?spans=1:2&sites=layers.0.q", "there is no site 'layers.0.q'")]
    [InlineData(400, "places?units=layers.0.h:1", "expected units=layers.0.h:12:high or :low")]
    [InlineData(404, "places?units=layers.0.h:77:high", "there is no unit 77")]
    [InlineData(404, "places?units=layers.0.h::low", "expected a unit such as layers.0.h:12")]
    [InlineData(400, "places?units=layers.0.h:1:high,layers.0.h:1:low", "expected each unit once")]
    [InlineData(400, "places?units=layers.0.h:1:high&least=2", "least: expected 1 to 1 units")]
    public async Task Mistakes_AreExplained(int status, string query, string expected) =>
        Assert.Contains(expected, await server.Problem(status, Text + query));
}
