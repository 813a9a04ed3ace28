using System.Net.Http.Json;
using System.Runtime.InteropServices;
using RnnScope.Analysis.Features;
using RnnScope.Engine.Interventions;
using RnnScope.Engine.Sampling;
using RnnScope.Engine.Text;
using RnnScope.Runs;

namespace RnnScope.Tests.Server;

public sealed class WritingEndpointTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Address = "/api/runs/tiny/writing";

    private async Task<float[]> Write(object request, string run = "tiny")
    {
        using HttpResponseMessage response = await server.Client.PostAsJsonAsync(new Uri($"/api/runs/{run}/writing", UriKind.Relative), request);
        byte[] bytes = await response.Content.ReadAsByteArrayAsync();
        Assert.True(response.IsSuccessStatusCode, System.Text.Encoding.UTF8.GetString(bytes));
        return MemoryMarshal.Cast<byte, float>(bytes).ToArray();
    }

    private static ushort[] Symbols(float[] written) => [.. written.Where((_, i) => i % 2 == 0).Select(id => (ushort)id)];

    [Fact]
    public async Task Writing_FreeAndHeld_IsWhatTheSamplerDraws()
    {
        using Run run = Run.Open(server.Run.Path);
        ushort[] prompt = run.Model.Vocabulary.Encode(SymbolReader.Codes("the ", SymbolKind.Characters));
        using HeldNetwork held = new(run.Model.Network, UnitGroup.Parse(run.Model.Network.Shape, "layers.1.c:3").Site);
        ushort[] Expected(Engine.Networks.Network network)
        {
            using Sampler sampler = new(network, run.Model.Vocabulary, 0.8f, 7);
            sampler.Read(prompt);
            return [.. sampler.Draw(40)];
        }

        ushort[] free = Expected(run.Model.Network);
        Assert.Equal(free, Symbols(await Write(new { prompt = "the ", count = 40, seed = 7, temperature = 0.8 })));
        // The slider moves, to another site and back.
        foreach (float value in new[] { 30f, -30f })
        {
            held.Hold(Hold.At(UnitGroup.Parse(run.Model.Network.Shape, "layers.1.c:3"), value));
            ushort[] expected = Expected(held.Network);
            Assert.NotEqual(free, expected);
            Assert.Equal(expected, Symbols(await Write(new { prompt = "the ", count = 40, seed = 7, temperature = 0.8, holds = FormattableString.Invariant($"layers.1.c:3={value}") })));
            await Write(new { count = 3, holds = "layers.0.h:1=0.5,layers.1.i:2=0" });
        }

        Assert.Equal(free, Symbols(await Write(new { prompt = "the ", count = 40, seed = 7, temperature = 0.8 })));
    }

    [Fact]
    public async Task Writing_WithAProperty_MeasuresItBehindThePrompt()
    {
        float[] written = await Write(new { prompt = "a \"", count = 30, seed = 3, property = "since(\"\\\"\")" });
        using Run run = Run.Open(server.Run.Path);
        int[] codes = [.. "a \"".Select(character => (int)character), .. Symbols(written).Select(id => run.Model.Vocabulary.Codes[id])];
        float[] expected = PropertyExpression.Parse("since(\"\\\"\")").Over(new ScannedText(codes, SymbolKind.Characters)).Track[3..];
        Assert.Equal(expected, written.Where((_, i) => i % 2 == 1));
        Assert.All((await Write(new { count = 5, property = "half(" })).Where((_, i) => i % 2 == 1), value => Assert.True(float.IsNaN(value)));
    }

    [Theory]
    [InlineData(404, """{ "holds": "layers.1.q:3=1" }""", "layers.1.q")]
    [InlineData(404, """{ "holds": "layers.1.c:99=1" }""", "expected units below 5, found 99")]
    [InlineData(400, """{ "holds": "layers.1.c:3" }""", "expected holds=layers.0.h:12=0.5")]
    [InlineData(400, """{ "holds": "layers.1.c:3=1e99" }""", "expected holds=layers.0.h:12=0.5")]
    [InlineData(400, """{ "count": 2001 }""", "expected 1 to 2000, found 2001")]
    [InlineData(400, """{ "temperature": -1 }""", "expected 0 to 100, found -1")]
    [InlineData(400, """{ "temperature": 0.001 }""", "expected 0, or 0.01 to 100")]
    [InlineData(400, """{ "seed": -1 }""", "expected 0 to")]
    public async Task Mistakes_AreExplained(int status, string body, string expected) =>
        Assert.Contains(expected, await server.Problem(status, ServerFixture.Post(Address, body)));

    [Fact]
    public async Task Writing_LongPrompt_IsRefused() =>
        Assert.Contains("expected at most 2000 symbols", await server.Problem(413, ServerFixture.Post(Address, $$"""{ "prompt": "{{new string('a', 2001)}}" }""")));
}
