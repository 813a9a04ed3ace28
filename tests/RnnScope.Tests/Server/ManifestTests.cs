using System.Text.Json;
using RnnScope.Engine.Units;
using RnnScope.Server;

namespace RnnScope.Tests.Server;

public sealed class ManifestTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Runs_OfOneName_GetDifferentOnes()
    {
        JsonElement runs = await server.Json("/api/runs");
        Assert.Equal(
            """[{"name":"tiny","unit":"lstm","layers":2,"units":5,"testLossNats":1.625},{"name":"tiny-2","unit":"gru","layers":2,"units":5,"testLossNats":1.625}]""",
            runs.GetRawText());
    }

    [Fact]
    public async Task Manifest_OfARun_IsWhatTheContractSays()
    {
        JsonElement manifest = await server.Json("/api/runs/tiny");
        Assert.Equal(
            ["contract", "name", "unit", "layers", "units", "parameters", "symbols", "vocabulary", "words", "sites", "training", "texts", "findings", "notes"],
            manifest.EnumerateObject().Select(property => property.Name));
        Assert.Equal(1, manifest.GetProperty("contract").GetInt32());
        Assert.Equal("tiny", manifest.GetProperty("name").GetString());
        Assert.Equal(server.Run.Vocabulary.Codes, manifest.GetProperty("vocabulary").EnumerateArray().Select(code => code.GetInt32()));
        Assert.Equal("characters", manifest.GetProperty("symbols").GetString());
        Assert.Equal(JsonValueKind.Null, manifest.GetProperty("words").ValueKind);
        int V = server.Run.Vocabulary.Count;
        Assert.Equal(4 * (V * 5 + 5 * 5 + 5) + 4 * (5 * 5 + 5 * 5 + 5) + 5 * V + V, manifest.GetProperty("parameters").GetInt32());
        Assert.Equal(
            """{"corpus":"pangrams.txt","epochs":4,"trainLossNats":1.5,"validationLossNats":1.75,"testLossNats":1.625,"charactersPerSecond":1000}""",
            manifest.GetProperty("training").GetRawText());
        Assert.Equal(
            """[{"property":"inside a string","site":"layers.1.c","unit":3,"score":0.8125,"measure":"correlation","evidence":null}]""",
            manifest.GetProperty("findings").GetRawText());
        JsonElement text = manifest.GetProperty("texts")[0];
        Assert.Equal(("test", "test part", 300, 1),
            (text.GetProperty("id").GetString(), text.GetProperty("title").GetString(), text.GetProperty("characters").GetInt32(), text.GetProperty("unknown").GetInt32()));
        Assert.Equal(server.Trace.MeanLoss, text.GetProperty("lossNats").GetDouble());
    }

    [Fact]
    public async Task Manifest_Sites_HaveLabelsAndRanges()
    {
        JsonElement sites = (await server.Json("/api/runs/tiny")).GetProperty("sites");
        Assert.Equal(12, sites.GetArrayLength());
        Assert.Equal("""{"name":"layers.0.i","layer":0,"signal":"i","label":"input gate","width":5,"range":"gate","keeps":null}""", sites[0].GetRawText());
        Assert.Equal("""{"name":"layers.1.c","layer":1,"signal":"c","label":"cell state","width":5,"range":"free","keeps":null}""", sites[10].GetRawText());
        Assert.Equal("""{"name":"layers.1.h","layer":1,"signal":"h","label":"hidden state","width":5,"range":"signed","keeps":null}""", sites[11].GetRawText());
    }

    [Fact]
    public async Task Manifest_Bytes_SaysSo() =>
        Assert.Equal("bytes", (await server.Json("/api/runs/tiny-2")).GetProperty("symbols").GetString());

    [Theory]
    [MemberData(nameof(Units))]
    public void Unit_NamesOfEquations_AreWhereTheTextSays(string name)
    {
        UnitGraph graph = BuiltInUnits.Resolve(name);
        UnitFile unit = ManifestBuilder.Unit(graph);
        Assert.Equal(graph.Syntax.Source, unit.Source);
        foreach (EquationInfo equation in unit.Equations)
        {
            Assert.NotEmpty(equation.Names);
            Assert.Equal(0, equation.Names[0].Start);
            foreach (NameInfo place in equation.Names)
            {
                Assert.Equal(place.Signal, equation.Text.Substring(place.Start, place.Length).TrimEnd('\''));
                Assert.DoesNotContain(place.Signal, new[] { "x", "sigmoid" });
            }
        }
    }

    public static TheoryData<string> Units() => [.. BuiltInUnits.Names];

    [Fact]
    public void Unit_IndentedEquation_CountsFromTheTrimmedText()
    {
        UnitFile unit = ManifestBuilder.Unit(UnitGraph.Parse("a", "unit a\nstate h\n  n = tanh(affine(x, h))\n\th' = n * h   as out\n"));
        Assert.Equal("h' = n * h", unit.Equations[1].Text);
        Assert.Equal([new NameInfo(0, 2, "h"), new NameInfo(5, 1, "n"), new NameInfo(9, 1, "h")], unit.Equations[1].Names);
        Assert.Null(unit.Equations[0].Label);
        Assert.Equal("out", unit.Equations[1].Label);
    }
}
