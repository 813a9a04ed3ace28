using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using RnnScope.Engine.Files;
using RnnScope.Engine.Tracing;
using RnnScope.Runs;
using RnnScope.Server;

namespace RnnScope.Tests.Server;

/// <summary>A server of a small run, and of a second one that reads bytes, on a free port.</summary>
#pragma warning disable CA1001 // xunit disposes it, asynchronously
public sealed class ServerFixture : IAsyncLifetime
#pragma warning restore CA1001
{
    internal const string PublishedName = "published.json";

    private const string Published = """
        [
          { "char": "a", "target": "<b>", "predict": ["an", "<b>", "by"], "probability": [0.5, 0.25, 0], "connectivity": [16, 0, 0] },
          { "char": " ", "target": "to", "predict": ["an", "<b>", "by"], "probability": [0.5, 0.25, 0], "connectivity": [4, 1, 0] },
          { "char": "b", "target": "by", "predict": ["an", "<b>", "by"], "probability": [0.5, 0.25, 0], "connectivity": [9, 0, 1] }
        ]
        """;

    private readonly TinyRun _bytes = new("gru", Engine.Text.SymbolKind.Bytes);
    private RunLibrary? _library;
    private ViewServer? _server;

    internal TinyRun Run { get; } = new();

    internal TraceFile Trace { get; private set; } = null!;

    internal HttpClient Client { get; } = new();

    internal static EmbeddedViewer Viewer => new(
    [
        ("index.html", Encoding.UTF8.GetBytes("<!doctype html><title>RnnScope</title>")),
        ("assets/index-1.js", Encoding.UTF8.GetBytes("export {};")),
    ]);

    public async Task InitializeAsync()
    {
        CellsFile.Write(Run.Folder, "rnnscope cells", null, [new Finding("inside a string", "layers.1.c", 3, 0.8125, "correlation")]);
        _library = new RunLibrary([View(Run), View(_bytes)], PublishedConnectivity.Read(Run.FileNamed(PublishedName, Published)));
        Trace = TraceFile.Open(Run.Folder.TraceFile("test"));
        _server = await ViewServer.Start(_library, Viewer);
        Client.BaseAddress = _server.Address;
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        Trace.Dispose();
        await _server!.DisposeAsync();
        _library!.Dispose();
        Run.Dispose();
        _bytes.Dispose();
    }

    internal async Task<float[]> Floats(string path)
    {
        using HttpResponseMessage response = await Client.GetAsync(new Uri($"/api/runs/tiny/texts/{path}", UriKind.Relative));
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        Assert.Equal("application/octet-stream", response.Content.Headers.ContentType?.MediaType);
        return MemoryMarshal.Cast<byte, float>(await response.Content.ReadAsByteArrayAsync()).ToArray();
    }

    internal async Task<JsonElement> Json(string path)
    {
        using HttpResponseMessage response = await Client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Checks that a request fails as it should, and gives title and detail in one text.</summary>
    internal async Task<string> Problem(int status, HttpRequestMessage request)
    {
        using HttpResponseMessage response = await Client.SendAsync(request);
        string body = await response.Content.ReadAsStringAsync();
        Assert.True(status == (int)response.StatusCode, $"{request.RequestUri}: expected {status}, found {(int)response.StatusCode}: {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(RequestGuard.ContentSecurityPolicy, response.Headers.GetValues("Content-Security-Policy").Single());
        using JsonDocument json = JsonDocument.Parse(body);
        Assert.Equal(status, json.RootElement.GetProperty("status").GetInt32());
        return $"{json.RootElement.GetProperty("title").GetString()}; {json.RootElement.GetProperty("detail").GetString()}";
    }

    internal Task<string> Problem(int status, string path) => Problem(status, new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative)));

    internal static HttpRequestMessage Post(string path, string body, string type = "application/json") =>
        new(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = new StringContent(body, Encoding.UTF8, type) };

    internal async Task<JsonElement> Type(string text, string run = "tiny")
    {
        using HttpResponseMessage response = await Client.PostAsJsonAsync(new Uri($"/api/runs/{run}/texts", UriKind.Relative), new { text });
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static RunView View(TinyRun folder)
    {
        RnnScope.Runs.Run run = RnnScope.Runs.Run.Open(folder.Path);
        RunText text = RunText.Test(run);
        string path = folder.Folder.TraceFile("test");
        TraceOptions options = new() { Title = text.Title, ModelHash = run.ModelHash, Precision = TensorType.F32 };
        Tracer.Write(path, run.Model.Network, run.Model.Vocabulary, text.Ids, options);
        return new RunView(run, [new TextView(text.Id, TraceFile.Open(path))]);
    }
}
