using System.Net.Http.Json;
using System.Text.Json;

namespace RnnScope.Server;

/// <summary>Asks a server what a browser asks first: the first answers of a program take a second, and so does the start of a browser.</summary>
internal static class FirstAnswers
{
    /// <summary>Asks, and keeps nothing.</summary>
    /// <param name="server">Where it can be reached.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>How many answers came; that none did is for the browser to tell.</returns>
    public static async Task<int> Ask(Uri server, CancellationToken cancellation)
    {
        int answers = 0;
        using HttpClient client = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = server, Timeout = TimeSpan.FromSeconds(10) };
        try
        {
            await Get("").ConfigureAwait(false);
            string run = $"api/runs/{First(await Json("api/runs").ConfigureAwait(false), "name")}";
            JsonElement manifest = await Json(run).ConfigureAwait(false);
            string text = $"{run}/texts/{First(manifest.GetProperty("texts"), "id")}", site = First(manifest.GetProperty("sites"), "name");
            await Get($"{text}/symbols?from=0&count=1").ConfigureAwait(false);
            await Get($"{text}/rows?site={site}&from=0&count=1").ConfigureAwait(false);
            await Get($"{text}/column?site={site}&unit=0&from=0&count=1").ConfigureAwait(false);
            // Of the narrowest site: those of a wide one take a while, and may not be wanted.
            await Get($"{text}/statistics?site=loss").ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Nobody waits for it; what is wrong will be told to the one who asks.
        }

        return answers;

        async Task Get(string path)
        {
            await client.GetByteArrayAsync(new Uri(path, UriKind.Relative), cancellation).ConfigureAwait(false);
            answers++;
        }

        async Task<JsonElement> Json(string path)
        {
            JsonElement answer = await client.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative), cancellation).ConfigureAwait(false);
            answers++;
            return answer;
        }
    }

    private static string First(JsonElement list, string name) =>
        list.EnumerateArray().Select(item => Uri.EscapeDataString(item.GetProperty(name).GetString() ?? "")).FirstOrDefault() ?? throw new KeyNotFoundException();
}
