using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text.Json;
using RnnScope.Engine.Tracing;
using RnnScope.Server;
using RnnScope.Tests.Commands;

namespace RnnScope.Tests.Server;

/// <summary>The server over a network that predicts words.</summary>
public sealed class WordServerTests(WordRun run) : IClassFixture<WordRun>
{
    [Fact]
    public async Task Server_NetworkOfWords_PredictsTheWordsOfATypedText()
    {
        using RunLibrary library = new([new RunView(RnnScope.Runs.Run.Open(run.RunPath), [])]);
        await using ViewServer server = await ViewServer.Start(library, ServerFixture.Viewer);
        using HttpClient client = new() { BaseAddress = server.Address };
        JsonElement manifest = await client.GetFromJsonAsync<JsonElement>("/api/runs/run");
        string[] words = [.. manifest.GetProperty("words").EnumerateArray().Select(word => word.GetString()!)];
        Assert.Equal(8, words.Length);
        Assert.Equal("blue navy pink red tile tilt time tint", string.Join(' ', words.Order(StringComparer.Ordinal)));

        // The space at the end asks for the word that follows.
        using HttpResponseMessage typed = await client.PostAsJsonAsync("/api/runs/run/texts", new { text = "Blue, zz " });
        JsonElement info = await typed.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(9, info.GetProperty("characters").GetInt32());
        string text = $"/api/runs/run/texts/{info.GetProperty("id").GetString()}/";
        float[] rows = await Floats(client, text + "predictions?top=3");
        Assert.Equal(9 * Predictions.Width(3), rows.Length);
        Assert.Equal("blue", words[(int)rows[4 * 7]]);
        Assert.Equal(rows[4 * 7 + 1], rows[4 * 7 + 6]);
        Assert.Equal(float.NaN, rows[6 * 7 + 6]);
        Assert.Equal(8, (await Floats(client, text + "distribution?at=4")).Length);
        Assert.True(info.GetProperty("lossNats").GetDouble() > 0);

        using HttpResponseMessage nothing = await client.PostAsJsonAsync("/api/runs/run/texts", new { text = "42" });
        Assert.Equal(400, (int)nothing.StatusCode);
        Assert.Contains("expected at least one word", await nothing.Content.ReadAsStringAsync());
    }

    private static async Task<float[]> Floats(HttpClient client, string path) =>
        MemoryMarshal.Cast<byte, float>(await client.GetByteArrayAsync(new Uri(path, UriKind.Relative))).ToArray();
}
