using System.Text.Json;
using RnnScope.Commands;

namespace RnnScope.Tests.Commands;

/// <summary>Looking back through a network that predicts words.</summary>
public sealed class WordMemoryCommandTests(WordRun run) : IClassFixture<WordRun>
{
    [Fact]
    public async Task Memory_Sentence_FollowsTheWordsBack()
    {
        JsonElement json = await Json("--sentence", "Red  ti odd tile ");
        Assert.Equal("␣red␣ti␣odd␣tile␣", string.Concat(json.GetProperty("symbols").EnumerateArray().Select(symbol => symbol.GetString())));
        JsonElement[] rows = [.. json.GetProperty("rows").EnumerateArray()];
        Assert.Equal(17, rows.Length);
        // "ti" and "odd" are not among the words, and after the last space there is none.
        bool[] standIns = [.. Enumerable.Range(0, 17).Select(at => at is >= 4 and < 11 or 16)];
        Assert.Equal(standIns, rows.Select(row => row.GetProperty("target_is_stand_in").GetBoolean()));
        foreach ((int at, JsonElement row) in rows.Index())
        {
            JsonElement[] likeliest = [.. row.GetProperty("likeliest").EnumerateArray()];
            Assert.Equal(3, likeliest.Length);
            string expected = standIns[at] ? likeliest[0].GetProperty("symbol").GetString()! : at < 4 ? "red" : "tile";
            Assert.Equal(expected, row.GetProperty("target_symbol").GetString());
            Assert.Equal(at + 1, row.GetProperty("norms").GetArrayLength());
        }

        // After "red t" the network remembers which word goes with red.
        JsonElement second = (await Json("--sentence", "red til")).GetProperty("rows")[5];
        Assert.Equal("tile", second.GetProperty("likeliest")[0].GetProperty("symbol").GetString());
        Assert.True(second.GetProperty("norms").EnumerateArray().Take(4).Sum(norm => norm.GetDouble()) > 0);
    }

    [Fact]
    public async Task Memory_Sentence_IsReported()
    {
        Shell.Result result = await Shell.Run("memory", run.RunPath, "--sentence", "red ti tile");
        Assert.Equal(ExitCode.Ok, result.Code);
        Assert.Matches(@"\n +0  ␣     red ", result.Output);
        Assert.Matches(@"\n +5  t     \w+\* ", result.Output);
        Assert.Contains("* no word that the network can predict is read here; the likeliest stands in", result.Output);
        Assert.DoesNotContain("stands in", (await Shell.Run("memory", run.RunPath, "--sentence", "red tile")).Output);
    }

    [Fact]
    public async Task Memory_Matrix_KnowsTheWordThatItsEndCutsOff()
    {
        JsonElement all = (await Json("--matrix", "60")).GetProperty("rows"), cut = (await Json("--matrix", "12")).GetProperty("rows");
        Assert.Equal((60, 12), (all.GetArrayLength(), cut.GetArrayLength()));
        Assert.Equal(Targets(all)[..12], Targets(cut));

        static string[] Targets(JsonElement rows) => [.. rows.EnumerateArray().Select(row => row.GetProperty("target_symbol").GetString()!)];
    }

    [Theory]
    [InlineData("tile")]
    [InlineData(" Tile")] // as the network reads it
    public async Task Memory_TargetWord_IsFound(string target)
    {
        JsonElement json = await Json("--sentence", "navy time", "--target", target);
        Assert.Equal("symbol", json.GetProperty("target").GetString());
        Assert.All(json.GetProperty("rows").EnumerateArray(), row => Assert.Equal(("tile", false), (row.GetProperty("target_symbol").GetString(), row.GetProperty("target_is_stand_in").GetBoolean())));
    }

    [Theory]
    [InlineData("odd")]
    [InlineData("t")]
    [InlineData("")]
    [InlineData("red tile")]
    public async Task Memory_TargetThatIsNoWord_IsUsage(string target)
    {
        Shell.Result result = await Shell.Run("memory", run.RunPath, "--sentence", "red", "--target", target);
        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains($"--target: expected true, likeliest or a word of the network, found '{target}'", result.Message());
        Assert.Contains("the 8 most frequent words", result.Error);
    }

    [Fact]
    public async Task Memory_SentenceWithoutWords_IsUsage()
    {
        Shell.Result result = await Shell.Run("memory", run.RunPath, "--sentence", "42 !");
        Assert.Equal((ExitCode.Usage, true), (result.Code, result.Message().Contains("--sentence: expected at least one word, found none", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Memory_Summary_SaysWhatToAskInstead()
    {
        Shell.Result result = await Shell.Run("memory", run.RunPath);
        Assert.Equal(ExitCode.BadRun, result.Code);
        Assert.Contains("expected a network that predicts the next symbol, for a summary over a text, found one that predicts words", result.Message());
        Assert.Contains("`--sentence WORDS` or `--matrix N`", result.Error);
    }

    private async Task<JsonElement> Json(params string[] options)
    {
        Shell.Result result = await Shell.Run(["memory", run.RunPath, .. options, "--json"]);
        Assert.True(result.Code == ExitCode.Ok, result.Error);
        return JsonDocument.Parse(result.Output).RootElement;
    }
}
