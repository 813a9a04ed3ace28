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

    [Fact]
    public async Task Connectivity_NetworkOfWords_HasItsWords()
    {
        using RunLibrary library = new([new RunView(RnnScope.Runs.Run.Open(run.RunPath), [])]);
        await using ViewServer server = await ViewServer.Start(library, ServerFixture.Viewer);
        using HttpClient client = new() { BaseAddress = server.Address };
        JsonElement manifest = await client.GetFromJsonAsync<JsonElement>("/api/runs/run");
        string[] words = [.. manifest.GetProperty("words").EnumerateArray().Select(word => word.GetString()!)];

        // Read as " red odd tile ": what the filter makes of it, and each symbol knows its character.
        float[][] rows = await Rows(client, "Red, odd 1 Tile ", "next");
        Assert.Equal(" red odd tile ", string.Concat(rows.Select(row => char.ConvertFromUtf32((int)row[0]))));
        Assert.Equal([0, 0, 1, 2, 4, 5, 6, 7, 10, 11, 12, 13, 14, 15], rows.Select(row => (int)row[1]));
        // "odd" is not among the words, and after the last space there is none.
        Assert.Equal("11110000111110", string.Concat(rows.Select(row => row[4])));
        Assert.All(rows.Where(row => row[4] == 0), row => Assert.Equal(row[5], row[2]));
        Assert.Equal(["red", "red", "red", "red"], rows[..4].Select(row => words[(int)row[2]]));
        Assert.Equal("tile", words[(int)rows[12][2]]);
        Assert.All(rows.Index(), pair => Assert.InRange(pair.Item[6] + pair.Item[8] + pair.Item[10], 0.3f, 1.0001f));

        Assert.All(await Rows(client, "red tile", "likeliest"), row => Assert.Equal((0, row[5]), (row[4], row[2])));
        using HttpResponseMessage nothing = await client.PostAsJsonAsync("/api/runs/run/connectivity", new { text = "42" });
        Assert.Equal(400, (int)nothing.StatusCode);
        Assert.Contains("expected at least one word", await nothing.Content.ReadAsStringAsync());
    }

    private static async Task<float[][]> Rows(HttpClient client, string text, string target)
    {
        using HttpResponseMessage response = await client.PostAsJsonAsync("/api/runs/run/connectivity", new { text, target });
        float[] numbers = MemoryMarshal.Cast<byte, float>(await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync()).ToArray();
        List<float[]> rows = [];
        for (int at = 0; at < numbers.Length; at += 11 + rows.Count) rows.Add(numbers[at..(at + 12 + rows.Count)]);
        return [.. rows];
    }

    private static async Task<float[]> Floats(HttpClient client, string path) =>
        MemoryMarshal.Cast<byte, float>(await client.GetByteArrayAsync(new Uri(path, UriKind.Relative))).ToArray();
}
