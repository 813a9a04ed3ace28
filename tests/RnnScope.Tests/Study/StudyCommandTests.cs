using System.Text.Json;
using System.Xml.Linq;
using RnnScope.Commands;
using RnnScope.Study;
using RnnScope.Tests.Commands;

namespace RnnScope.Tests.Study;

public sealed class StudyCommandTests(TwoRuns runs) : IClassFixture<TwoRuns>
{
    private static readonly string[] Ids = [.. StudyReport.Sections.Select(section => section.Id)];

    [Fact]
    public async Task Study_TwoRuns_IsAWholeReportThatNeedsNoNetwork()
    {
        string report = Out("whole");
        JsonElement json = await Shell.Json("study", runs.Small, runs.Large, "--out", report, "--orders", "1-3", "--baseline", "5", "--json");
        Assert.Equal(Ids, json.GetProperty("sections").EnumerateArray().Select(section => section.GetProperty("id").GetString()));
        Assert.Equal(["dynamics"], json.GetProperty("sections").EnumerateArray().Where(section => section.GetProperty("skipped").GetArrayLength() > 0).Select(section => section.GetProperty("id").GetString()));
        string page = File.ReadAllText(Path.Combine(report, "index.html"));
        AssertPage(page);
        foreach (string expected in new[] { "small and large", "Which errors does a larger network", "forget gate", "n-gram", "Examples in the text" }) Assert.Contains(expected, page);
        AssertFigures(report, [.. json.GetProperty("sections").EnumerateArray().SelectMany(section => section.GetProperty("figures").EnumerateArray()).Select(name => name.GetString()!)]);
    }

    [Fact]
    public async Task Study_Again_ComputesNothingUntilTheModelChanges()
    {
        string report = Out("again");
        string[] line = ["study", runs.Small, "--out", report, "--orders", "1-2", "--baseline", "4", "--json"];
        JsonElement first = await Shell.Json(line);
        Assert.NotEqual(0, first.GetProperty("computed").GetArrayLength());
        string page = File.ReadAllText(Path.Combine(report, "index.html"));
        JsonElement second = await Shell.Json(line);
        Assert.Equal(0, second.GetProperty("computed").GetArrayLength());
        Assert.Equal(Names(first, "computed").Concat(Names(first, "reused")).Order(StringComparer.Ordinal), Names(second, "reused").Order(StringComparer.Ordinal));
        Assert.Equal(page, File.ReadAllText(Path.Combine(report, "index.html")));

        string file = Path.Combine(runs.Small, "analyses", "study-brackets.json");
        File.WriteAllText(file, File.ReadAllText(file)[..200]);
        Assert.Equal(["small/brackets"], Names(await Shell.Json(line), "computed"));
        Assert.Equal(["small/errors", "small/ngrams"], Names(await Shell.Json([.. line.Select(word => word == "1-2" ? "1-3" : word)]), "computed").Where(name => name is "small/errors" or "small/ngrams").Order(StringComparer.Ordinal));

        string model = Path.Combine(runs.Small, "model.safetensors");
        byte[] bytes = File.ReadAllBytes(model);
        await Shell.Json(line);
        try
        {
            bytes[^1] ^= 1;
            File.WriteAllBytes(model, bytes);
            Assert.Equal(6, (await Shell.Json(line)).GetProperty("computed").GetArrayLength());
        }
        finally
        {
            bytes[^1] ^= 1;
            File.WriteAllBytes(model, bytes);
        }
    }

