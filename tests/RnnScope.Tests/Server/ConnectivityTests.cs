using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text.Json;
using RnnScope.Analysis.Memory;
using RnnScope.Engine.Files;
using RnnScope.Engine.Text;
using RnnScope.Numerics;
using RnnScope.Server;

namespace RnnScope.Tests.Server;

public sealed class ConnectivityTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const int Head = 11;

    [Theory]
    [InlineData("the quick Ω fox", "next")]
    [InlineData("the quick Ω fox", "likeliest")]
    [InlineData("t", "next")]
    public async Task Rows_OfATypedText_AreThoseOfTheAnalysis(string text, string target)
    {
        using Model model = ModelFile.Load(server.Run.Folder.ModelFile);
        int[] codes = SymbolReader.Codes(text, SymbolKind.Characters);
        ushort[] ids = model.Vocabulary.Encode(codes);
        ConnectivityMatrix likeliest = ConnectivityAnalysis.Measure("", model.Network, ids, new() { Target = ConnectivityTarget.Likeliest });
        // After the last symbol nothing came.
        ConnectivityRow[] expected = [.. likeliest.Rows];
        if (target == "next" && ids.Length > 1) ConnectivityAnalysis.Measure("", model.Network, ids).Rows.ToArray().CopyTo(expected, 0);

        float[] found = await Rows(text, target);
        int at = 0;
        foreach (ConnectivityRow row in expected)
        {
            float isRight = target == "next" && row.Position < ids.Length - 1 ? 1 : 0;
            Assert.Equal(
                [model.Vocabulary.Codes[ids[row.Position]], row.Position, row.Target, (float)row.TargetProbability, isRight], found[at..(at + 5)]);
            Assert.Equal(row.Likeliest.SelectMany(guess => new[] { guess.Symbol, (float)guess.Probability }), found[(at + 5)..(at + Head)]);
            Assert.Equal(row.Norms.Length, row.Position + 1);
            for (int q = 0; q <= row.Position; q++) Assert.Equal(row.Norms[q], found[at + Head + q], 1e-5f * row.Norms.Max());
            at += Head + row.Position + 1;
        }

        Assert.Equal(found.Length, at);
        Assert.Contains(found[^ids.Length..], norm => norm > 0);
    }

    [Fact]
    public async Task Target_NotGiven_IsWhatCame() => Assert.Equal(await Rows("fox", "next"), await Rows("fox", null));

    [Fact]
    public async Task Text_AtTheLimit_IsReadAndLonger_IsNot()
    {
        Rng rng = new(4);
        string text = string.Concat(Enumerable.Range(0, ConnectivityReader.LongestText).Select(_ => (char)('a' + rng.NextInt(26))));
        Assert.Equal(text.Length * Head + text.Length * (text.Length + 1) / 2, (await Rows(text, "next")).Length);
        Assert.Contains(
            "the text is too long; expected at most 500 symbols, found 501",
            await server.Problem(413, ServerFixture.Post("/api/runs/tiny/connectivity", $$"""{ "text": "{{text}}a" }""")));
    }

    [Theory]
    [InlineData(400, "tiny", """{ "text": "" }""", "there is no text; expected at least one character")]
    [InlineData(400, "tiny", """{ "target": "next" }""", "there is no text in the request")]
    [InlineData(400, "tiny", """{ "text": 5 }""", "there is no text in the request")]
    [InlineData(400, "tiny", """{ "text": "a", "target": "last" }""", "'target' is out of range; expected next or likeliest, found 'last'")]
    [InlineData(400, "tiny", """{ "text": "\ud800" }""", "the content is not JSON")]
    [InlineData(400, "tiny", "[", "the content is not JSON")]
    [InlineData(404, "tny", """{ "text": "a" }""", "there is no run 'tny'; did you mean 'tiny'?")]
    public async Task Request_ThatCannotBeAnswered_IsAProblem(int status, string run, string body, string expected) =>
        Assert.Contains(expected, await server.Problem(status, ServerFixture.Post($"/api/runs/{run}/connectivity", body)));

    [Fact]
    public async Task Published_IsListed_AndHasItsRows()
    {
        JsonElement one = (await server.Json("/api/connectivity")).EnumerateArray().Single();
        Assert.Equal(ServerFixture.PublishedName, one.GetProperty("title").GetString());
        Assert.Equal("a b", one.GetProperty("text").GetString());
        string[] words = [.. one.GetProperty("words").EnumerateArray().Select(word => word.GetString()!)];
        byte[] bytes = await server.Client.GetByteArrayAsync(new Uri($"/api/connectivity/{one.GetProperty("id").GetString()}", UriKind.Relative));
        float[] rows = MemoryMarshal.Cast<byte, float>(bytes).ToArray();
        Assert.Equal(3 * Head + 1 + 2 + 3, rows.Length);
        Assert.Equal(["a", " ", "b"], [Read(rows, 0), Read(rows, Head + 1), Read(rows, 2 * Head + 3)]);
        Assert.Equal([0, 1, 2], [rows[1], rows[Head + 2], rows[2 * Head + 4]]);
        Assert.Equal("<b>", words[(int)rows[2]]);
        Assert.Equal([0.25f, 1], rows[3..5]); // among the guesses
        Assert.Equal(["an", "<b>", "by"], [words[(int)rows[5]], words[(int)rows[7]], words[(int)rows[9]]]);
        Assert.Equal([0.5f, 0.25f, 0], [rows[6], rows[8], rows[10]]);
        Assert.Equal(4, rows[Head]); // the norm, not its square
        Assert.Equal(float.NaN, rows[Head + 1 + 3]); // the target is not among the guesses
        Assert.Equal([3, 0, 1], rows[^3..]);
        Assert.Contains("there is no published connectivity 'gru'", await server.Problem(404, "/api/connectivity/gru"));
    }

    [Fact]
    public async Task Rows_OfBytes_KnowTheirCharacters()
    {
        float[] rows = await Rows("aéb", "next", "tiny-2");
        int[] starts = [0, Head + 1, 2 * Head + 3, 3 * Head + 6];
        Assert.Equal([0, 1, 1, 2], starts.Select(start => (int)rows[start + 1]));
    }

    private static string Read(float[] rows, int at) => char.ConvertFromUtf32((int)rows[at]);

    private async Task<float[]> Rows(string text, string? target, string run = "tiny")
    {
        object body = target is null ? new { text } : new { text, target };
        using HttpResponseMessage response = await server.Client.PostAsJsonAsync(new Uri($"/api/runs/{run}/connectivity", UriKind.Relative), body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        Assert.Equal("application/octet-stream", response.Content.Headers.ContentType?.MediaType);
        return MemoryMarshal.Cast<byte, float>(await response.Content.ReadAsByteArrayAsync()).ToArray();
    }
}
