using System.Net;
using System.Text;
using System.Text.Json;
using RnnScope.Engine.Tracing;
using RnnScope.Runs;
using RnnScope.Server;

namespace RnnScope.Tests.Server;

public sealed class NoteEndpointTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Address = "/api/runs/tiny/notes";

    private string NotesFile => server.Run.Folder.NotesFile;

    [Fact]
    public async Task Put_Note_IsInTheFileAndTheManifest()
    {
        File.Delete(NotesFile);
        JsonElement notes = (await server.Json("/api/runs/tiny")).GetProperty("notes");
        Assert.Equal("""{"canWrite":true,"problem":null,"units":[]}""", notes.GetRawText());
        // Somebody at a terminal writes another one.
        await UnitNotes.Change(server.Run.Folder, new UnitAddress("layers.0.h", 1), note => note with { Name = "other" }, CancellationToken.None);
        using HttpResponseMessage response = await server.Client.SendAsync(Put("""{ "site": "layers.1.c", "unit": 3, "name": " quotes ", "text": "<script>alert(1)</script>\nünder" }"""));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        UnitNote[] expected = [new("layers.0.h", 1, "other", ""), new("layers.1.c", 3, "quotes", "<script>alert(1)</script>\nünder")];
        Assert.Equal(expected, UnitNotes.Read(server.Run.Folder));
        notes = (await server.Json("/api/runs/tiny")).GetProperty("notes");
        Assert.Equal(expected, notes.GetProperty("units").EnumerateArray().Select(Note));
        Assert.Equal(notes.GetRawText(), await response.Content.ReadAsStringAsync());
        Assert.Equal(notes.GetRawText(), (await server.Json(Address)).GetRawText());
        using HttpResponseMessage removed = await server.Client.SendAsync(Put("""{ "site": "layers.1.c", "unit": 3, "name": "", "text": "" }"""));
        Assert.Equal(expected[..1], UnitNotes.Read(server.Run.Folder));
    }

    [Theory]
    [InlineData(404, """{ "site": "layers.1.q", "unit": 3, "name": "a", "text": "" }""", "there is no site 'layers.1.q'")]
    [InlineData(404, """{ "site": "layers.1.c", "unit": 5, "name": "a", "text": "" }""", "there is no unit 5")]
    [InlineData(404, """{ "site": "layers.1.c", "unit": -1, "name": "a", "text": "" }""", "there is no unit -1")]
    [InlineData(400, """{ "site": "layers.1.c", "unit": 1.5, "name": "a", "text": "" }""", "there is no 'unit'")]
    [InlineData(400, """{ "site": "layers.1.c", "unit": 3, "text": "" }""", "there is no 'name'")]
    [InlineData(400, """{ "site": "layers.1.c", "unit": 3, "name": "a" }""", "there is no text")]
    [InlineData(400, """{ "site": "layers.1.c", "unit": 3, "name": "a\nb", "text": "" }""", "expected a name on one line")]
    [InlineData(400, """[]""", "there is no 'name'")]
    [InlineData(400, """{""", "the content is not JSON")]
    public async Task Put_Mistakes_AreExplained(int status, string body, string expected) => Assert.Contains(expected, await server.Problem(status, Put(body)));

    [Fact]
    public async Task Put_TooLong_IsRefused()
    {
        string body = JsonSerializer.Serialize(new { site = "layers.1.c", unit = 3, name = new string('a', 81), text = "" });
        Assert.Contains("expected a name of at most 80 characters, found 81", await server.Problem(400, Put(body)));
    }

    [Fact]
    public async Task Put_FileIsDamaged_LeavesItAndSaysSo()
    {
        File.WriteAllText(NotesFile, "[damaged");
        try
        {
            Assert.Contains("notes.json: expected", await server.Problem(409, Put("""{ "site": "layers.1.c", "unit": 3, "name": "a", "text": "" }""")));
            Assert.Equal("[damaged", File.ReadAllText(NotesFile));
            JsonElement notes = (await server.Json("/api/runs/tiny")).GetProperty("notes");
            Assert.False(notes.GetProperty("canWrite").GetBoolean());
            Assert.Contains("notes.json: expected", notes.GetProperty("problem").GetString());
        }
        finally
        {
            File.Delete(NotesFile);
        }
    }

    [Fact]
    public async Task Put_FromAnotherSiteOrAsText_IsRefused()
    {
        HttpRequestMessage request = Put("{}");
        request.Headers.Add("Origin", "http://evil.example");
        Assert.Contains("the request comes from another site", await server.Problem(403, request));
        Assert.Contains("expected Content-Type: application/json", await server.Problem(415, Put("{}", "text/plain")));
    }

    [Fact]
    public async Task Put_ServerThatTakesNone_IsRefused()
    {
        using TinyRun folder = new();
        Run run = Run.Open(folder.Path);
        using RunLibrary library = new([new RunView(run, [])]) { TakesNotes = false };
        await using ViewServer other = await ViewServer.Start(library, ServerFixture.Viewer);
        HttpRequestMessage request = Put("""{ "site": "layers.1.c", "unit": 3, "name": "a", "text": "" }""");
        request.RequestUri = new Uri(other.Address, Address);
        Assert.Contains("this server does not write notes", await server.Problem(403, request));
        Assert.False(File.Exists(folder.Folder.NotesFile));
    }

    private static UnitNote Note(JsonElement note) => new(
        note.GetProperty("site").GetString()!, note.GetProperty("unit").GetInt32(), note.GetProperty("name").GetString()!, note.GetProperty("text").GetString()!);

    private static HttpRequestMessage Put(string body, string type = "application/json") =>
        new(HttpMethod.Put, new Uri(Address, UriKind.Relative)) { Content = new StringContent(body, Encoding.UTF8, type) };
}
