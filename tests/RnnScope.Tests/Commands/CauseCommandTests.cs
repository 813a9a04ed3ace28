using System.Text.Json;
using RnnScope.Commands;
using RnnScope.Engine.Files;

namespace RnnScope.Tests.Commands;

public sealed class CauseCommandTests : IDisposable
{
    private readonly TinyRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Cause_Json_HasBothSidesAndIsKept()
    {
        Shell.Result result = await Shell.Run(
            "cause", _run.Path, "--ablate", "layers.1.c:1,3", "--clamp", "layers.0.f:2=0.5", "--property", "Position in the line", "--above", "100",
            "--controls", "1", "--json");
        Assert.Equal(ExitCode.Ok, result.Code);
        Assert.StartsWith("note: no classes of errors: ", result.Error);
        JsonElement json = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal(["where it holds", "elsewhere"], json.GetProperty("sides").EnumerateArray().Select(side => side.GetString()));
        Assert.Equal(["layers.1.c:1,3 mean", "layers.0.f:2 clamp"], json.GetProperty("interventions").EnumerateArray()
            .Select(done => $"{done.GetProperty("units").GetString()} {done.GetProperty("kind").GetString()}"));
        // Positions in the line are 1, 2, ...: the text has no line ends.
        int[] counts = [.. json.GetProperty("all").EnumerateArray().Select(side => side.GetProperty("count").GetInt32())];
        Assert.Equal([TinyRun.Characters - 1 - 100, 100], counts);
        foreach (JsonElement table in json.GetProperty("tables").EnumerateArray())
        {
            for (int side = 0; side < 2; side++)
                Assert.Equal(counts[side], table.GetProperty("rows").EnumerateArray().Sum(row => row.GetProperty("sides")[side].GetProperty("count").GetInt32()));
        }

        Assert.Equal(["character class", "symbol"], json.GetProperty("tables").EnumerateArray().Select(table => table.GetProperty("by").GetString()));
        Assert.Equal(2, Assert.Single(json.GetProperty("controls").EnumerateArray()).GetProperty("units").GetArrayLength());
        Assert.All(json.GetProperty("all").EnumerateArray(), side => Assert.NotEqual(0, side.GetProperty("change").GetProperty("estimate").GetDouble()));

        string kept = Assert.Single(Directory.GetFiles(_run.Folder.AnalysisFolder));
        Assert.Equal("cause-layers.1.c-1-3-mean-position-in-the-line.json", Path.GetFileName(kept));
        JsonElement file = JsonDocument.Parse(File.ReadAllBytes(kept)).RootElement;
        Assert.Equal(json.GetRawText(), file.GetProperty("result").GetRawText());
        Assert.Equal(ModelFile.Hash(_run.Folder.ModelFile), file.GetProperty("inputs").GetProperty("model").GetString());
        Assert.StartsWith("rnnscope cause ", file.GetProperty("command").GetString());
    }

    [Fact]
    public async Task Cause_Table_IsReadable()
    {
        Shell.Result result = await Shell.Run(
            "cause", _run.Path, _run.FileNamed("fox.txt", string.Concat(Enumerable.Repeat("the quick, brown fox. ", 9))),
            "--patch", "layers.1.h", "--property", "position in the line", "--above", "90", "--no-errors");
        Assert.Equal(ExitCode.Ok, result.Code);
        Assert.Equal("note: 0 controls: the site has no more units that could stand for these\n", result.Error);
        Assert.StartsWith("layers.1.h as at random places on the other side\non fox.txt: 198 symbols\nproperty: position in the line (above 90), symbols since", result.Output);
        Assert.Contains("no controls\n\nwhere it holds  ", result.Output);
        Assert.Contains("\n  punctuation   ", result.Output);
        Assert.Contains("\nelsewhere  ", result.Output);
        result = await Shell.Run("cause", _run.Path, "--ablate", "layers.1.h:2", "--controls", "2", "--no-errors");
        Assert.Matches(@"\ncontrols: the same done to 2 other units, standard deviation .*\nlargest change of a control, everywhere: layers\.1\.h:\d \([+-]\d\.\d{4}\)\n", result.Output);
    }