    [Fact]
    public async Task Study_RunWithSnapshots_FollowsItsTraining()
    {
        await Train("snap", "lstm", "--snapshots", "3");
        await Train("feed-1", "n-nn:1");
        string report = Out("dynamics"), snap = Path.Combine(runs.Folder, "snap");
        JsonElement json = await Shell.Json("study", snap, runs.Large, "--n-nn", Path.Combine(runs.Folder, "feed-1"), "--out", report, "--orders", "1-2", "--baseline", "2", "--json");
        JsonElement section = json.GetProperty("sections").EnumerateArray().Single(one => one.GetProperty("id").GetString() == "dynamics");
        Assert.Equal(["dynamics-snap"], section.GetProperty("figures").EnumerateArray().Select(name => name.GetString()));
        Assert.Contains("the dynamics of large; training kept no snapshots", section.GetProperty("skipped")[0].GetString());
        string[] rows = File.ReadAllLines(Path.Combine(report, "figures", "dynamics-snap.csv"));
        int stages = Directory.GetFiles(Path.Combine(snap, "snapshots")).Length + 1;
        Assert.Equal(1 + stages * 3, rows.Length);
        Assert.Equal(["feed-1", "n=1", "n=2"], rows.Skip(1).Select(row => row.Split(',')[5]).Distinct());
        AssertPage(File.ReadAllText(Path.Combine(report, "index.html")));
        AssertFigures(report, ["dynamics-snap", "compare-losses", "compare-map"]);
        // A snapshot that is another one makes another result.
        string model = Directory.GetFiles(Path.Combine(snap, "snapshots"))[0];
        File.Delete(model);
        json = await Shell.Json("study", snap, runs.Large, "--n-nn", Path.Combine(runs.Folder, "feed-1"), "--out", report, "--orders", "1-2", "--baseline", "2", "--json");
        Assert.Equal(["snap/dynamics"], Names(json, "computed"));
    }

