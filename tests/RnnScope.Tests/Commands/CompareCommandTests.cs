using System.Text.Json;
using RnnScope.Commands;

namespace RnnScope.Tests.Commands;

public sealed class CompareCommandTests(TwoRuns runs) : IClassFixture<TwoRuns>
{
    [Fact]
    public async Task Compare_Json_HasEveryModelAndEveryPair()
    {
        JsonElement text = Assert.Single((await Shell.QuietJson("compare", runs.Small, runs.Large, "--orders", "1-2", "--json")).GetProperty("texts").EnumerateArray());
        JsonElement[] models = [.. text.GetProperty("models").EnumerateArray()];
        Assert.Equal(["small", "large", "n=1", "n=2"], models.Select(model => model.GetProperty("model").GetString()));
        for (int i = 0; i < 2; i++)
        {
            using JsonDocument run = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(i == 0 ? runs.Small : runs.Large, "run.json")));
            JsonElement trained = run.RootElement.GetProperty("result");
            Assert.Equal(trained.GetProperty("testLossNats").GetDouble(), Loss(models[i]).GetProperty("estimate").GetDouble(), 1e-9);
            Assert.Equal(trained.GetProperty("parameters").GetInt32(), models[i].GetProperty("parameters").GetInt32());
            Assert.Equal(trained.GetProperty("testCharacters").GetInt32(), text.GetProperty("characters").GetInt32());
            Assert.Equal(i == 0 ? 2 : 16, models[i].GetProperty("units").GetInt32());
        }

        Assert.Equal("large", text.GetProperty("best").GetString());
        Assert.Equal(0, models[1].GetProperty("behind_best").GetProperty("high").GetDouble());
        Assert.True(models[0].GetProperty("behind_best").GetProperty("low").GetDouble() > 0);
        JsonElement[] pairs = [.. text.GetProperty("differences").EnumerateArray()];
        Assert.Equal(6, pairs.Length);
        foreach (JsonElement pair in pairs)
        {
            double Of(string which) => Loss(models.Single(model => model.GetProperty("model").GetString() == pair.GetProperty(which).GetString())).GetProperty("estimate").GetDouble();
            Assert.Equal(Of("first") - Of("second"), Loss(pair).GetProperty("estimate").GetDouble(), 1e-9);
        }

        JsonElement shares = text.GetProperty("agreement").GetProperty("shares");
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(1, shares[i][i].GetDouble());
            Assert.InRange(shares[i][(i + 1) % 4].GetDouble(), 0.01, 0.99);
            Assert.Equal(shares[i][0].GetDouble(), shares[0][i].GetDouble());
        }

        JsonElement maps = text.GetProperty("maps");
        Assert.Equal(4, maps.GetProperty("scaling").GetProperty("points").GetArrayLength());
        Assert.Equal(4, maps.GetProperty("tsne").GetProperty("points").GetArrayLength());
        Assert.Equal(2, maps.GetProperty("tsne").GetProperty("perplexity").GetDouble());
        JsonElement grid = text.GetProperty("grid");
        Assert.Equal("lstm", grid.GetProperty("columns")[0].GetProperty("unit").GetString());
        Assert.Equal([["small"], ["large"]], grid.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("cells")[0].GetProperty("models").EnumerateArray().Select(name => name.GetString()!).ToArray()));
    }

    [Fact]
    public async Task Compare_RunsOfAnotherSplit_AreAGridOfTheirOwn()
    {
        JsonElement[] texts = [.. (await Shell.QuietJson("compare", runs.Small, runs.Otherwise, runs.Large, "--json")).GetProperty("texts").EnumerateArray()];
        Assert.Equal([["small", "large"], ["otherwise"]], texts.Select(text => text.GetProperty("models").EnumerateArray().Select(model => model.GetProperty("model").GetString()!).ToArray()));
        Assert.Equal([4, 2], texts.Select(text => text.GetProperty("split").GetProperty("streams").GetInt32()));
        Assert.Equal(JsonValueKind.Null, texts[0].GetProperty("maps").GetProperty("tsne").GetProperty("perplexity").ValueKind);
        Assert.Equal(0, texts[1].GetProperty("differences").GetArrayLength());
    }

    [Fact]
    public async Task Compare_Text_IsTheSameForAnyThreads()
    {
        Shell.Result one = await Shell.Run("compare", runs.Small, runs.Large, runs.Otherwise, "--orders", "1-3", "--threads", "1");
        Shell.Result two = await Shell.Run("compare", runs.Small, runs.Large, runs.Otherwise, "--orders", "1-3", "--threads", "2");
        Assert.Equal(ExitCode.Ok, one.Code);
        Assert.Equal(one, two);
        Assert.Equal("", one.Error);
        Assert.Contains("test part of text.txt", one.Output);
        Assert.Contains("loss less that of large, over the same symbols\n", one.Output);
        Assert.Contains("the same symbol is likeliest, % of the symbols\n", one.Output);
        Assert.Contains("t-SNE, perplexity 2\n", one.Output);
        Assert.Equal(2, one.Output.Split("\n\ntest part").Length);
        Assert.DoesNotContain("NaN", one.Output);
    }

    [Fact]
    public async Task Compare_OneRun_HasItsRowOnly()
    {
        Shell.Result result = await Shell.Run("compare", runs.Small);
        Assert.Equal(ExitCode.Ok, result.Code);
        Assert.Contains("1 x 2", result.Output);
        Assert.Equal(3, result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Compare_CorpusElsewhere_IsFoundAmongSeveral()
    {
        string moved = Path.Combine(runs.Folder, "moved.txt"), other = Path.Combine(runs.Folder, "another.txt"), run = Path.Combine(runs.Folder, "copied");
        File.Copy(runs.TextPath, moved, overwrite: true);
        File.WriteAllText(other, "something else");
        TwoRuns.Copy(runs.Small, run, json => json.Replace("text.txt", "gone.txt"));
        Shell.Result result = await Shell.Run("compare", run, runs.Large);
        Assert.Equal(ExitCode.BadRun, result.Code);
        Assert.Contains("--corpus FILE", result.Message());
        Assert.Equal(ExitCode.Ok, (await Shell.Run("compare", run, runs.Large, "--corpus", other, "--corpus", moved)).Code);
        Shell.Result wrong = await Shell.Run("compare", run, "--corpus", other);
        Assert.Equal(ExitCode.BadRun, wrong.Code);
        Assert.Contains("another.txt: expected the text that copied was trained on, SHA-256", wrong.Message());
        Assert.Equal(ExitCode.BadInput, (await Shell.Run("compare", run, "--corpus", moved + ".none")).Code);
    }

    [Fact]
    public async Task Compare_RunsThatCannotBe_SaysWhichBeforeReading()
    {
        Shell.Result twice = await Shell.Run("compare", runs.Small, runs.Small);
        Assert.Equal(ExitCode.Usage, twice.Code);
        Assert.Contains("expected different runs", twice.Message());
        Shell.Result none = await Shell.Run("compare", runs.Small, runs.Folder + "-none");
        Assert.Equal(ExitCode.BadRun, none.Code);
        Assert.Contains("-none", none.Message());
        Assert.Equal(ExitCode.Usage, (await Shell.Run("compare", runs.Small, "--orders", "x")).Code);
        Assert.Equal(ExitCode.Usage, (await Shell.Run("compare")).Code);
    }

    private static JsonElement Loss(JsonElement element) => element.GetProperty("loss_nats");
}
