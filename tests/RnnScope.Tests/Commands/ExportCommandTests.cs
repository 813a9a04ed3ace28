using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using RnnScope.Commands;
using RnnScope.Engine.Text;
using RnnScope.Export;
using RnnScope.Runs;
using RnnScope.Server;
using RnnScope.Tests.Export;

namespace RnnScope.Tests.Commands;

public sealed partial class ExportCommandTests : IDisposable
{
    private readonly TinyRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Export_Run_WritesOneFileThatHoldsAllOfIt()
    {
        string page = _run.Beside("page.html");
        Shell.Result result = await Shell.Run("export", _run.Path, "--out", page, "--title", "A \"title\" & more", "--json");
        Assert.Equal(ExitCode.Ok, result.Code);
        // The text that this run was trained on is gone.
        Assert.Contains("no classes of errors: ", result.Error, StringComparison.Ordinal);
        JsonElement report = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal(new FileInfo(page).Length, report.GetProperty("bytes").GetInt64());
        Assert.Equal(300, report.GetProperty("text").GetProperty("characters").GetInt32());

        string html = await File.ReadAllTextAsync(page);
        Assert.Contains("<title>A &quot;title&quot; &amp; more</title>", html);
        JsonElement data = Data(html);
        Assert.Equal(PageData.CurrentFormat, data.GetProperty("format").GetString());
        Assert.Equal("A \"title\" & more", data.GetProperty("manifest").GetProperty("name").GetString());
        Assert.Equal(_run.Vocabulary.Codes, data.GetProperty("manifest").GetProperty("vocabulary").EnumerateArray().Select(code => code.GetInt32()));
        JsonElement network = data.GetProperty("network");
        Assert.Equal(data.GetProperty("manifest").GetProperty("parameters").GetInt32() * 4, network.GetProperty("weights").GetBytesFromBase64().Length);
        Assert.Equal(JsonValueKind.Null, data.GetProperty("errors").ValueKind);
        // 2 layers of 5 units with 2 states, at 128 and 256; statistics of 6 signals a layer.
        Assert.Equal(2 * 2 * 2 * 5 * 4, data.GetProperty("text").GetProperty("checkpoints").GetBytesFromBase64().Length);
        Assert.Equal(2 * 6 * 5 * 4 * 4, data.GetProperty("text").GetProperty("statistics").GetBytesFromBase64().Length);
    }

    [Fact]
    public async Task Export_RunWhoseTextIsThere_SortsItsErrors()
    {
        string text = _run.FileNamed("text.txt", string.Concat(Enumerable.Range(0, 400).Select(i => $"{i * i % 97} and {i % 7}, "))), runs = _run.Beside("runs");
        string[] small = ["--units", "4", "--layers", "1", "--streams", "4", "--steps", "10", "--epochs", "1", "--runs", runs, "--name", "small"];
        Assert.Equal(ExitCode.Ok, (await Shell.Run(["train", text, .. small])).Code);
        JsonElement sorted = await Errors();
        JsonElement ledger = sorted.GetProperty("ledger");
        int[] counts = [.. ledger.GetProperty("classes").EnumerateArray().Select(row => row.GetProperty("errors").GetInt32())];
        ReadOnlySpan<ushort> classes = MemoryMarshal.Cast<byte, ushort>(sorted.GetProperty("classes").GetBytesFromBase64());
        Assert.True(counts.Sum() > 0);
        Assert.Equal(counts.Sum(), ledger.GetProperty("errors").GetInt32());
        for (int i = 0; i < counts.Length; i++) Assert.Equal(counts[i], classes.Count((ushort)(i + 1)));

        // Moved, it has to be named; without it the page has no classes, and says so when it is written.
        string moved = _run.Beside("moved.txt");
        File.Move(text, moved);
        Assert.Equal(JsonValueKind.Null, (await Errors()).ValueKind);
        Assert.Equal(sorted.GetRawText(), (await Errors("--corpus", moved)).GetRawText());

        async Task<JsonElement> Errors(params string[] options)
        {
            string page = _run.Beside("small.html");
            Shell.Result result = await Shell.Run(["export", Path.Combine(runs, "small"), "--out", page, "--force", .. options]);
            Assert.Equal(ExitCode.Ok, result.Code);
            JsonElement errors = Data(await File.ReadAllTextAsync(page)).GetProperty("errors");
            Assert.Equal(errors.ValueKind == JsonValueKind.Null, result.Error.Contains("no classes of errors", StringComparison.Ordinal));
            return errors;
        }
    }