    [Fact]
    public async Task Study_FeedForwardRun_IsInTheOverlapOfThree()
    {
        await Train("feed", "n-nn:2");
        string report = Out("three");
        await Shell.Json("study", runs.Large, "--n-nn", Path.Combine(runs.Folder, "feed"), "--out", report, "--orders", "1-2", "--baseline", "2", "--json");
        string csv = File.ReadAllText(Path.Combine(report, "figures", "overlap-large.csv"));
        Assert.Equal(9, csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("large + feed + n=2,", csv);
        int errors = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Sum(row => int.Parse(row.Split(',')[2], null));
        using JsonDocument run = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(runs.Large, "run.json")));
        Assert.Equal(run.RootElement.GetProperty("result").GetProperty("testCharacters").GetInt32(), errors);
    }

    [Fact]
    public async Task Study_RunWithoutTextAndGates_SaysWhatIsLeftOut()
    {
        using TinyRun run = new("rnn");
        string report = run.Beside("report");
        Shell.Result result = await Shell.Run("study", run.Path, "--out", report);
        Assert.Equal(ExitCode.Ok, result.Code);
        Assert.Contains("note: Gates: left out saturation; rnn calls none of its signals a gate", result.Error);
        Assert.Contains("note: Error ledger: left out the ledger of tiny; run.json: expected", result.Error);
        string page = File.ReadAllText(Path.Combine(report, "index.html"));
        AssertPage(page);
        Assert.Contains("Left out: saturation; rnn calls none of its signals a gate.", page);
        Assert.DoesNotContain(Path.GetTempPath(), page);
    }

    [Fact]
    public async Task Study_TinyRun_HasGatesWithOrWithoutLinks()
    {
        using TinyRun run = new();
        string report = run.Beside("report");
        Assert.Equal(ExitCode.Ok, (await Shell.Run("study", run.Path, "--out", report, "--limit", "200")).Code);
        string page = File.ReadAllText(Path.Combine(report, "index.html"));
        AssertPage(page);
        Assert.Contains("over 200 symbols", page);
        string svg = File.ReadAllText(Path.Combine(report, "figures", "gates-tiny-f.svg"));
        Assert.Contains("<title>layers.1.f unit 4: right ", svg);
        Assert.DoesNotContain("<a ", svg);
        Assert.Equal(ExitCode.Ok, (await Shell.Run("study", run.Path, "--out", report, "--limit", "200", "--viewer", "http://127.0.0.1:8080/")).Code);
        svg = File.ReadAllText(Path.Combine(report, "figures", "gates-tiny-f.svg"));
        Assert.Contains("href=\"http://127.0.0.1:8080/#run=tiny&amp;site=layers.1.f&amp;unit=4\"", svg);
    }

    [Fact]
    public async Task Study_NameOfAnyCharacters_IsText()
    {
        using TinyRun run = new();
        string odd = run.Beside("<script>&\"'\u0007");
        Directory.Move(run.Path, odd);
        string report = run.Beside("report");
        Assert.Equal(ExitCode.Ok, (await Shell.Run("study", odd, "--out", report)).Code);
        string page = File.ReadAllText(Path.Combine(report, "index.html"));
        AssertPage(page);
        Assert.Contains("A study of &lt;script&gt;&amp;&quot;&#39;\u2407", page);
        AssertFigures(report, [.. Directory.GetFiles(Path.Combine(report, "figures"), "*.svg").Select(path => Path.GetFileNameWithoutExtension(path))]);
    }

    [Fact]
    public async Task Study_WhatCannotBeDone_IsOneLine()
    {
        string foreign = Path.Combine(runs.Folder, "foreign");
        Directory.CreateDirectory(foreign);
        File.WriteAllText(Path.Combine(foreign, "letter.txt"), "mine");
        await Refused(ExitCode.Usage, "--out: expected a new or empty folder", runs.Small, "--out", foreign);
        await Refused(ExitCode.Usage, "expected different runs", runs.Small, runs.Small, "--out", Out("none"));
        await Refused(ExitCode.Usage, "--viewer: expected an address", runs.Small, "--out", Out("none"), "--viewer", "javascript:alert(1)");
        await Refused(ExitCode.Usage, "--orders: expected", runs.Small, "--out", Out("none"), "--orders", "x");
        await Refused(ExitCode.BadRun, "divided otherwise", runs.Small, runs.Otherwise, "--out", Out("none"));
        await Refused(ExitCode.BadRun, "expected the folder of a run", runs.Folder, "--out", Out("none"));
        Assert.False(Directory.Exists(Out("none")));
        Assert.Equal(["letter.txt"], Directory.GetFileSystemEntries(foreign).Select(Path.GetFileName));
    }

    private async Task Train(string name, string unit, params string[] options)
    {
        Shell.Result train = await Shell.Run([
            "train", runs.TextPath, "--unit", unit, "--layers", "1", "--units", "6", "--epochs", "2", "--optimizer", "adam",
            "--streams", "4", "--steps", "20", "--runs", runs.Folder, "--name", name, .. options]);
        Assert.Equal(ExitCode.Ok, train.Code);
    }

    private static async Task Refused(ExitCode code, string message, params string[] args)
    {
        Shell.Result result = await Shell.Run(["study", .. args]);
        Assert.Equal(code, result.Code);
        Assert.Contains(message, result.Message());
    }

    /// <summary>A page that is well-formed, has every section, and asks for nothing elsewhere.</summary>
    private static void AssertPage(string page)
    {
        XElement root = XDocument.Parse(page).Root!;
        Assert.Equal(Ids, root.Descendants("section").Select(section => section.Attribute("id")!.Value));
        Assert.Equal(Ids.Select(id => $"#{id}"), root.Descendants("nav").Descendants("a").Select(link => link.Attribute("href")!.Value));
        Assert.DoesNotContain("http://", page);
        Assert.DoesNotContain("https://", page);
        Assert.DoesNotContain("url(", page);
        Assert.Empty(root.Descendants("script"));
        Assert.All(root.Descendants("a").Where(link => link.Attribute("href")!.Value[0] != '#'), link => Assert.StartsWith("figures/", link.Attribute("href")!.Value));
        string[] ids = [.. root.Descendants().Select(element => element.Attribute("id")?.Value).OfType<string>()];
        Assert.Equal(ids.Distinct().Count(), ids.Length);
    }

    private static void AssertFigures(string report, string[] names)
    {
        Assert.NotEmpty(names);
        foreach (string name in names)
        {
            string path = Path.Combine(report, "figures", name), svg = File.ReadAllText(path + ".svg");
            XElement root = XDocument.Parse(svg).Root!;
            Assert.All(root.DescendantsAndSelf().Attributes(), attribute => Assert.DoesNotContain("NaN", attribute.Value));
            Assert.Contains("\n", File.ReadAllText(path + ".csv"));
            using JsonDocument data = JsonDocument.Parse(File.ReadAllBytes(path + ".json"));
            Assert.Equal(name, data.RootElement.GetProperty("figure").GetString());
            Assert.NotEqual(0, data.RootElement.GetProperty("rows").GetArrayLength());
        }
    }

    private static string[] Names(JsonElement json, string list) => [.. json.GetProperty(list).EnumerateArray().Select(name => name.GetString()!)];

    private string Out(string name) => Path.Combine(runs.Folder, $"report-{name}");
}
