using System.Text.Json;
using RnnScope.Engine.Files;
using RnnScope.Engine.Text;
using RnnScope.Engine.Tracing;
using RnnScope.Server;

namespace RnnScope.Tests.Server;

public sealed class TypedTextTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Path = "/api/runs/tiny/texts";

    [Fact]
    public async Task Post_Text_CanBeLookedAt()
    {
        const string Text = "the Quick brown fox";
        JsonElement info = await server.Type(Text);
        string id = info.GetProperty("id").GetString()!;
        Assert.Equal(["id", "title", "characters", "unknown", "lossNats"], info.EnumerateObject().Select(property => property.Name));
        Assert.Equal((Text, 19, 1), (info.GetProperty("title").GetString(), info.GetProperty("characters").GetInt32(), info.GetProperty("unknown").GetInt32()));

        using Model model = ModelFile.Load(server.Run.Folder.ModelFile);
        ushort[] ids = model.Vocabulary.Encode(SymbolReader.Codes(Text, SymbolKind.Characters));
        using MemoryTrace expected = Tracer.Read(model.Network, model.Vocabulary, ids, new TraceOptions());
        float[] rows = new float[19 * 5];
        expected.ReadRows("layers.1.c", 0, 19, rows);
        Assert.Equal(rows, await server.Floats($"{id}/rows?site=layers.1.c"));
        Assert.Equal(expected.MeanLoss, info.GetProperty("lossNats").GetDouble());
        Assert.Equal(19 * 11, (await server.Floats($"{id}/predictions")).Length);
        Assert.Equal(20, (await server.Floats($"{id}/statistics?site=layers.0.h")).Length);
        JsonElement texts = (await server.Json("/api/runs/tiny")).GetProperty("texts");
        Assert.Contains(texts.EnumerateArray(), text => text.GetProperty("id").GetString() == id);
        Assert.Equal(id, (await server.Type(Text)).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Post_Script_IsText()
    {
        const string Script = "<script>alert('x')</script>\u0000\"\\\u2028🦊";
        using HttpResponseMessage response = await server.Client.SendAsync(ServerFixture.Post(Path, JsonSerializer.Serialize(new { text = Script })));
        string body = await response.Content.ReadAsStringAsync();
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("<script", body);
        using JsonDocument json = JsonDocument.Parse(body);
        // A title is one line.
        Assert.Equal(Script.Replace('\u2028', ' '), json.RootElement.GetProperty("title").GetString());
        Assert.Equal(Script.EnumerateRunes().Count(), json.RootElement.GetProperty("characters").GetInt32());
    }

    [Fact]
    public async Task Post_OneCharacter_HasNoLoss() =>
        Assert.Equal(JsonValueKind.Null, (await server.Type("t")).GetProperty("lossNats").ValueKind);

    [Fact]
    public async Task Post_Bytes_CountsBytes() =>
        Assert.Equal(4, (await server.Type("äxy", "tiny-2")).GetProperty("characters").GetInt32());

    [Fact]
    public async Task Post_LongText_IsReadUpToTheLimit()
    {
        Assert.Equal(TypedTexts.LongestText, (await server.Type(new string('t', TypedTexts.LongestText))).GetProperty("characters").GetInt32());
        string tooLong = JsonSerializer.Serialize(new { text = new string('t', TypedTexts.LongestText + 1) });
        Assert.Contains("expected at most 20000 symbols, found 20001", await server.Problem(413, ServerFixture.Post(Path, tooLong)));
        string huge = JsonSerializer.Serialize(new { text = new string('t', 1 << 21) });
        await server.Problem(413, ServerFixture.Post(Path, huge));
    }

    [Theory]
    [InlineData("""{ "text": "" }""", "there is no text")]
    [InlineData("""{ "text": 7 }""", "there is no text in the request; expected { \"text\": \"...\" }")]
    [InlineData("""["text"]""", "there is no text in the request")]
    [InlineData("""{ "text": """, "the content is not JSON")]
    [InlineData("", "the content is not JSON")]
    [InlineData("""{ "text": "\ud83e" }""", "the content is not JSON")]
    public async Task Post_SomethingElse_IsAProblem(string body, string expected) =>
        Assert.Contains(expected, await server.Problem(400, ServerFixture.Post(Path, body)));

    [Fact]
    public async Task Post_ToAnUnknownRun_IsAProblem() => await server.Problem(404, ServerFixture.Post("/api/runs/none/texts", """{ "text": "a" }"""));

    [Fact]
    public async Task Read_ManyTexts_KeepsTheLast()
    {
        using TinyRun run = new();
        using Model model = ModelFile.Load(run.Folder.ModelFile);
        using TypedTexts texts = new(model);
        List<string> ids = [];
        for (int i = 0; i < TypedTexts.MostTexts; i++) ids.Add((await texts.Read(new string('t', i + 1), default)).Id);
        await texts.Read("t", default); // asked for again, so it goes last
        ids.Add((await texts.Read("the fox", default)).Id);
        Assert.Equal([.. ids[2..8], ids[0], ids[8]], texts.All.Select(text => text.Id));
    }
}