    [Fact]
    public async Task Export_RunWithFindingsAndNotes_TakesThemAlong()
    {
        CellsFile.Write(_run.Folder, "rnnscope cells", null, [new Finding("inside a string", "layers.1.h", 3, 0.5, "correlation")]);
        await Shell.Run("unit", _run.Path, "layers.1.h:3", "--name", "</script> quotes");
        string page = _run.Beside("page.html");
        Assert.Equal(ExitCode.Ok, (await Shell.Run("export", _run.Path, "--out", page)).Code);
        JsonElement manifest = Data(await File.ReadAllTextAsync(page)).GetProperty("manifest");
        Assert.Equal("inside a string", manifest.GetProperty("findings")[0].GetProperty("property").GetString());
        JsonElement notes = manifest.GetProperty("notes");
        Assert.False(notes.GetProperty("canWrite").GetBoolean());
        Assert.Equal("</script> quotes", notes.GetProperty("units")[0].GetProperty("name").GetString());

        // Whoever sends a page means what she wrote to be in it.
        File.WriteAllText(_run.Folder.NotesFile, "{");
        Assert.Equal(ExitCode.BadRun, (await Shell.Run("export", _run.Path, "--out", page, "--force")).Code);
    }

    [Fact]
    public async Task Export_Page_NamesNothingElsewhere()
    {
        string page = _run.Beside("page.html");
        await Shell.Run("export", _run.Path, "--out", page);
        string html = await File.ReadAllTextAsync(page);
        Assert.DoesNotMatch("<(script|link|img|iframe)[^>]* (src|href)=\"(?!data:)", html);
        string policy = Policy().Match(html).Groups[1].Value;
        Assert.StartsWith("default-src 'none'; script-src 'sha256-", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.DoesNotContain("http", policy);
        Assert.True(html.IndexOf("Content-Security-Policy", StringComparison.Ordinal) < html.IndexOf("<style>", StringComparison.Ordinal));
        Assert.Equal(2, Regex.Count(html, "</script", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking));
    }

    [Fact]
    public async Task Export_TextOfOnesOwn_IsCutToTheLimit()
    {
        string text = _run.FileNamed("fox.txt", "</script><!-- the quick brown fox"), page = _run.Beside("page.html");
        Shell.Result result = await Shell.Run("export", _run.Path, "--out", page, "--text", text, "--limit", "12");
        Assert.Equal(ExitCode.Ok, result.Code);
        Assert.Matches("page.html: 0.[0-9] MB, 12 symbols of fox.txt, a network of [0-9,]+ parameters", result.Output);
        JsonElement info = Data(await File.ReadAllTextAsync(page)).GetProperty("manifest").GetProperty("texts")[0];
        Assert.Equal(("text-fox", "fox.txt", 12), (info.GetProperty("id").GetString(), info.GetProperty("title").GetString(), info.GetProperty("characters").GetInt32()));
    }

    [Fact]
    public async Task Export_FileThatIsThere_IsKeptUnlessForced()
    {
        string page = _run.FileNamed("page.html", "mine");
        Shell.Result result = await Shell.Run("export", _run.Path, "--out", page);
        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains("hint: give another name, or `--force` to replace it", result.Message());
        Assert.Equal("mine", await File.ReadAllTextAsync(page));
        Assert.Equal(ExitCode.Ok, (await Shell.Run("export", _run.Path, "--out", page, "--force")).Code);
        Assert.NotEqual("mine", await File.ReadAllTextAsync(page));
        Assert.Equal(ExitCode.Usage, (await Shell.Run("export", _run.Path, "--out", _run.Path, "--force")).Code);
    }

    [Fact]
    public async Task Export_Interrupted_LeavesNothing()
    {
        string page = _run.Beside("page.html");
        using CancellationTokenSource interruption = new();
        await interruption.CancelAsync();
        Shell.Result result = await Shell.Run(interruption.Token, "export", _run.Path, "--out", page);
        Assert.Equal(ExitCode.Interrupted, result.Code);
        Assert.False(File.Exists(page));
    }

    [Fact]
    public void Page_OfTwoLayersOf128UnitsAnd20000Characters_HasAtMost3Megabytes()
    {
        using Run run = GoldenPages.Make(_run.Beside(""), "lstm", 2, SymbolKind.Characters, null, units: 128, characters: 20_000);
        PageData data = PageBuilder.Build(run, RunText.Test(run), "usual");
        Assert.InRange(SinglePage.Of(EmbeddedViewer.OfThisProgram(), data).Length, 1_000_000, 3_000_000);
        Assert.Equal(156 * 2 * 2 * 128 * 4, data.Text.Checkpoints.Length);
    }

    [Fact]
    public void Page_OfAViewerThatIsNone_IsRefused()
    {
        using Run run = Run.Open(_run.Path);
        PageData data = PageBuilder.Build(run, RunText.Test(run), "tiny");
        EmbeddedViewer viewer = new([("index.html", "<html><head></head><body></body></html>"u8.ToArray())]);
        Assert.Contains("one program", Assert.Throws<InvalidOperationException>(() => SinglePage.Of(viewer, data)).Message);
    }

    private static JsonElement Data(string html) => JsonDocument.Parse(DataElement().Match(html).Groups[1].Value).RootElement;

    [GeneratedRegex("<script type=\"application/json\" id=\"rnnscope-page\">([^<]*)</script>")]
    private static partial Regex DataElement();

    [GeneratedRegex("Content-Security-Policy\" content=\"([^\"]*)\"")]
    private static partial Regex Policy();
}
