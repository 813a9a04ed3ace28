using System.Text.Json;
using RnnScope.Commands;

namespace RnnScope.Tests.Commands;

public sealed class MemoryCommandTests(TwoRuns runs) : IClassFixture<TwoRuns>
{
    [Fact]
    public async Task Memory_Json_HasEverything()
    {
        JsonElement json = await Shell.Json("memory", runs.Large, "--positions", "40", "--contexts", "1,5,50", "--orders", "1,3", "--horizon", "30", "--json");
        Assert.Equal("large", json.GetProperty("run").GetString());
        JsonElement connectivity = json.GetProperty("connectivity"), horizon = json.GetProperty("memory_horizon");
        Assert.Equal(31, connectivity.GetProperty("distances").GetArrayLength());
        Assert.Equal(1, connectivity.GetProperty("distances").EnumerateArray().Sum(row => row.GetProperty("share").GetDouble()), 1e-9);
        Assert.Contains("newline", connectivity.GetProperty("classes").EnumerateArray().Select(row => row.GetProperty("class").GetString()));
        Assert.Equal(16, json.GetProperty("unit_memory")[0].GetProperty("gates")[0].GetProperty("symbols").GetArrayLength());
        Assert.Equal([1, 5, 50], horizon.GetProperty("contexts").EnumerateArray().Select(row => row.GetProperty("symbols").GetInt32()));
        Assert.Equal([1, 3], horizon.GetProperty("ngrams").EnumerateArray().Select(row => row.GetProperty("n").GetInt32()));
        Assert.InRange(horizon.GetProperty("worth").GetProperty("n").GetDouble(), 1, 3);
    }

    [Fact]
    public async Task Memory_Text_IsReported()
    {
        Shell.Result result = await Shell.Run("memory", runs.Large, "--positions", "40", "--contexts", "1,10", "--orders", "none", "--limit", "600");
        Assert.Equal(ExitCode.Ok, result.Code);
        Assert.Contains("lstm, 1 x 16 units, on test part", result.Output);
        Assert.Contains("600 symbols, of which", result.Output);
        Assert.DoesNotContain("n-gram", result.Output);
        Assert.Matches("uses (more than )?(1|10) symbols", result.Output);
        Assert.Contains("beyond distance 200 went", result.Output);
        Assert.Contains("layer 0, by what f keeps on average", result.Output);
    }

    [Fact]
    public async Task Memory_Sentence_ShowsEveryPair()
    {
        JsonElement json = await Shell.Json("memory", runs.Large, "--sentence", "the quick", "--target", "likeliest", "--json");
        JsonElement[] rows = [.. json.GetProperty("rows").EnumerateArray()];
        Assert.Equal(9, rows.Length);
        Assert.All(rows.Index(), pair => Assert.Equal(pair.Index + 1, pair.Item.GetProperty("norms").GetArrayLength()));
        Assert.Equal("␣", json.GetProperty("symbols")[3].GetString());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("horizon").ValueKind);

        Shell.Result result = await Shell.Run("memory", runs.Large, "--sentence", "the quick", "--horizon", "2");
        Assert.Contains("the sentence: 9 symbols", result.Output);
        Assert.Contains("% beyond)", result.Output);
    }

    [Theory]
    [InlineData("q", "q")]
    [InlineData("\\n", "\\n")]
    [InlineData(" ", "␣")]
    public async Task Memory_TargetSymbol_IsFound(string target, string expected)
    {
        JsonElement json = await Shell.Json("memory", runs.Large, "--matrix", "12", "--target", target, "--json");
        Assert.Equal(12, json.GetProperty("rows").GetArrayLength());
        Assert.All(json.GetProperty("rows").EnumerateArray(), row => Assert.Equal(expected, row.GetProperty("target_symbol").GetString()));
    }

    [Fact]
    public async Task Memory_WithoutCorpus_LeavesNGramsOutUnlessAskedFor()
    {
        using TinyRun run = new();
        Shell.Result result = await Shell.Run("memory", run.Path, "--positions", "20");
        Assert.Equal(ExitCode.Ok, result.Code);
        Assert.Contains("note: no n-gram models: ", result.Error);
        Assert.NotEqual(ExitCode.Ok, (await Shell.Run("memory", run.Path, "--positions", "20", "--orders", "1-3")).Code);
    }

    [Theory]
    [InlineData("--target=qq", "--target: expected true, likeliest or a symbol of the network, found 'qq'")]
    [InlineData("--target=0", "--target: expected")]
    [InlineData("--positions=3", "--positions: expected 20 to")]
    [InlineData("--contexts=0,5", "contexts: expected ascending numbers from 1")]
    [InlineData("--orders=x", "--orders: expected numbers of context symbols")]
    [InlineData("--limit=10", "expected a text of at least 40 symbols, found 10")]
    [InlineData("--sentence=q", "expected a text of at least 2 symbols, found 1")]
    public async Task Memory_WhatCannotBe_IsUsage(string option, string expected)
    {
        using TinyRun run = new();
        Shell.Result result = await Shell.Run("memory", run.Path, option);
        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains(expected, result.Message());
    }
}