    [Fact]
    public async Task Cause_AnyProperty_DividesTheText()
    {
        string text = _run.FileNamed("fox.txt", string.Concat(Enumerable.Repeat("the quick, brown fox. ", 9)));
        string labels = _run.FileNamed("fox.labels", "0 20 1\n20 50 0\n");
        // Four words in each of nine sentences; since("x") is not known before the first x, and labels nowhere else.
        Assert.Equal((9 * 4, 198 - 1 - 9 * 4), await Sides("--property", "word start"));
        Assert.Equal((9 * 4, 198 - 1 - 9 * 4), await Sides("--property", "word_start and 1 < 2"));
        Assert.Equal((20, 30), await Sides("--labels", labels));
        int first = "the quick, brown fox".Length - 1;
        Assert.Equal((198 - 1 - first - 9, 9), await Sides("--property", "since(\"x\")"));
        Assert.Equal((0, 197), await Sides("--property", "inside a comment", "--kind", "code"));
        Assert.Equal(5, Directory.GetFiles(_run.Folder.AnalysisFolder).Length);
        Shell.Result report = await Shell.Run("cause", _run.Path, text, "--ablate", "layers.1.c:1", "--no-errors", "--property", "since(\"x\")");
        Assert.Contains($"\n{first} of 197 predictions count on neither side", report.Output);

        async Task<(int, int)> Sides(params string[] property)
        {
            Shell.Result result = await Shell.Run(["cause", _run.Path, text, "--ablate", "layers.1.c:1", "--controls", "1", "--no-errors", "--json", .. property]);
            Assert.Equal(ExitCode.Ok, result.Code);
            JsonElement sides = JsonDocument.Parse(result.Output).RootElement.GetProperty("all");
            return (sides[0].GetProperty("count").GetInt32(), sides[1].GetProperty("count").GetInt32());
        }
    }

    [Fact]
    public async Task Cause_OnePatch_ShowsWhatFollows()
    {
        Shell.Result result = await Shell.Run(
            "cause", _run.Path, "--patch", "layers.0.c:2", "--from", "50", "--to", "100", "--follow", "3", "--no-errors", "--controls", "2", "--json");
        Assert.Equal(ExitCode.Ok, result.Code);
        JsonElement json = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal([101, 102, 103], json.GetProperty("following").EnumerateArray().Select(row => row.GetProperty("place").GetInt32()));
        Assert.Equal(3, json.GetProperty("all")[0].GetProperty("count").GetInt32());
        Assert.Contains("behind the patch", (await Shell.Run("cause", _run.Path, "--patch", "layers.0.c:2", "--from", "50", "--to", "100", "--no-errors")).Output);
    }

    [Theory]
    [InlineData("expected --ablate, --clamp or --patch")]
    [InlineData("there is no site 'layers.3.c'", "--ablate", "layers.3.c:1")]
    [InlineData("layers.1.c: expected units below 5, found 7", "--ablate", "layers.1.c:7")]
    [InlineData("--clamp: expected units and a number, found 'layers.1.c:1'", "--clamp", "layers.1.c:1")]
    [InlineData("--clamp: expected units and a number, found 'layers.1.c:1=NaN'", "--clamp", "layers.1.c:1=NaN")]
    [InlineData("there is no property 'inside a sting'", "--ablate", "layers.1.c:1", "--property", "inside a sting")]
    [InlineData("column 1: unknown function 'insid'", "--ablate", "layers.1.c:1", "--property", "insid(\"(\", \")\")")]
    [InlineData("expected --property or --labels, found both", "--ablate", "layers.1.c:1", "--property", "word start", "--labels", "x")]
    [InlineData("expected both --from and --to", "--patch", "layers.1.c:1", "--from", "3")]
    [InlineData("--patch: expected --from and --to, or --property", "--patch", "layers.1.c:1")]
    [InlineData("--from and --to: expected --patch", "--ablate", "layers.1.c:1", "--from", "3", "--to", "4")]
    [InlineData("places of a patch from 0 to 299, found 300", "--patch", "layers.1.c:1", "--from", "3", "--to", "300")]
    [InlineData("to hold units in a part of the text, expected a property", "--ablate", "layers.1.c:1", "--where", "holds")]
    [InlineData("at least two symbols, found 1", "--ablate", "layers.1.c:1", "--limit", "1")]
    public async Task Cause_WrongRequest_IsUsage(string expected, params string[] options)
    {
        Shell.Result result = await Shell.Run(["cause", _run.Path, .. options, .. options.Length > 0 ? ["--no-errors"] : Array.Empty<string>()]);
        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains(expected, result.Message());
    }
}

public sealed class CauseOfErrorsTests(TwoRuns runs) : IClassFixture<TwoRuns>
{
    [Fact]
    public async Task Cause_TrainedRun_SortsByError()
    {
        Shell.Result result = await Shell.Run("cause", runs.Large, "--ablate", "layers.0.h:3", "--controls", "3", "--json");
        Assert.Equal(ExitCode.Ok, result.Code);
        JsonElement json = JsonDocument.Parse(result.Output).RootElement;
        JsonElement table = json.GetProperty("tables").EnumerateArray().Single(table => table.GetProperty("by").GetString() == "error");
        JsonElement[] rows = [.. table.GetProperty("rows").EnumerateArray()];
        Assert.Equal(
            json.GetProperty("all")[0].GetProperty("count").GetInt32(),
            rows.Sum(row => row.GetProperty("sides")[0].GetProperty("count").GetInt32()));
        Assert.Contains("right", rows.Select(row => row.GetProperty("class").GetString()));
        Assert.Contains("ngram", rows.Select(row => row.GetProperty("class").GetString()));
    }
}
